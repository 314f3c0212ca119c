// Package sockpath binds and connects Unix sockets whose paths are longer than an address has room for, which a long
// TMPDIR makes them.
package sockpath

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// Most is the longest path of an address in bytes: sizeof(sun_path) less the final NUL, unix(7).
const Most = 107

// A Path is one that an address has room for.
type Path struct {
	Name string // for bind(2) and connect(2)
	dir  int    // that Name leads through, or -1
}

// Shorten finds one for path, which need not exist but in a directory that does. Where path is too long it leads
// through a descriptor of its directory, by /proc/thread-self/fd, and so is good in the threads that share the
// caller's descriptors, until it is closed. Source: proc(5).
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

// Close ends what Name is good for; what was bound or connected stays so.
func (p Path) Close() error {
	if p.dir < 0 {
		return nil
	}
	return unix.Close(p.dir)
}

// With calls use with a path that an address has room for.
func With(path string, use func(short string) error) error {
	p, err := Shorten(path)
	if err != nil {
		return err
	}
	return errors.Join(use(p.Name), p.Close())
}
