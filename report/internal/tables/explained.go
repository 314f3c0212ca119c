package tables

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// An account is the time of a round trip split into its parts, in seconds. A part for which a figure is missing is NaN,
// and so is a sum with it.
type account struct {
	calls    float64 // system calls × null call
	copies   float64 // of the payload, in cache
	own      float64 // the mechanism's own code: its path less the calls and copies in it
	switches float64 // context switches on one CPU
	wakeUps  float64 // across CPUs with the switch in them
	lines    float64 // a cache line to the other CPU and back
}

func (a account) parts() []float64 {
	return []float64{a.calls, a.copies, a.own, a.switches, a.wakeUps, a.lines}
}

func (a account) sum() (sum float64) {
	for _, part := range a.parts() {
		sum += part
	}
	return sum
}

// A floorBook gives the times of the floors of a machine.
type floorBook struct{ *results.Machine }

func (b floorBook) time(f benchname.Floor) float64 { return b.FloorValue(f, schema.SecPerOp) }

func (b floorBook) call() float64 { return b.time(benchname.Floor{What: schema.FloorSyscall}) }

// oneSwitch is the time of a context switch on one CPU: that of a hand-over by sched_yield without its system calls,
// divided by the switches counted in it.
func (b floorBook) oneSwitch() float64 {
	f := benchname.Floor{What: schema.FloorSwitch, Place: schema.Same}
	return max(0, b.time(f)-b.FloorValue(f, schema.SyscallsPerOp)*b.call()) / b.FloorValue(f, schema.SwitchesPerOp)
}

// oneWakeUp is the time to fall asleep and be woken: that of a hand-over between two threads that sleep in futex,
// without its system calls and, on one CPU, without its switches, divided by the sleeps counted in it.
func (b floorBook) oneWakeUp(place string) float64 {
	f := benchname.Floor{What: schema.FloorWake, Place: place}
	rest := b.time(f) - b.FloorValue(f, schema.SyscallsPerOp)*b.call()
	switches := b.FloorValue(f, schema.SwitchesPerOp)
	if place == schema.Same {
		rest -= switches * b.oneSwitch()
	}
	return max(0, rest) / switches
}

// accountOf splits the round trip of a Latency cell into its parts. copies is how often the payload is copied one way.
func accountOf(b floorBook, c *results.Cell, copies float64) account {
	s := c.Series
	path := benchname.Floor{What: schema.FloorPath, Mech: s.Mech, Size: c.Size}
	pathCalls := b.FloorValue(path, schema.SyscallsPerOp)
	a := account{copies: 2 * copies * b.time(benchname.Floor{What: schema.FloorCopy, Size: c.Size})}
	a.own = max(0, b.time(path)-pathCalls*b.call()-a.copies)

	sleeps := s.Wait != schema.Spin && s.Wait != schema.Yield
	if s.Place == schema.Same || s.Wait == schema.Block || s.Wait == schema.Poll {
		a.calls = c.Value(schema.SyscallsPerOp) * b.call()
	} else {
		a.calls = pathCalls * b.call() // the calls that find nothing pass the time until the other side is done
	}
	if s.Place == schema.Same {
		a.switches = c.Value(schema.SwitchesPerOp) * b.oneSwitch()
	} else {
		a.lines = b.time(benchname.Floor{What: schema.FloorLine, Place: s.Place})
	}
	if sleeps {
		involuntary := c.Value(schema.InvoluntaryPerOp)
		if math.IsNaN(involuntary) {
			involuntary = 0 // files from before it was counted apart
		}
		a.wakeUps = max(0, c.Value(schema.SwitchesPerOp)-involuntary) * b.oneWakeUp(s.Place)
	}
	return a
}

// bound is the floor that limits how fast a cell of this wait and place can be, and its name; NaN where none is known.
func bound(b floorBook, s benchname.Series) (float64, string) {
	f := benchname.Floor{What: schema.FloorLine, Place: s.Place}
	switch {
	case s.Wait == schema.Block || s.Wait == schema.Poll:
		f.What = schema.FloorWake
	case s.Place == schema.Same:
		f.What = schema.FloorSwitch
	}
	return b.time(f), f.What
}

// Explained is the table of what the round trips of one size are made of; false when no floors were measured.
func Explained(p *words.Printer, m *results.Machine, mechanisms []resultfile.Traits) (table.Table, bool) {
	b := floorBook{m}
	sizes, lines := Layout(m, schema.Latency)
	if len(sizes) == 0 || math.IsNaN(b.call()) {
		return table.Table{}, false
	}
	size := sizes[0]
	k := keysOf(m)
	t := table.Table{
		Title: p.Sprintf("What a round trip is made of, %s", quantity.Size(size)),
		Legend: p.Sprintf("Counted system calls × null call, copies × copy in cache, the mechanism's own code (one " +
			"thread that sends to itself, less those two), context switches, sleeps × wake-up, one cache line there " +
			"and back. Explained: their sum ÷ the round trip. × floor: how many times the floor that bounds it, and " +
			"which that is. The round trip is the mean of a sample; all figures are medians over samples."),
		Keys: k.titles(p),
		Groups: []table.Group{
			{Columns: []string{p.Sprintf("round trip"), p.Sprintf("× floor"), p.Sprintf("explained")}},
			{Columns: []string{
				p.Sprintf("calls"), p.Sprintf("copies"), p.Sprintf("own code"), p.Sprintf("switches"),
				p.Sprintf("wake-ups"), p.Sprintf("line"),
			}},
		},
	}
	for _, l := range lines {
		at, ok := l.At(size, size)
		c := m.Cell(schema.Latency, l.Series, at)
		e, measured := c.Estimate(schema.SecPerOp)
		if !ok || !measured {
			continue
		}
		a := accountOf(b, c, copiesOf(mechanisms, l.Series.Mech))
		floor, name := bound(b, l.Series)
		row := table.Row{Keys: k.cells(l), Cells: [][]string{
			{quantity.Duration(e.Center, e.Half()), times(e.Center/floor, name), percentOf(a.sum(), e.Center)}, nil,
		}}
		for _, part := range a.parts() {
			row.Cells[1] = append(row.Cells[1], duration(part))
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = append(t.Notes,
		p.Sprintf("Bounded by: wake, two that sleep in futex and wake each other; line, a cache line there and back; "+
			"switch, a hand-over by sched_yield. Who sees that the other side is still awake wakes nobody, and may be "+
			"faster than wake."),
		p.Sprintf("Across CPUs a wake-up has the switch in it, and calls that find nothing are not counted where they "+
			"only pass the time."))
	if slices.ContainsFunc(t.Rows, func(r table.Row) bool { return slices.Contains(r.Cells[1], table.Missing) }) {
		t.Notes = append(t.Notes, table.Missing+": "+p.Sprintf("the floor or the count that it takes was not "+
			"measured; of mechanisms made of the Go runtime there is no path by itself."))
	}
	return t, len(t.Rows) > 0
}

// copiesOf is the declared number of copies one way; NaN if it is not a number ("≥ 5") or not declared.
func copiesOf(mechanisms []resultfile.Traits, name string) float64 {
	for _, t := range mechanisms {
		if t["name"] == name {
			if n, err := strconv.ParseFloat(strings.TrimSpace(t["copies"]), 64); err == nil {
				return n
			}
		}
	}
	return math.NaN()
}

func duration(seconds float64) string {
	switch {
	case math.IsNaN(seconds):
		return table.Missing
	case seconds == 0:
		return "0"
	}
	return quantity.Duration(seconds, seconds/200)
}

func times(factor float64, floor string) string {
	if math.IsNaN(factor) {
		return table.Missing
	}
	text := strconv.FormatFloat(factor, 'g', 3, 64)
	if factor >= 1000 {
		text = strconv.FormatFloat(factor, 'f', 0, 64)
	}
	return text + " " + floor
}

func percentOf(part, whole float64) string {
	if math.IsNaN(part) || math.IsNaN(whole) {
		return table.Missing
	}
	return quantity.Whole(100*part/whole) + " %"
}
