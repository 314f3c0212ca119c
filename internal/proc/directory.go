package proc

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"golang.org/x/sys/unix"
)

// dirPrefix begins the name of every run's directory.
const dirPrefix = "ipcbench-"

// dirName matches such a name: the prefix, a process id and a random word.
var dirName = regexp.MustCompile(`^` + dirPrefix + `[1-9][0-9]{0,9}-[A-Z2-7]{8}$`)

// firstLine is how the record of a directory begins. It has no space, and so names no resource.
func firstLine(dir string) string { return "made-by-ipcbench:" + filepath.Base(dir) + "\n" }

// beginRecord makes the record of a run's directory and locks it.
func beginRecord(dir string) (_ *os.File, err error) {
	record, err := os.OpenFile(filepath.Join(dir, recordName), os.O_CREATE|os.O_EXCL|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	if err = unix.Flock(int(record.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		err = fmt.Errorf("flock of %s: %w", record.Name(), err)
	} else {
		_, err = record.WriteString(firstLine(dir))
	}
	if err != nil {
		return nil, errors.Join(err, record.Close())
	}
	return record, nil
}

// openRecord opens the record of a directory, if that is certainly a run's: the name has the right form, it is a
// directory and no link, it is this user's and nobody else may enter it; the same is true of the record, and its first
// line says that it belongs to this directory.
func openRecord(dir string) (*os.File, error) {
	if !dirName.MatchString(filepath.Base(dir)) {
		return nil, fmt.Errorf("%s: not the name of a run's directory", dir)
	}
	at, err := unix.Open(dir, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: dir, Err: err}
	}
	defer unix.Close(at)
	if err := own(at, unix.S_IFDIR|0o700); err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	// O_NONBLOCK, or opening a FIFO of that name would wait for a writer.
	fd, err := unix.Openat(at, recordName, unix.O_RDONLY|unix.O_NOFOLLOW|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	path := filepath.Join(dir, recordName)
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: path, Err: err}
	}
	record := os.NewFile(uintptr(fd), path)
	err = own(fd, unix.S_IFREG|0o600)
	if err == nil {
		want := firstLine(dir)
		said, readErr := bufio.NewReader(io.LimitReader(record, int64(len(want)))).ReadString('\n')
		if readErr != nil || said != want {
			err = errors.New("does not begin as the record of a run does")
		}
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", path, err), record.Close())
	}
	return record, nil
}

// own is nil if what is open at fd is this user's and has this type and these permissions.
func own(fd int, mode uint32) error {
	var s unix.Stat_t
	switch err := unix.Fstat(fd, &s); {
	case err != nil:
		return err
	case int(s.Uid) != os.Geteuid():
		return errors.New("is another user's")
	case s.Mode&(unix.S_IFMT|0o777) != mode: // a directory may have inherited the set-group-ID bit
		return fmt.Errorf("is of type and mode %o, where a run's is of %o", s.Mode, mode)
	}
	return nil
}

// removeIfOwn removes a directory and what its record names, if it is certainly a run's. One that was just made and has
// no record yet, or an empty one, is removed if nothing else is in it.
func removeIfOwn(dir string) error {
	record, err := openRecord(dir)
	if err == nil {
		defer record.Close()
		return removeAll(dir)
	}
	if !dirName.MatchString(filepath.Base(dir)) {
		return err
	}
	path := filepath.Join(dir, recordName)
	if info, err := os.Lstat(path); err == nil && info.Mode().IsRegular() && info.Size() == 0 {
		os.Remove(path)
	}
	return unix.Rmdir(dir)
}

// staleAfter is how old a directory without a lock must be to count as left behind: one that was just made is not
// locked yet.
const staleAfter = time.Minute

// removeStale removes the directories of coordinators that were killed together with their watchman. A coordinator that
// lives holds the lock on its record. Unlike a process id, a lock means the same in every PID namespace.
func removeStale(parent string) {
	dirs, _ := filepath.Glob(filepath.Join(parent, dirPrefix+"*"))
	for _, dir := range dirs {
		record, err := openRecord(dir)
		if err != nil {
			continue
		}
		if info, err := os.Lstat(dir); err == nil && time.Since(info.ModTime()) >= staleAfter &&
			unix.Flock(int(record.Fd()), unix.LOCK_EX|unix.LOCK_NB) == nil {
			removeAll(dir)
		}
		record.Close()
	}
}
