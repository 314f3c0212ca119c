package segment

import (
	"fmt"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/newfile"

	"golang.org/x/sys/unix"
)

// Memfd is the memory of memfd_create(2): it has no name, and only who is handed its descriptor can map it. Where
// that call is denied it is the memory of a file without a name, of a tmpfs if there is one, which is the same to who
// maps it.
type Memfd struct{ mapped }

func (Memfd) Describe() (string, mechanisms.Relation) {
	return "a memfd mapped by both", mechanisms.Related
}

// Name is that of the memory among what a pair is given.
const Name = "memory"

func (Memfd) Create(p *mechanisms.Preparation, bytes int) error {
	return CreateMemfd(p, Name, bytes, 0)
}

func (Memfd) Attach(e *mechanisms.End, bytes int) ([]byte, error) { return AttachMemfd(e, Name, bytes) }

// AttachMemfd maps the memory of that name.
func AttachMemfd(e *mechanisms.End, name string, bytes int) ([]byte, error) {
	fd, err := e.FD(name)
	if err != nil {
		return nil, err
	}
	defer unix.Close(fd)
	return MapPages(fd, bytes)
}

// CreateMemfd makes bytes of memory, with MFD_ flags, and hands it to both sides under a name.
func CreateMemfd(p *mechanisms.Preparation, name string, bytes, flags int) error {
	fd, err := unix.MemfdCreate("ipcbench", unix.MFD_CLOEXEC|flags)
	if err != nil && flags == 0 {
		return createUnnamed(p, name, bytes)
	}
	if err != nil {
		return fmt.Errorf("memfd_create: %w", err)
	}
	if err := p.GiveBoth(name, fd); err != nil {
		return err
	}
	if err := unix.Ftruncate(fd, int64(bytes)); err != nil {
		return fmt.Errorf("ftruncate to %d bytes: %w", bytes, err)
	}
	return nil
}

// createUnnamed does as CreateMemfd with a file.
func createUnnamed(p *mechanisms.Preparation, name string, bytes int) error {
	fd, dir, err := sys.Unnamed(shmDir, p.Dir)
	if err != nil {
		return err
	}
	if err := p.GiveBoth(name, fd); err != nil {
		return err
	}
	return newfile.Reserve(fd, "a file without a name in "+dir, bytes)
}
