package sys

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// Nameless makes a file that no name leads to, for what maps it or is handed its descriptor, which the caller closes.
// It is one of memory: by memfd_create(2), which some sandboxes deny, or else in /dev/shm. Where that is not to be had
// it is one of dir, which only this user should be able to enter.
func Nameless(name, dir string) (fd int, err error) {
	fd, err = unix.MemfdCreate(name, unix.MFD_CLOEXEC)
	if err == nil || errors.Is(err, unix.EMFILE) || errors.Is(err, unix.ENFILE) {
		return fd, wrap("memfd_create", err)
	}
	for _, place := range []string{"/dev/shm", dir} {
		// O_EXCL says here that it will never get a name. Source: open(2), O_TMPFILE.
		fd, tryErr := unix.Open(place, unix.O_TMPFILE|unix.O_EXCL|unix.O_RDWR|unix.O_CLOEXEC, 0o600)
		if tryErr == nil {
			return fd, nil
		}
	}
	f, tryErr := os.CreateTemp(dir, name) // a file system without O_TMPFILE
	if tryErr != nil {
		return -1, errors.Join(wrap("memfd_create", err), tryErr)
	}
	defer f.Close()
	if err := os.Remove(f.Name()); err != nil {
		return -1, err
	}
	fd, err = unix.FcntlInt(f.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	return fd, wrap("fcntl(F_DUPFD_CLOEXEC)", err)
}

// wrap puts the call before its error, if there is one.
func wrap(call string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", call, err)
}
