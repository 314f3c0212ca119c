package sys

import (
	"crypto/rand"
	"errors"
	"fmt"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// Unnamed makes an empty file that has no name, and so goes with its last descriptor, in the first of dirs whose file
// system can (O_TMPFILE). If none can, it makes a file in the last of dirs and removes its name; that directory must be
// the caller's alone. The caller closes fd. Source: open(2), O_TMPFILE; with O_EXCL the file never gets a name.
func Unnamed(dirs ...string) (fd int, dir string, err error) {
	for _, dir = range dirs {
		if fd, err = unix.Open(dir, unix.O_RDWR|unix.O_TMPFILE|unix.O_EXCL|unix.O_CLOEXEC, 0o600); err == nil {
			return fd, dir, nil
		}
	}
	path := filepath.Join(dir, rand.Text())
	fd, err = unix.Open(path, unix.O_RDWR|unix.O_CREAT|unix.O_EXCL|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0o600)
	if err != nil {
		return -1, "", wrap("open "+path, err)
	}
	if err := unix.Unlink(path); err != nil {
		return -1, "", errors.Join(wrap("unlink "+path, err), unix.Close(fd))
	}
	return fd, dir, nil
}

func wrap(call string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", call, err)
}
