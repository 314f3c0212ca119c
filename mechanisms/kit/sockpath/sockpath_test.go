package sockpath

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is bound by a short way is found by the long one, and the other way round; no descriptor stays open.
func TestShorten(t *testing.T) {
	// Has the runtime make its poller.
	if l, err := net.Listen("unix", filepath.Join(t.TempDir(), "first")); err == nil {
		l.Close()
	}
	for _, long := range []bool{false, true} {
		dir := t.TempDir()
		if long {
			dir = filepath.Join(dir, strings.Repeat("x", Most))
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
		}
		before, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			t.Skip(err)
		}
		path := filepath.Join(dir, "socket")
		var l net.Listener
		if err := With(path, func(short string) (err error) {
			if len(short) > Most || !long && short != path {
				t.Errorf("%s became %s", path, short)
			}
			l, err = net.Listen("unix", short)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Lstat(path); err != nil {
			t.Error(err)
		}
		if err := With(path, func(short string) error {
			c, err := net.Dial("unix", short)
			if err == nil {
				c.Close()
			}
			return err
		}); err != nil {
			t.Error(err)
		}
		l.Close()
		if after, err := os.ReadDir("/proc/self/fd"); err != nil || len(after) != len(before) {
			t.Errorf("%d descriptors are open, %d were (%v)", len(after), len(before), err)
		}
	}
	if _, err := Shorten(filepath.Join(t.TempDir(), "none", strings.Repeat("x", Most))); err == nil {
		t.Error("a directory that does not exist was opened")
	}
}
