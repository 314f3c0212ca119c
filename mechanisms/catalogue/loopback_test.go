package catalogue_test

import (
	"runtime"
	"strings"
	"testing"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/catalogue"

	"golang.org/x/sys/unix"
)

// Where the loopback interface is down, as in a new network namespace, all that goes over it is skipped with what
// helps.
func TestWithoutLoopback(t *testing.T) {
	over := func(m mechanisms.Mechanism) bool {
		t := m.Traits()
		if t.Scope == mechanisms.Host {
			return false
		}
		names := t.Name + " " + t.Over
		return strings.Contains(names, "tcp") || strings.Contains(names, "udp")
	}
	done := make(chan error)
	refused := map[string]error{}
	go func() {
		runtime.LockOSThread() // and never unlock it: the namespace goes with the thread
		if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
			done <- err
			return
		}
		for _, m := range catalogue.All() {
			refused[m.Traits().Name] = m.Available()
		}
		done <- nil
	}()
	if err := <-done; err != nil {
		t.Skipf("no network namespace can be made here: %v", err)
	}
	for _, m := range catalogue.All() {
		name := m.Traits().Name
		if err := refused[name]; over(m) && (err == nil || !strings.Contains(err.Error(), "ip link set lo up")) {
			if m.Available() == nil {
				t.Errorf("%s: %v, want a skip with ip link set lo up", name, err)
			}
		} else if !over(m) && m.Available() == nil && err != nil {
			t.Errorf("%s, which does not go over loopback: %v", name, err)
		}
	}
}
