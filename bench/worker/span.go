package worker

import (
	"math"
	"time"
)

// A Span says how long a pass lasts. The first end's clock and count decide.
type Span struct {
	For     time.Duration // how long; 0 for exactly Most ops
	Most    int           // how many ops, at most
	AtLeast []AtLeast     // may make the pass longer than For
}

// AtLeast makes a pass last until Ops have been done, but no longer than Within.
type AtLeast struct {
	Ops    int
	Within time.Duration
}

// Exactly is a pass of n ops, however long they take.
func Exactly(n int) Span { return Span{Most: n} }

// Lasting is a pass that lasts d, or one op if that takes longer.
func Lasting(d time.Duration) Span { return Span{For: d, Most: math.MaxInt32} }

// empty tells whether a pass of this span has no ops.
func (s Span) empty() bool { return s.Most == 0 }

// Goal is how many ops fill the span if one takes nsPerOp ns.
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

// known is how many ops fill the span, in multiples of step, if all ends can know it before they begin: the number is
// given, or one step probably fills the span. All ends must call it with the same estimate of what an op takes, in ns,
// or 0 if there is none. blind says that they cannot tell each other while the pass lasts: then it is as many as the
// estimate says, or one step without one.
func (s Span) known(step int, estimate float64, blind bool) (ops int, ok bool) {
	switch {
	case s.For == 0:
		return s.Most, true
	case blind && estimate > 0:
		return max((s.Goal(estimate)+step-1)/step, 1) * step, true
	case blind:
		return step, true
	case estimate > 0 && s.Goal(estimate) <= step:
		return step, true
	}
	return 0, false
}
