// Package sockpath binds and connects Unix sockets whose paths are longer than an address has room for: where TMPDIR is
// long, they are.
package sockpath

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// Most is the longest path that an address has room for, in bytes: sizeof(sun_path) less the final NUL, unix(7).
const Most = 107

// A Path is a path that an address has room for.
type Path struct {
	Name string // for bind(2) and connect(2)
	dir  int    // that Name leads through, or -1
}

// Shorten finds one that leads to path, whose directory must exist. Where path is too long, Name goes through a
// descriptor of the directory, by /proc/thread-self/fd: it can be used by threads that share the caller's descriptors,
// until the caller closes it. Source: proc(5).
func Shorten(path string) (Path, error) {
	if len(path) <= Most {
		return Path{path, -1}, nil
	}
	fd, err := unix.Open(filepath.Dir(path), unix.O_PATH|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	if err != nil {
		return Path{}, fmt.Errorf("open %s: %w", filepath.Dir(path), err)
	}
	way := fmt.Sprintf("/proc/thread-self/fd/%d", fd)
	short := Path{way + "/" + filepath.Base(path), fd}
	if _, err = os.Lstat(way); err == nil && len(short.Name) <= Most {
		return short, nil
	}
	unix.Close(fd)
	return Path{}, fmt.Errorf("the socket's path of %d bytes exceeds %d: %s (set TMPDIR to a shorter one)",
		len(path), Most, path)
}

// Close closes the descriptor that Name goes through. Sockets that are bound or connected stay so.
func (p Path) Close() error {
	if p.dir < 0 {
		return nil
	}
	return unix.Close(p.dir)
}

// With calls use with a path that leads to path and that an address has room for, and that is valid until use returns.
func With(path string, use func(short string) error) error {
	p, err := Shorten(path)
	if err != nil {
		return err
	}
	return errors.Join(use(p.Name), p.Close())
}
