package catalogue_test

import (
	"os"
	"strings"
	"testing"

	"ipcbench/internal/sandbox"
	"ipcbench/mechanisms/catalogue"

	"golang.org/x/sys/unix"
)

// What is skipped for an ordinary user who may lock no memory says that ulimit -l helps.
func TestNoLockedMemory(t *testing.T) {
	if !sandbox.Inside(t) {
		return
	}
	uid := os.Getuid()
	if uid == 0 {
		uid = nobody
	}
	refusals := func() map[string]error {
		all := map[string]error{}
		if err := asUser(uid, func() error {
			for _, m := range catalogue.All() {
				all[m.Traits().Name] = m.Available()
			}
			return nil
		}); err != nil {
			t.Skip(err)
		}
		return all
	}
	before := refusals()
	if err := unix.Setrlimit(unix.RLIMIT_MEMLOCK, &unix.Rlimit{}); err != nil {
		t.Skip(err)
	}
	for name, err := range refusals() {
		if before[name] == nil && err != nil && !strings.Contains(err.Error(), "ulimit -l") {
			t.Errorf("%s: %v, want a word of ulimit -l", name, err)
		}
		if name == "tcp-zerocopy" && before[name] == nil && err == nil {
			t.Errorf("%s is not skipped", name)
		}
	}
}
