package memory

import (
	"fmt"

	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// Memfd is the memory of memfd_create(2): it has no name, and only who is handed its descriptor can map it.
type Memfd struct{ mapped }

func (Memfd) describe() (string, mechanisms.Relation) {
	return "a memfd mapped by both", mechanisms.Related
}

const memoryName = "memory"

func (Memfd) create(p *mechanisms.Preparation, bytes int) error { return createMemfd(p, bytes, 0) }

func (Memfd) attach(e *mechanisms.End, bytes int) ([]byte, error) {
	fd, err := e.FD(memoryName)
	if err != nil {
		return nil, err
	}
	defer unix.Close(fd)
	return mapPages(fd, bytes)
}

func createMemfd(p *mechanisms.Preparation, bytes, flags int) error {
	fd, err := unix.MemfdCreate("ipcbench", unix.MFD_CLOEXEC|flags)
	if err != nil {
		return fmt.Errorf("memfd_create: %w", err)
	}
	if err := p.GiveBoth(memoryName, fd); err != nil {
		return err
	}
	if err := unix.Ftruncate(fd, int64(bytes)); err != nil {
		return fmt.Errorf("ftruncate to %d bytes: %w", bytes, err)
	}
	return nil
}
