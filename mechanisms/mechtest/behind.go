package mechtest

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ipcbench/internal/proc"
	"ipcbench/mechanisms"
)

// leavesNothingBehind: a closed Link holds no descriptor and no memory, and a closed pair no name in the system.
func leavesNothingBehind(t *testing.T, s subject) {
	size := s.size(64)
	before := outside(t)
	st := start(t, s, size, proc.Config{Handler: handlerName})
	defer st.pair.Kill()
	count := func() map[mechanisms.Side]outcome { return st.both(command{Do: doCount}, command{Do: doCount}) }
	count() // whatever the first look itself opens and keeps
	begin := count()
	st.open()
	st.exchange(mechanisms.A, []int{size}, 10)
	if s.traits.Scope != mechanisms.Thread {
		st.both(command{Do: doClose}, command{Do: doClose})
		end := count()
		// A library may have a goroutine of its own close what it serves.
		for deadline := time.Now().Add(settling); len(held(begin, end)) > 0 && time.Now().Before(deadline); {
			time.Sleep(settling / 50)
			end = count()
		}
		for _, leak := range held(begin, end) {
			t.Error(leak)
		}
	}
	st.close()
	for _, name := range outside(t) {
		if !slices.Contains(before, name) {
			t.Errorf("leak: left behind: %s", name)
		}
	}
}

// settling is how long after Close a library may still hold something.
const settling = time.Second

// held says what each side holds after Close that it did not hold before Open, or that Prepare gave it.
func held(begin, end map[mechanisms.Side]outcome) []string {
	var all []string
	for _, side := range mechanisms.Sides {
		before := slices.Clone(begin[side].Held)
		for _, held := range end[side].Held {
			at := slices.Index(before, held)
			if at >= 0 && !strings.HasSuffix(held, given) {
				before = slices.Delete(before, at, at+1)
				continue
			}
			all = append(all, fmt.Sprintf("leak: after Close side %v still holds %s", side, held))
		}
	}
	return all
}

// outside lists the names in the places where mechanisms may leave some. The run's own directory is one of them; there
// only its record may be left.
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
	return append(names, proc.Made()...)
}

// others tells whether a name belongs to another run that goes on beside this test: its process id is in the name.
func others(name string) bool {
	number, ok := strings.CutPrefix(name, "ipcbench-")
	number, _, _ = strings.Cut(number, "-")
	id, err := strconv.Atoi(number)
	return ok && err == nil && id != os.Getpid()
}
