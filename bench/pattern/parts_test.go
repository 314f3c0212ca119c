package pattern

import (
	"strings"
	"testing"

	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/pipe"
	"ipcbench/mechanisms/socket"
)

// pacedNames are the cells of Paced in a matrix, by their names, with how often each is there.
func pacedNames(s plan.Selection) map[string]int {
	names := map[string]int{}
	for _, c := range plan.Make(s, []plan.Shape{paced.Shape}).Cells {
		names[strings.TrimPrefix(c.FullName(), "BenchmarkPaced/mech=")]++
	}
	return names
}

// A matrix has the cells of all parts of a pattern, each once, also if flags make several parts the same. A part that
// is beside another is there for its mechanisms only.
func TestPartsOfAMatrixAddUp(t *testing.T) {
	s := plan.Selection{
		Matrix: named(t, "default"), Places: []place.Place{place.Same},
		Mechanisms: []mechanisms.Mechanism{pipe.Pipe{}, socket.TCP{}},
	}
	const block = "/wait=block/place=same/size="
	all := pacedNames(s)
	for name, want := range map[string]int{
		"pipe" + block + "64/rate=100": 1, "pipe" + block + "64/rate=10000/neighbour=on": 1,
		"pipe" + block + "4096/rate=10000": 1, "tcp" + block + "4096/rate=100000": 1,
		"pipe" + block + "4096/rate=100": 0, "tcp" + block + "64/rate=10000/neighbour=on": 0,
	} {
		if all[name] != want {
			t.Errorf("%s is there %d times, want %d", name, all[name], want)
		}
	}
	s.Asked, s.Sizes = true, []int{128}
	for name, n := range pacedNames(s) {
		if n != 1 || !strings.Contains(name, "/size=128/") {
			t.Errorf("%s is there %d times", name, n)
		}
	}
}

// Even the quick matrix has what textbooks compare of set-up, and what a neighbour of each way of waiting loses.
func TestQuickHasWhatClaimsNeed(t *testing.T) {
	s := plan.Selection{
		Matrix: named(t, "quick"), Places: []place.Place{place.Same},
		Mechanisms: []mechanisms.Mechanism{pipe.Pipe{}, socket.UnixStream{}},
	}
	for range 20 { // so many that the matrix leaves some out
		s.Mechanisms = append(s.Mechanisms, socket.Pair{})
	}
	setups := map[string]bool{}
	for _, c := range plan.Make(s, []plan.Shape{setup.Shape}).Cells {
		setups[c.Mechanism.Traits().Name] = true
	}
	if !setups["pipe"] || !setups["unix-stream"] || setups["socketpair"] {
		t.Errorf("set-ups of %v", setups)
	}
	if n := pacedNames(s)["pipe/wait=block/place=same/size=64/rate=20000/neighbour=on"]; n != 1 {
		t.Errorf("%d cells with a neighbour", n)
	}
}
