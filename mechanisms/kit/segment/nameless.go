package segment

import (
	"errors"
	"fmt"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms/kit/newfile"

	"golang.org/x/sys/unix"
)

// Nameless makes bytes of zeroed memory that no name leads to, for what maps it or is handed its descriptor, which the
// caller closes. It is that of memfd_create(2), where label is what /proc shows of it; or, where a sandbox denies that
// call, of a file in /dev/shm; or, where that is not to be had, of a file in dir, which only this user should be able
// to enter.
func Nameless(label, dir string, bytes int) (fd int, err error) {
	return nameless(label, dir, bytes, 0)
}

// nameless is Nameless with MFD_ flags, for which no file can stand in.
func nameless(label, dir string, bytes, flags int) (fd int, err error) {
	fd, err = unix.MemfdCreate(label, unix.MFD_CLOEXEC|flags)
	switch {
	case err == nil:
		if err := unix.Ftruncate(fd, int64(bytes)); err != nil {
			return -1, errors.Join(fmt.Errorf("ftruncate to %d bytes: %w", bytes, err), unix.Close(fd))
		}
		return fd, nil
	case flags != 0, errors.Is(err, unix.EMFILE), errors.Is(err, unix.ENFILE):
		return -1, fmt.Errorf("memfd_create: %w", err)
	}
	fd, where, fileErr := sys.Unnamed(shmDir, dir)
	if fileErr != nil {
		return -1, fmt.Errorf("memfd_create: %w; %w", err, fileErr)
	}
	if err := newfile.Reserve(fd, "a file without a name in "+where, bytes); err != nil {
		return -1, errors.Join(err, unix.Close(fd))
	}
	return fd, nil
}
