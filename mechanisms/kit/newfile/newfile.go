// Package newfile makes files in directories where every user may write, as /dev/shm: it never takes a file that
// somebody else has put there for its own, nor follows his link.
package newfile

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/sys/unix"
)

// NoFollow are the flags to open a path with that the mechanism has made: a symbolic link in its place is refused with
// ELOOP. Source: open(2), O_NOFOLLOW.
const NoFollow = unix.O_NOFOLLOW | unix.O_CLOEXEC

// Create makes an empty file of mode 0600 at path and opens it for reading and writing. It fails where path exists, a
// symbolic link included, whatever that points to. The caller closes fd.
func Create(path string) (fd int, err error) {
	fd, err = unix.Open(path, unix.O_RDWR|unix.O_CREAT|unix.O_EXCL|NoFollow, 0o600)
	if errors.Is(err, unix.EEXIST) {
		return -1, fmt.Errorf("%s is there already, and not ours (remove it): %w", path, err)
	}
	if err != nil {
		return -1, fmt.Errorf("open %s: %w", path, err)
	}
	return fd, nil
}

// Make is [Create] of a file that is opened later.
func Make(path string) error {
	fd, err := Create(path)
	if err != nil {
		return err
	}
	return unix.Close(fd)
}

// Open opens a file that [Create] or [Make] has made, with O_ flags beside [NoFollow]. The caller closes fd.
func Open(path string, flags int) (fd int, err error) {
	fd, err = unix.Open(path, flags|NoFollow, 0)
	if err != nil {
		return -1, fmt.Errorf("open %s: %w", path, err)
	}
	return fd, nil
}

// Reserve gives an open file its length in bytes, and has the filesystem set all of them aside: otherwise a write to
// mapped memory could find it full. path is the file's name, for the error.
func Reserve(fd int, path string, bytes int) error {
	if err := unix.Fallocate(fd, 0, 0, int64(bytes)); err != nil {
		return fmt.Errorf("%s: no %d bytes to be had (%s): %w", path, bytes, remedy(path), err)
	}
	return nil
}

// Failed is the error of a system call that was to write so many bytes into the file of that path: where the filesystem
// is full it says so, and what helps.
func Failed(call, path string, bytes int, err error) error {
	if errors.Is(err, unix.ENOSPC) || errors.Is(err, unix.EDQUOT) {
		return fmt.Errorf("%s %s: no room for %d bytes (%s): %w", call, path, bytes, remedy(path), err)
	}
	return fmt.Errorf("%s %s: %w", call, path, err)
}

// remedy is what helps where the filesystem of a path is full.
func remedy(path string) string {
	if strings.HasPrefix(path, "/dev/shm/") { // 64 MiB in a container that asks for no more
		return "mount -o remount,size=256m /dev/shm, or --shm-size=256m for a container"
	}
	return "free some space, or set TMPDIR"
}
