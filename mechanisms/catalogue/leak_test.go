package catalogue_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"testing"

	"ipcbench/internal/sandbox"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/catalogue"

	"golang.org/x/sys/unix"
)

// open are the descriptors of this process, by number, with what they are of.
func open(t *testing.T) map[int]string {
	t.Helper()
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Skip(err)
	}
	all := map[int]string{}
	for _, e := range entries {
		if target, err := os.Readlink("/proc/self/fd/" + e.Name()); err == nil {
			var fd int
			fmt.Sscan(e.Name(), &fd)
			all[fd] = target
		}
	}
	return all
}

// leaked compares with what was open before.
func leaked(t *testing.T, what string, before map[int]string) {
	t.Helper()
	for fd, target := range open(t) {
		if before[fd] == "" {
			t.Errorf("%s: leak of descriptor %d, %s", what, fd, target)
			unix.Close(fd)
		}
	}
}

// However few descriptors a process may have, a Prepare that fails has closed those that it made, or given them to the
// Preparation.
func TestPrepareLeaksNothing(t *testing.T) {
	if !sandbox.Inside(t) {
		return
	}
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &limit); err != nil {
		t.Skip(err)
	}
	r, w, err := os.Pipe() // has the runtime make its poller's
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	w.Close()
	for _, m := range catalogue.All() {
		if m.Traits().Broker || m.Available() != nil {
			continue
		}
		before := open(t)
		most := slices.Max(slices.Collect(maps.Keys(before)))
		for room := range 12 {
			p := &mechanisms.Preparation{Dir: t.TempDir(), Unique: fmt.Sprintf("ipcbench-%d-leak", os.Getpid())}
			few := limit
			few.Cur = uint64(most + 1 + room)
			if err := unix.Setrlimit(unix.RLIMIT_NOFILE, &few); err != nil {
				t.Skip(err)
			}
			prepare(m, p)
			if err := unix.Setrlimit(unix.RLIMIT_NOFILE, &limit); err != nil {
				t.Fatal(err)
			}
			leaked(t, fmt.Sprintf("%s with room for %d", m.Traits().Name, room), before)
		}
	}
}

// An Open that lacks one of its descriptors closes the other that it has taken.
func TestOpenClosesWhatItHasTaken(t *testing.T) {
	takes := map[string][2]string{ // in this order, on side A
		"pipe": {"read", "write"}, "pipe-packet": {"read", "write"},
		"pipe-vmsplice": {"read", "write"}, "go-pipe": {"read", "write"},
		"udp": {"messages", "acknowledgements"}, "go-udp": {"messages", "acknowledgements"},
		"eventfd": {"from-A", "from-B"}, "uring-msg": {"other", "ring"},
	}
	available(t, func(t *testing.T, m mechanisms.Mechanism) {
		names, ok := takes[m.Traits().Name]
		if !ok {
			return
		}
		p := &mechanisms.Preparation{Dir: t.TempDir(), Size: mechanisms.NumberSize, Wait: m.Traits().Waits[0]}
		if err := m.Prepare(p); err != nil {
			t.Fatal(err)
		}
		for _, fd := range p.FDs(mechanisms.B) {
			defer unix.Close(fd)
		}
		given := p.FDs(mechanisms.A)
		fd := given[names[0]]
		unix.Close(given[names[1]])
		delete(given, names[1])
		e := &mechanisms.End{
			Size: p.Size, Wait: p.Wait, Dir: p.Dir, Peer: new(mechanisms.Peer), FDs: given, Values: p.Values(),
		}
		if _, err := m.Open(e); err == nil {
			t.Fatalf("opened without %q", names[1])
		}
		if _, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0); err == nil {
			t.Errorf("leak of the descriptor %q", names[0])
			unix.Close(fd)
		}
	})
}
