package gate

import (
	"math"
	"slices"
	"time"

	"ipcbench/internal/stat"
)

// Exit statuses.
const (
	ExitFine       = 0
	ExitRegressed  = 1
	ExitBadUse     = 2
	ExitUnmeasured = 2
	ExitUndecided  = 3
)

// A Result is what a gate has found.
type Result struct {
	Verdict Outcome // of the whole
	Exit    int
	A       string // what was compared
	B       string
	Least   float64 // of times, as a fraction, where a cell has none of its own
	Seconds float64
	Seed    uint64
	Printed bool // the programs did not obey orders: whole runs of them were compared
	Counted bool // no times were compared
	Same    bool
	Error   string // why B does not run, where A does

	Cells []Cell
	Gone  []string // cells that only A has
	New   []string // cells that only B has
	Skips []string
	Host  map[string]string
}

// A Cell is what was found of one cell. Times are medians, ns per op.
type Cell struct {
	Name      string
	Outcome   Outcome
	Matters   bool
	Least     float64
	Pairs     int
	Old       *float64
	New       *float64
	Ratio     *float64 // new ÷ old
	RatioLow  *float64 // an interval of 95 %, however often the cell was looked at
	RatioHigh *float64
	P         float64 // that it is not slower, corrected for looks and cells
	PFine     float64 // that it is slower by the smallest difference or more, corrected for looks
	More      []Count
	Fewer     []Count
	Uncounted []string // units that one of the programs could not count
	Fails     string   // which program fails, in words
	Error     string   // and its last words
}

// finish sums up.
func (s *session) finish(took time.Duration) {
	r := s.result
	r.A, r.B, r.Seconds, r.Seed = s.A.Shell, s.B.Shell, math.Round(took.Seconds()*10)/10, s.Seed
	if hello := s.programs[1].hello; hello != nil {
		r.Skips, r.Host = hello.Skips, hello.Config
	}
	if r.Counted = !s.Times; r.Counted {
		r.Least = 0
	}
	for _, t := range s.trials {
		if t.outcome == Undecided && t.failures.failing {
			t.outcome = Unmeasured
		}
		if r.Counted {
			t.least = 0
		}
		r.Cells = append(r.Cells, t.result())
	}
	r.conclude()
}

// result is what is known of a cell.
func (t *trial) result() Cell {
	c := Cell{
		Name: t.name, Outcome: t.outcome, Matters: t.matter, Least: t.least, Pairs: len(t.ratios),
		P: t.corrected, PFine: min(1, t.fine), More: t.more, Fewer: t.fewer, Uncounted: t.uncounted,
	}
	if t.failures.any() {
		c.Fails, c.Error = t.failures.who(), t.failures.Error()
	}
	if len(t.ratios) > 0 {
		r := t.interval(t.ratios)
		old, new := stat.Median(t.old), stat.Median(t.new)
		c.Old, c.New, c.Ratio = &old, &new, &r.Center
		if !math.IsInf(r.Hi, 1) {
			c.RatioLow, c.RatioHigh = &r.Lo, &r.Hi
		}
	}
	return c
}

// conclude draws the verdict of the whole from those of the cells.
func (r *Result) conclude() {
	is := func(o Outcome) func(Cell) bool {
		return func(c Cell) bool { return c.Outcome == o && (c.Matters || o != Undecided) }
	}
	switch {
	case r.Error != "", slices.ContainsFunc(r.Cells, is(Regressed)):
		r.Verdict, r.Exit = Regressed, ExitRegressed
	case slices.ContainsFunc(r.Cells, is(Unmeasured)):
		r.Verdict, r.Exit = Unmeasured, ExitUnmeasured
	case slices.ContainsFunc(r.Cells, is(Undecided)):
		r.Verdict, r.Exit = Undecided, ExitUndecided
	case r.Counted:
		r.Verdict, r.Exit = NoMore, ExitFine
	default:
		r.Verdict, r.Exit = NotWorse, ExitFine
	}
}

// Identical is the result of comparing a program with itself: there is nothing to measure.
func Identical(a, b string) *Result {
	return &Result{Verdict: NotWorse, Exit: ExitFine, A: a, B: b, Same: true}
}
