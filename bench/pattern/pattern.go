package pattern

import (
	"time"

	"ipcbench/bench/pace"
	"ipcbench/bench/plan"
	"ipcbench/bench/worker"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
)

// A Pattern is one kind of benchmark. The engine knows of it what stands in these fields.
type Pattern struct {
	// Shape is the pattern's name, its keys, and which cells it has.
	Shape plan.Shape
	// Units are the units of its figures that the list of all units (docs/format.md) does not have for this pattern.
	Units []Unit

	// Open opens one end, in the worker process that runs this end, and returns what the end does.
	Open worker.Opener
	// Ends is how many ends a group has. The first end leads: it begins each op, reads the clock, and decides when a
	// pass ends.
	Ends int
	// Guest, if it is set, tells whether a cell has one more end, the last, which carries no messages: it only takes
	// part in the pass of an open loop, on the CPU of the end before it. Before and after the pass it does the same
	// alone.
	Guest func(c plan.Cell) bool
	// Flows are the pairs of ends between which messages flow. After each pass, as many messages must have been
	// received as were sent.
	Flows []Flow
	// Together tells whether one process runs all ends of a cell; nil if each end always has a process of its own,
	// unless the mechanism connects threads.
	Together func(c plan.Cell) bool
	// Window is the time in which the ops of a pass were done, from the reports of all ends. Times are
	// CLOCK_MONOTONIC, in ns.
	Window func(reports []worker.Report) (began, ended int64)
	// Distant is the same for ends on two hosts, whose clocks differ; nil for the time by the first end's clock.
	Distant func(reports []worker.Report) (began, ended int64)
	// Figures are the pattern's own figures of a measured pass, beside those that all patterns have; nil if there are
	// none.
	Figures func(c plan.Cell, m Measurement) []Metric

	// Lasts is how long the measured pass of a cell lasts where -benchtime says d, unless the sample is brief; nil for
	// d.
	Lasts func(c plan.Cell, d time.Duration) time.Duration

	// Charged are the ends whose CPU time, context switches, system calls and allocations the figures of an op are
	// made of, counted from 0; nil for all.
	Charged []int
	// Rate, if it is set, says that messages of a cell are due at times of their own, and how often: an open loop. The
	// ends' roles then have a Pass.
	Rate func(c plan.Cell) pace.Rate

	// Timed says that a second pass times ops one by one, for percentiles.
	Timed bool
	// Alternates says that in each op every end waits for another. With wait=block each end must then sleep; a sample
	// in which none does is remarked on.
	Alternates bool
	// Steps says that the last pass times the steps of a mechanism (see [mechanisms.Stepper]) instead of counting
	// system calls. It is for a pattern whose ends make system calls to take turns, which would be counted too.
	Steps bool

	// Single, if it is not 0, says that a measured pass is one op, which takes about so long by its nature, with no
	// warm-up before it and no further pass after it.
	Single time.Duration
	// Stranger says that the last end is not related to the others: it is handed nothing, and knows only names. What is
	// measured is whether it gets in and a message arrives, or it is refused.
	Stranger bool

	// Kind, if it is set, is the pattern as a cell has it, instead of the fields after Shape and Units, which it has
	// itself: for a pattern whose cells are of several kinds. Its Open is for ends of all of them.
	Kind func(c plan.Cell) *Pattern

	// Brings are mechanisms that only this pattern uses, beside those that the user gives, which are given; nil for
	// none.
	Brings func(given []mechanisms.Mechanism) []mechanisms.Mechanism
}

// Of is the pattern of a cell, as the cell has it.
func Of(c plan.Cell) *Pattern {
	p := Named(c.Pattern)
	if p != nil && p.Kind != nil {
		return p.Kind(c)
	}
	return p
}

// Name is the name of the pattern.
func (p *Pattern) Name() plan.Pattern { return p.Shape.Name }

// EndsOf is how many ends a group of the cell has, with a guest.
func (p *Pattern) EndsOf(c plan.Cell) int {
	if p.hasGuest(c) {
		return p.Ends + 1
	}
	return p.Ends
}

// GuestOf is the number of the guest in a group of the cell; ok is false if there is none.
func (p *Pattern) GuestOf(c plan.Cell) (end int, ok bool) { return p.Ends, p.hasGuest(c) }

// Seat is the end on whose CPU an end runs: the end itself, or of a guest the end before it.
func (p *Pattern) Seat(end int) int { return min(end, p.Ends-1) }

func (p *Pattern) hasGuest(c plan.Cell) bool { return p.Guest != nil && p.Guest(c) }

// A Flow says that messages flow from one end to another. Ends are counted from 0.
type Flow struct{ From, To int }

// between are the flows of two ends that both send.
var between = []Flow{{0, 1}, {1, 0}}

// A Unit is the unit of one of a pattern's figures, as it stands in files.
type Unit struct {
	Name   string
	Better Better
}

// Better says which values of a unit are better. Lower and Higher become a Unit line of the file.
type Better int

// The values of Better. Neither is the zero value.
const (
	Lower   = Better(schema.Lower)
	Neither = Better(schema.Neither)
	Higher  = Better(schema.Higher)
)
