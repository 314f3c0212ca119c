package gate

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// socketRoom is how many bytes the path of a directory must leave for a socket's name. Source: unix(7), sun_path.
const socketRoom = 18

// longestPath is the length of the longest path of a socket, in bytes.
const longestPath = 108

// suffix ends the names of directories that are locked: earlier versions did not lock theirs.
const suffix = ".lock"

// TempDir makes a private directory for the files of a gate, whose name begins with prefix. It removes directories with
// that prefix that killed gates of this user have left behind. remove removes the new one.
func TempDir(prefix string) (dir string, remove func() error, err error) { return tempDir(prefix, 0) }

// tempDir makes it in [os.TempDir], or in /tmp if the path would not leave room bytes there.
//
// The directory is locked, by flock(2), for as long as this process lives, whatever ends it. So a directory without a
// lock has no owner any more.
func tempDir(prefix string, room int) (dir string, remove func() error, err error) {
	parent := os.TempDir()
	const random = "/0123456789" + suffix // at most
	if room > 0 && len(parent)+len(prefix)+len(random)+room > longestPath {
		parent = "/tmp"
	}
	removeStale(parent, prefix)
	for {
		dir, err = os.MkdirTemp(parent, prefix+"*"+suffix)
		if err != nil {
			return "", nil, err
		}
		lock, err := os.Open(dir)
		if errors.Is(err, os.ErrNotExist) {
			continue // another gate took it for stale before it was locked
		}
		if err != nil {
			return "", nil, errors.Join(err, os.Remove(dir))
		}
		// Where the file system has no locks, a directory is never taken for stale.
		err = unix.Flock(int(lock.Fd()), unix.LOCK_EX)
		if err == nil && !isAt(lock, dir) {
			lock.Close()
			continue
		}
		return dir, func() error { return errors.Join(os.RemoveAll(dir), lock.Close()) }, nil
	}
}

// isAt tells whether an open file is the one of a path.
func isAt(f *os.File, path string) bool {
	open, err := f.Stat()
	if err != nil {
		return false
	}
	there, err := os.Lstat(path)
	return err == nil && os.SameFile(open, there)
}

// removeStale removes the directories that killed gates of this user have left in parent. What cannot be removed
// stays there.
func removeStale(parent, prefix string) {
	root, err := os.OpenRoot(parent)
	if err != nil {
		return
	}
	defer root.Close()
	entries, err := os.ReadDir(parent)
	if err != nil {
		return
	}
	for _, e := range entries {
		middle, ours := strings.CutPrefix(e.Name(), prefix)
		digits, locked := strings.CutSuffix(middle, suffix)
		if ours && locked && digits != "" && strings.Trim(digits, "0123456789") == "" && e.IsDir() {
			removeIfStale(root, filepath.Join(parent, e.Name()), e.Name())
		}
	}
}

// removeIfStale removes a directory that is this user's alone and that nobody has locked.
func removeIfStale(root *os.Root, path, name string) {
	fd, err := unix.Open(path, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0)
	if err != nil {
		return
	}
	defer unix.Close(fd)
	var is unix.Stat_t
	if unix.Fstat(fd, &is) != nil || int(is.Uid) != os.Geteuid() || is.Mode&0o7777 != 0o700 {
		return
	}
	if unix.Flock(fd, unix.LOCK_EX|unix.LOCK_NB) == nil {
		root.RemoveAll(name)
	}
}
