package pattern

import (
	"ipcbench/bench/plan"
	"ipcbench/bench/worker"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
)

// A Pattern is one kind of benchmark.
type Pattern struct {
	// Words are its name, what one op is in words, its keys and units, and how many messages an op carries.
	Words schema.Pattern
	// Shape says which cells it has. Its Name is that of Words.
	Shape plan.Shape

	// Open opens one end, in the process that is that end, and returns its part.
	Open worker.Opener
	// Ends is how many ends there are. The first leads: it begins, reads the clock and decides how long a pass goes on.
	Ends int
	// Flows say which end's messages which end receives: what the one has sent the other must have received.
	Flows []Flow
	// Together tells whether one process runs all ends of a cell whose mechanism would have one each; nil if never.
	Together func(c plan.Cell) bool
	// Window is the time in which the ops of a pass were done, CLOCK_MONOTONIC in ns, from the reports of all ends.
	Window func(reports []worker.Report) (began, ended int64)
	// Figures are those of a measured pass that not all patterns have; nil if there are none.
	Figures func(c plan.Cell, m Measurement) []Metric

	// Timed says that ops are also timed one by one, for percentiles.
	Timed bool
	// Alternates says that in an op each end waits for the other, so that each sleeps if its wait strategy is to sleep.
	Alternates bool
	// Steps says that the last pass, which has no clock, tells of the steps of a mechanism and counts nothing: where
	// the ends call each other, those calls would be counted too.
	Steps bool

	// Brings are stand-ins for mechanisms that only this pattern has, so that they are started and planned like those.
	Brings []mechanisms.Mechanism
}

// Name is the pattern's name.
func (p *Pattern) Name() plan.Pattern { return p.Shape.Name }

// A Flow is that messages of one end come to another. Ends are counted from 0.
type Flow struct{ From, To int }

// between are the flows of two ends that send to each other.
var between = []Flow{{0, 1}, {1, 0}}

// words are those of a pattern of this name, which schema lists.
func words(name string) schema.Pattern {
	w, ok := schema.PatternNamed(name)
	if !ok {
		panic("package schema has no pattern " + name)
	}
	return w
}
