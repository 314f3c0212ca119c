package gate

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// What a killed gate left is removed by the next; what has an owner, or might be somebody else's, stays.
func TestOnlyLeftoversOfKilledGatesAreRemoved(t *testing.T) {
	parent := t.TempDir()
	t.Setenv("TMPDIR", parent)
	put := func(name string, mode os.FileMode) string {
		path := filepath.Join(parent, name)
		if err := os.Mkdir(path, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(path, "A"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	var stay []string
	for name, mode := range map[string]os.FileMode{
		"ipcbench-gate-12.lock": 0o750, "ipcbench-gate-13.lock": 0o700 | os.ModeSticky,
		"ipcbench-gate-.lock": 0o700, "ipcbench-gate-14": 0o700, "ipcbench-gate-1x.lock": 0o700,
		"ipcbench-gate-15.lock2": 0o700, "my-ipcbench-gate-16.lock": 0o700, "ipcbench-gate--17.lock": 0o700,
		"ipcbench-ab-18.lock": 0o700,
	} {
		stay = append(stay, put(name, mode))
	}
	target := put("target", 0o700)
	link := filepath.Join(parent, "ipcbench-gate-19.lock")
	if err := os.Symlink(target, link); err != nil {
		t.Fatal(err)
	}
	stay = append(stay, target, link)
	if os.Geteuid() == 0 {
		foreign := put("ipcbench-gate-20.lock", 0o700)
		if err := os.Chown(foreign, 65534, -1); err != nil {
			t.Fatal(err)
		}
		stay = append(stay, foreign)
	}
	owned, remove, err := TempDir("ipcbench-gate-")
	if err != nil {
		t.Fatal(err)
	}
	stay = append(stay, owned)
	stale := put("ipcbench-gate-123456789.lock", 0o700)
	next, removeNext, err := TempDir("ipcbench-gate-")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Lstat(stale); err == nil {
		t.Errorf("%s is still there", stale)
	}
	for _, path := range append(stay, next) {
		if _, err := os.Lstat(path); err != nil {
			t.Errorf("%v, which is not a killed gate's", err)
		}
	}
	for _, f := range []func() error{remove, removeNext} {
		if err := f(); err != nil {
			t.Error(err)
		}
	}
	for _, path := range []string{owned, next} {
		if _, err := os.Lstat(path); err == nil {
			t.Errorf("%s outlives its gate", path)
		}
	}
}

// Gates that begin at once do not take each other's directories for stale.
func TestGatesThatBeginAtOnceKeepTheirDirectories(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 50 {
				dir, remove, err := TempDir("ipcbench-ab-")
				if err == nil {
					_, err = os.Lstat(dir)
				}
				if err != nil {
					t.Error(err)
					return
				}
				if err := remove(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
}
