package bench

import (
	"fmt"

	"ipcbench/mechanisms"
)

// A work is what a side does in a pass: n ops by do, and the last of them by finish, after which all that was sent can be
// received and the side's own buffer holds the last message.
type work struct{ do, finish func(n int) error }

// only is a work whose last ops are like all others.
func only(loop func(n int) error) work { return work{loop, loop} }

// paceParts is into how many parts a pass of a given time is divided at least. Between two parts A reads the clock and writes a word that B
// reads, some 40 times a pass: together less than a thousandth of 20 ms.
const paceParts = 16

// paced does the ops of a span, in multiples of step, and says how many. How many fill the time nobody knows beforehand: a
// virtual machine's speed may change by a factor of ten from one moment to the next, and an op by a thousand where two
// sides that spin share a CPU. So side A looks at the clock as it goes along, and tells side B how far to go. It is always
// one part ahead: what B is to do after the messages that it is waiting for stands in shared memory before the
// first of those is sent. Neither ever waits for the other's decision, and no message is spent on it.
func (s *side) paced(sp span, step int, estimate float64, w work) (ops int, err error) {
	if n, known := sp.known(step, estimate); known {
		return n, w.finish(n)
	}
	if s.End.Side == mechanisms.B {
		return s.followed(step, w)
	}
	promised := 2 * step
	final := sp.goal(estimate) <= promised
	s.Counters.Promise(promised, final)
	began := s.now()
	part, last := step, false
	for {
		if err := w.part(part, last); err != nil {
			return ops, err
		}
		ops += part
		if last {
			return ops, nil
		}
		part, last = promised-ops, final
		if final {
			continue
		}
		var more int
		more, final = another(sp.goal(float64(s.now()-began)/float64(ops)), promised, step)
		promised += more
		s.Counters.Promise(promised, final)
	}
}

// another is how many ops are to follow those promised, and whether these are the last, where goal make up the pass. What is promised grows by a half
// at most: what a few ops took says little of many. The first messages of a stream take A no time, as there is room for them.
func another(goal, promised, step int) (more int, final bool) {
	missing := max(goal-promised, 1)
	more = max(min(missing, promised/2, goal/paceParts), 1)
	if missing <= more+more/4 {
		more, final = missing, true
	}
	return (more + step - 1) / step * step, final
}

// followed is paced for side B.
func (s *side) followed(step int, w work) (ops int, err error) {
	part, last := step, false
	for {
		if err := w.part(part, last); err != nil {
			return ops, err
		}
		ops += part
		if last {
			return ops, nil
		}
		var promised int
		promised, last = s.Theirs.Promised()
		if part = promised - ops; part <= 0 {
			return ops, fmt.Errorf("side A has promised %d ops where %d are done", promised, ops)
		}
	}
}

func (w work) part(n int, last bool) error {
	if last {
		return w.finish(n)
	}
	return w.do(n)
}
