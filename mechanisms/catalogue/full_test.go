package catalogue_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"ipcbench/internal/proc"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/catalogue"

	"golang.org/x/sys/unix"
)

// Where the filesystem is full the error names the file and the bytes that have no room.
func TestAFullFilesystemIsNamed(t *testing.T) {
	const shm, room = "/dev/shm", "64k"
	dir := t.TempDir()
	names := []string{"file", "file-tmpfs", "file-pwrite", "shm-posix", "shm-ring-named", "shm-mmap"}
	done := make(chan error)
	failed := map[string]error{}
	go func() {
		runtime.LockOSThread() // and never unlock it: the mounts go with the thread
		err := errors.Join(unix.Unshare(unix.CLONE_NEWNS), unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""))
		for _, full := range []string{dir, shm} {
			if err == nil {
				err = unix.Mount("tmpfs", full, "tmpfs", 0, "size="+room)
			}
		}
		if err == nil {
			for _, m := range catalogue.All() {
				if slices.Contains(names, m.Traits().Name) {
					failed[m.Traits().Name] = fill(m, filepath.Join(dir, m.Traits().Name))
				}
			}
		}
		done <- err
	}()
	if err := <-done; err != nil {
		t.Skipf("no small filesystem can be mounted here: %v", err)
	}
	for _, name := range names {
		err := failed[name]
		if err == nil {
			t.Errorf("%s: a full filesystem is no error", name)
			continue
		}
		text := err.Error()
		path := strings.Contains(text, dir) || strings.Contains(text, shm)
		if !errors.Is(err, unix.ENOSPC) || !path || !strings.Contains(text, " bytes") || strings.Contains(text, "\n") {
			t.Errorf("%s: %v, want one line with the path and the bytes", name, err)
		}
	}
}

// fill sends messages of 1 MiB that nobody receives, until one cannot be sent.
func fill(m mechanisms.Mechanism, dir string) error {
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	p := &mechanisms.Preparation{
		Dir: dir, Unique: fmt.Sprintf("ipcbench-%d-full", os.Getpid()), Size: 1 << 20, Wait: m.Traits().Waits[0],
	}
	defer func() { proc.Remove(append(p.Early(), p.Late()...)...) }()
	if err := m.Prepare(p); err != nil {
		return err
	}
	e := &mechanisms.End{Size: p.Size, Wait: p.Wait, Dir: dir, Peer: new(mechanisms.Peer), Values: p.Values()}
	l, err := m.Open(e)
	if err != nil {
		return err
	}
	defer l.Close()
	e.Peer.MarkGone()
	for range 4 {
		if err := l.Send(make([]byte, p.Size)); err != nil {
			return err
		}
	}
	return nil
}
