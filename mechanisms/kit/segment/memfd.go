package segment

import (
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// Memfd is the memory of memfd_create(2): it has no name, and only who is handed its descriptor can map it. Where that
// call is denied it is the memory of a file without a name, of a tmpfs if there is one, which is the same to who maps
// it.
type Memfd struct{ mapped }

// Describe implements [Segment].
func (Memfd) Describe() (string, mechanisms.Relation, mechanisms.Border) {
	return "a memfd mapped by both", mechanisms.Related, mechanisms.Inherited
}

// Create implements [Segment].
func (Memfd) Create(p *mechanisms.Preparation, bytes int) error {
	return CreateMemfd(p, Name, bytes, 0)
}

// Attach implements [Segment].
func (Memfd) Attach(e *mechanisms.End, bytes int) ([]byte, error) { return AttachMemfd(e, Name, bytes) }

// CreateMemfd makes bytes of memory, with MFD_ flags, and hands it to both sides under a name of the mechanism's
// choice: for one with several, or that maps it in a way of its own.
func CreateMemfd(p *mechanisms.Preparation, name string, bytes, flags int) error {
	fd, err := nameless("ipcbench", p.Dir, bytes, flags)
	if err != nil {
		return err
	}
	return p.GiveBoth(name, fd)
}

// AttachMemfd maps the memory of that name. The caller gives it back with Detach of [Memfd].
func AttachMemfd(e *mechanisms.End, name string, bytes int) ([]byte, error) {
	fd, err := e.FD(name)
	if err != nil {
		return nil, err
	}
	defer unix.Close(fd)
	return MapPages(fd, bytes)
}
