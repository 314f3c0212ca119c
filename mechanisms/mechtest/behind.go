package mechtest

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ipcbench/internal/pair"
	"ipcbench/mechanisms"
)

// leavesNothingBehind: a closed Link holds no descriptor and no memory, and a closed pair no name in the system.
func leavesNothingBehind(t *testing.T, s subject) {
	size := s.size(64)
	before := outside(t)
	p, err := pair.Start(pair.Config{Mechanism: s.Mechanism, Wait: s.wait, Size: size, CPU: [2]int{-1, -1}, Handler: handlerName})
	if err != nil {
		t.Fatalf("starting a pair: %v", err)
	}
	st := &stage{t: t, subject: s, pair: p, early: map[mechanisms.Side]outcome{}}
	defer p.Kill()
	st.both(command{Do: doCount}, command{Do: doCount}) // whatever the first look itself opens and keeps
	start := st.both(command{Do: doCount}, command{Do: doCount})
	st.both(command{Do: doOpen}, command{Do: doOpen})
	if err := p.Opened(); err != nil {
		t.Fatalf("removing the names after opening: %v", err)
	}
	st.exchange(mechanisms.A, []int{size}, 10)
	if s.traits.Scope == mechanisms.Process {
		st.both(command{Do: doClose}, command{Do: doClose})
		end := st.both(command{Do: doCount}, command{Do: doCount})
		// A library may have a goroutine of its own close what it serves.
		for deadline := time.Now().Add(settling); holdsMore(start, end) && time.Now().Before(deadline); {
			time.Sleep(settling / 50)
			end = st.both(command{Do: doCount}, command{Do: doCount})
		}
		for _, side := range mechanisms.Sides {
			for _, held := range end[side].Held {
				if !slices.Contains(start[side].Held, held) {
					t.Errorf("side %v still holds %s", side, held)
				}
			}
		}
		if given := len(start[mechanisms.A].Held); given > 0 && len(end[mechanisms.A].Held) > given {
			t.Errorf("side A holds %d things after Close, %d before Open", len(end[mechanisms.A].Held), given)
		}
	}
	st.close()
	for _, name := range outside(t) {
		if !slices.Contains(before, name) {
			t.Errorf("left behind: %s", name)
		}
	}
}

// settling is how long after Close a library may still hold something.
const settling = time.Second

// holdsMore tells whether a side holds what it did not hold at the start.
func holdsMore(start, end map[mechanisms.Side]outcome) bool {
	for _, side := range mechanisms.Sides {
		for _, held := range end[side].Held {
			if !slices.Contains(start[side].Held, held) {
				return true
			}
		}
	}
	return len(end[mechanisms.A].Held) > len(start[mechanisms.A].Held)
}

// outside lists the names in the places where mechanisms leave some. The run's own directory is among them, and must be
// empty but for its record.
func outside(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, dir := range []string{"/dev/shm", "/dev/mqueue"} {
		entries, err := os.ReadDir(dir)
		if err != nil {
			continue // not mounted here
		}
		for _, e := range entries {
			if !others(e.Name()) {
				names = append(names, dir+"/"+e.Name())
			}
		}
	}
	return append(names, pair.Made()...)
}

// others tells whether a name is that of another run, which has its process id in it: one that goes on beside this test.
func others(name string) bool {
	number, ok := strings.CutPrefix(name, "ipcbench-")
	number, _, _ = strings.Cut(number, "-")
	id, err := strconv.Atoi(number)
	return ok && err == nil && id != os.Getpid()
}
