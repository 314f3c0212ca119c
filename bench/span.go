package bench

import (
	"math"
	"time"
)

// A span is how long a pass goes on, by side A's clock and count.
type span struct {
	For     time.Duration // until so much time is over; 0 for a pass of exactly Most ops
	Most    int           // ops, at most
	AtLeast []atLeast     // and longer than For where these say so
}

// An atLeast keeps a pass going until it has done Ops, but not for longer than Within.
type atLeast struct {
	Ops    int
	Within time.Duration
}

// exactly is a pass of n ops, however long they take.
func exactly(n int) span { return span{Most: n} }

// lasting is a pass that takes d, or one op if that takes longer.
func lasting(d time.Duration) span { return span{For: d, Most: math.MaxInt32} }

// goal is how many ops make up the span where one takes so many ns.
func (s span) goal(nsPerOp float64) int {
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

// known is how many ops, in multiples of step, both sides know to make up the span before they begin: where their number is given, or where
// one step probably fills it. Both must be asked with the same estimate of what an op takes, in ns, or 0.
func (s span) known(step int, estimate float64) (ops int, ok bool) {
	switch {
	case s.For == 0:
		return s.Most, true
	case estimate > 0 && s.goal(estimate) <= step:
		return step, true
	}
	return 0, false
}
