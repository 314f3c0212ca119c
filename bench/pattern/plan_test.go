package pattern

import (
	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/file"
	"ipcbench/mechanisms/inproc"
	"ipcbench/mechanisms/memory"
	"ipcbench/mechanisms/pipe"
	"ipcbench/mechanisms/rpc"
	"ipcbench/mechanisms/signal"
	"ipcbench/mechanisms/socket"
	"slices"
	"strings"
	"testing"
)

func TestPlan(t *testing.T) {
	s := plan.Selection{
		Matrix: named(t, "default"), Places: []place.Place{place.Same},
		Mechanisms: []mechanisms.Mechanism{pipe.Pipe{}, file.File{}, signal.Eventfd{}, pipe.FIFO{}},
	}
	p := plan.Make(s, Shapes())
	count := map[string]int{}
	for _, c := range p.Cells {
		count[c.Mechanism.Traits().Name+" "+string(c.Pattern)]++
		if err := c.Mechanism.Traits().CheckSize(c.Size); err != nil {
			t.Error(err)
		}
	}
	want := map[string]int{
		"pipe Latency": 5, "pipe Throughput": 5, "file Latency": 4, "file Throughput": 5,
		"fifo Latency": 3, "fifo Throughput": 2, // a variant of pipe; the flag asks for a place, so that it also spins
		"eventfd Latency": 2, "eventfd Throughput": 1, // a stream has one way of waiting
	}
	for k, n := range want {
		if count[k] != n {
			t.Errorf("%d cells of %s, want %d", count[k], k, n)
		}
	}
	if len(p.Skips) != 0 {
		t.Errorf("skips %v, though no flag asked for sizes that an eventfd cannot carry", p.Skips)
	}
	s.Places = nil
	for _, c := range plan.Make(s, []plan.Shape{latency.Shape, throughput.Shape}).Cells {
		if name := c.Mechanism.Traits().Name; name == "fifo" && c.Wait != mechanisms.Block {
			t.Errorf("%v: a variant waits in one way", c)
		}
	}
	s.Sizes, s.Places = []int{64, 4096}, []place.Place{place.Same}
	const number = "skip eventfd: carries one number: size 64"
	if p := plan.Make(s, Shapes()); len(p.Skips) != 2 || !strings.HasPrefix(p.Skips[0].String(), number) {
		t.Errorf("skips %v: want one for each size asked for that an eventfd does not carry", p.Skips)
	}
	s.Sizes = nil
	s.Waits = []mechanisms.Wait{mechanisms.Block}
	if p := plan.Make(s, Shapes()); !slices.ContainsFunc(p.Skips, func(k plan.Skip) bool { return k.What == "file" }) {
		t.Errorf("skips %v: want one for file, which lacks a wait strategy that a flag asks for", p.Skips)
	}
}

// In the default matrix of all mechanisms, Duplex is of those that stand for a kind. The full matrix, a flag, and an
// author with few mechanisms have the rest.
func TestPlanOfKinds(t *testing.T) {
	fifo := pipe.FIFO{}
	many := append(slices.Repeat([]mechanisms.Mechanism{pipe.Pipe{}}, 20), fifo)
	s := plan.Selection{Matrix: named(t, "default"), Places: []place.Place{place.Same}, Mechanisms: many}
	asked, full, few := s, s, s
	asked.Asked, full.Matrix, few.Mechanisms = true, named(t, "full"), many[len(many)-1:]
	for name, c := range map[string]struct {
		s     plan.Selection
		spare bool
	}{"default": {s, true}, "asked for": {asked, false}, "full": {full, false}, "few": {few, false}} {
		has := map[plan.Pattern]int{}
		for _, cell := range plan.Make(c.s, Shapes()).Cells {
			if cell.Mechanism != nil && cell.Mechanism.Traits().Name == fifo.Traits().Name {
				has[cell.Pattern]++
			}
		}
		if has[Latency] == 0 || has[Throughput] == 0 || has[Setup] == 0 {
			t.Errorf("%s: a variant has %v", name, has)
		}
		if spared := has[Duplex] == 0; spared != c.spare {
			t.Errorf("%s: a variant has %d cells of Duplex", name, has[Duplex])
		}
	}
}

// Of a mechanism whose loops are another's a matrix of all mechanisms has the set-up. The full matrix, a flag, and an
// author with few mechanisms have the rest.
func TestPlanOfTwins(t *testing.T) {
	twin := memory.Ring{Named: true}
	many := append(slices.Repeat([]mechanisms.Mechanism{pipe.Pipe{}}, 20), twin)
	patterns := func(s plan.Selection) map[plan.Pattern]bool {
		has := map[plan.Pattern]bool{}
		for _, c := range plan.Make(s, Shapes()).Cells {
			if c.Mechanism != nil && strings.Contains(c.String(), twin.Traits().Name) {
				has[c.Pattern] = true
			}
		}
		return has
	}
	at := []place.Place{place.Same}
	for _, name := range []string{"quick", "default", "gate", "curves"} {
		for pattern := range patterns(plan.Selection{Matrix: named(t, name), Places: at, Mechanisms: many}) {
			if pattern != Setup {
				t.Errorf("the matrix %s has its %s", name, pattern)
			}
		}
	}
	s := plan.Selection{Matrix: named(t, "default"), Places: at, Mechanisms: many}
	if has := patterns(s); !has[Setup] {
		t.Errorf("the default matrix has %v, want its Setup", has)
	}
	asked, full := s, s
	asked.Asked, full.Matrix = true, named(t, "full")
	few := plan.Selection{Matrix: named(t, "default"), Places: at, Mechanisms: []mechanisms.Mechanism{twin}}
	for name, s := range map[string]plan.Selection{"asked for": asked, "full": full, "few": few} {
		if has := patterns(s); !has[Latency] || !has[Throughput] || !has[Setup] || !has[Floor] {
			t.Errorf("%s: %v", name, has)
		}
	}
}

// A mechanism that is only between hosts is in no matrix of one computer, and is skipped there with what would help.
func TestPlanOfWhatIsBetweenHosts(t *testing.T) {
	only := []mechanisms.Mechanism{socket.TLS{}}
	for _, name := range []string{"quick", "default", "full", "gate", "curves"} {
		p := plan.Make(plan.Selection{
			Matrix: named(t, name), Places: []place.Place{place.Same}, Mechanisms: only,
		}, Shapes())
		for _, c := range p.Cells {
			if strings.Contains(c.String(), "mech=tls") {
				t.Errorf("the matrix %s has %v", name, c)
			}
		}
		if len(p.Skips) != 1 || !strings.Contains(p.Skips[0].String(), "-ipc.host") {
			t.Errorf("the matrix %s: %v, want one skip with what would help", name, p.Skips)
		}
	}
	p := plan.Make(plan.Selection{
		Matrix: named(t, "default"), Places: []place.Place{place.Same}, Mechanisms: only, Asked: true,
	}, Shapes())
	if len(p.Skips) != 1 || !strings.Contains(p.Skips[0].String(), "skip tls: ") ||
		!strings.Contains(p.Skips[0].String(), "-ipc.host") {
		t.Errorf("asked for by name: %v, want one skip with what would help", p.Skips)
	}
	p = plan.Make(plan.Selection{
		Matrix: named(t, "default"), Places: []place.Place{place.Same}, Mechanisms: only,
		Scopes: []mechanisms.Scope{mechanisms.Host},
	}, Shapes())
	if len(p.Cells) == 0 {
		t.Error("there is none between hosts either")
	}
	for _, c := range p.Cells {
		if !c.Apart() || c.Pattern == Setup || c.Pattern == Floor {
			t.Errorf("%v", c)
		}
	}
}

// The matrix curves has every power of two from 8 B to 4 MiB that a mechanism carries, with its first wait strategy.
func TestPlanOfCurves(t *testing.T) {
	s := plan.Selection{
		Matrix: named(t, "curves"), Places: []place.Place{place.Same},
		Mechanisms: []mechanisms.Mechanism{pipe.Pipe{}, pipe.Packet{}, file.File{}},
	}
	for _, shape := range []plan.Shape{latency.Shape, throughput.Shape} {
		sizes := map[string][]int{}
		for _, c := range plan.Make(s, []plan.Shape{shape}).Cells {
			name := c.Mechanism.Traits().Name + " " + string(c.Wait)
			sizes[name] = append(sizes[name], c.Size)
		}
		for name, want := range map[string][2]int{
			"pipe block": {20, 4 << 20}, "pipe-packet block": {10, 4096}, "file spin": {20, 4 << 20},
		} {
			got := sizes[name]
			if len(got) != want[0] || got[0] != 8 || got[len(got)-1] != want[1] {
				t.Errorf("%s %s: %v, want %d sizes from 8 to %d", shape.Name, name, got, want[0], want[1])
			}
		}
		if len(sizes) != 3 {
			t.Errorf("%s: %v, want one wait strategy each", shape.Name, sizes)
		}
	}
	if cells := plan.Make(s, []plan.Shape{duplex.Shape, setup.Shape}).Cells; len(cells) != 0 {
		t.Errorf("%d cells of other patterns", len(cells))
	}
}

// sluggish is a mechanism that takes long for messages of more than 64 KiB.
type sluggish struct{ pipe.Pipe }

func (s sluggish) Traits() mechanisms.Traits {
	t := s.Pipe.Traits()
	t.Name, t.Quick = "sluggish", 64<<10
	return t
}

// The matrix curves leaves out messages that take too long, and says so; a flag still has them measured.
func TestPlanOfCurvesEnds(t *testing.T) {
	s := plan.Selection{
		Matrix: named(t, "curves"), Places: []place.Place{place.Same}, Mechanisms: []mechanisms.Mechanism{sluggish{}},
	}
	p := plan.Make(s, []plan.Shape{latency.Shape})
	if n := len(p.Cells); n != 14 || p.Cells[n-1].Size != 64<<10 {
		t.Errorf("%d cells, want 14, up to 64 KiB", n)
	}
	if len(p.Skips) != 1 || !strings.Contains(p.Skips[0].String(), "more than 65536 bytes take too long") {
		t.Errorf("skips: %v", p.Skips)
	}
	s.Sizes = []int{1 << 20}
	if p := plan.Make(s, []plan.Shape{latency.Shape}); len(p.Cells) == 0 || len(p.Skips) != 0 {
		t.Errorf("asked for by a flag: %v, skips %v", p.Cells, p.Skips)
	}
}

// Mechanisms that are not made for a pattern have no cells of it. In Duplex these are calls, whose ends take turns,
// and mechanisms whose sender waits for the receiver. In Setup these are threads, which have nothing to set up.
func TestPlanOfDuplexAndSetup(t *testing.T) {
	s := plan.Selection{
		Matrix: named(t, "default"), Places: []place.Place{place.Same},
		Mechanisms: []mechanisms.Mechanism{
			pipe.Pipe{}, memory.CMA{}, rpc.Gob{}, inproc.Chan{}, socket.UnixMemfd{}, signal.Eventfd{},
		},
	}
	got := map[string]int{}
	for _, c := range plan.Make(s, []plan.Shape{duplex.Shape, setup.Shape}).Cells {
		got[c.Mechanism.Traits().Name+" "+string(c.Pattern)]++
		if c.Pattern == Setup && (c.Place != place.Same || c.Mechanism.Traits().CheckSize(c.Size) != nil) {
			t.Errorf("%v: want its smallest message on one CPU", c)
		}
	}
	for _, name := range []string{"cma Duplex", "rpc-gob Duplex", "go-chan Setup"} {
		if got[name] > 0 {
			t.Errorf("%d cells of %s, want none", got[name], name)
		}
	}
	for _, name := range []string{
		"pipe Duplex", "go-chan Duplex", "eventfd Duplex",
		"pipe Setup", "cma Setup", "rpc-gob Setup", "unix-memfd Setup",
	} {
		if got[name] == 0 {
			t.Errorf("no cell of %s", name)
		}
	}
}

// Several pairs are a cell of their own, in Throughput only, and its name has the key pairs.
func TestPlanOfPairs(t *testing.T) {
	s := plan.Selection{
		Matrix: named(t, "default"), Mechanisms: []mechanisms.Mechanism{pipe.Pipe{}},
		Places: []place.Place{place.Same}, Sizes: []int{64}, Keys: map[string][]string{plan.PairsKey: {"1", "4"}},
	}
	var names []string
	for _, c := range plan.Make(s, []plan.Shape{latency.Shape, throughput.Shape}).Cells {
		if c.Wait == mechanisms.Block {
			names = append(names, c.Name())
		}
	}
	const pipe64 = "mech=pipe/wait=block/place=same/size=64"
	if want := []string{pipe64, pipe64, pipe64 + "/pairs=4"}; !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
	for _, bad := range []string{"0", "x", "1,-2", "1001"} {
		if _, err := parsePairs(bad); err == nil || !strings.Contains(err.Error(), bad) {
			t.Errorf("-ipc.pairs=%s: %v", bad, err)
		}
	}
}

// named is the matrix of that name.
func named(t *testing.T, name string) plan.Matrix {
	t.Helper()
	m, ok := plan.MatrixNamed(name)
	if !ok {
		t.Fatalf("no matrix %s", name)
	}
	return m
}
