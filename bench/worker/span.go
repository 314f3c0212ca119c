package worker

import (
	"math"
	"time"
)

// A Span is how long a pass goes on, by the first end's clock and count.
type Span struct {
	For     time.Duration // until so much time is over; 0 for a pass of exactly Most ops
	Most    int           // ops, at most
	AtLeast []AtLeast     // and longer than For where these say so
}

// An AtLeast keeps a pass going until it has done Ops, but not for longer than Within.
type AtLeast struct {
	Ops    int
	Within time.Duration
}

// Exactly is a pass of n ops, however long they take.
func Exactly(n int) Span { return Span{Most: n} }

// Lasting is a pass that takes d, or one op if that takes longer.
func Lasting(d time.Duration) Span { return Span{For: d, Most: math.MaxInt32} }

// Goal is how many ops make up the span where one takes so many ns.
func (s Span) Goal(nsPerOp float64) int {
	if s.For == 0 {
		return s.Most
	}
	if nsPerOp <= 0 {
		return s.Most
	}
	ops := float64(s.For) / nsPerOp
	for _, least := range s.AtLeast {
		ops = max(ops, min(float64(least.Ops), float64(least.Within)/nsPerOp))
	}
	return int(min(max(math.Ceil(ops), 1), float64(s.Most)))
}

// known is how many ops, in multiples of step, all ends know to make up the span before they begin: where their
// number is given, or where one step probably fills it. All must be asked with the same estimate of what an op takes,
// in ns, or 0.
func (s Span) known(step int, estimate float64) (ops int, ok bool) {
	switch {
	case s.For == 0:
		return s.Most, true
	case estimate > 0 && s.Goal(estimate) <= step:
		return step, true
	}
	return 0, false
}
