package worker

import "fmt"

// paceParts is into how many parts a pass of a given time is divided at least. Between two parts the first end reads
// the clock and writes a word that the others read, some 40 times a pass: together less than a thousandth of 20 ms.
const paceParts = 16

// paced does the ops of a span, in multiples of step, and says how many. How many fill the time nobody knows
// beforehand: a virtual machine's speed may change by a factor of ten from one moment to the next, and an op by a
// thousand where ends that spin share a CPU. So the first end looks at the clock as it goes along, and tells the
// others how far to go. It is always one part ahead: what the others are to do after the messages that they are
// waiting for stands in shared memory before the first of those is sent. None ever waits for the other's decision,
// and no message is spent on it.
func (w *Worker) paced(sp Span, step int, estimate float64, work Work) (ops int, err error) {
	if n, known := sp.known(step, estimate); known {
		return n, work.Finish(n)
	}
	if !w.leads() {
		return w.followed(step, work)
	}
	promised := 2 * step
	final := sp.Goal(estimate) <= promised
	w.Counters.Promise(promised, final)
	began := w.now()
	part, last := step, false
	for {
		if err := work.part(part, last); err != nil {
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
		more, final = another(sp.Goal(float64(w.now()-began)/float64(ops)), promised, step)
		promised += more
		w.Counters.Promise(promised, final)
	}
}

// another is how many ops are to follow those promised, and whether these are the last, where goal make up the pass.
// What is promised grows by a half at most: what a few ops took says little of many. The first messages of a stream
// take the sender no time, as there is room for them.
func another(goal, promised, step int) (more int, final bool) {
	missing := max(goal-promised, 1)
	more = max(min(missing, promised/2, goal/paceParts), 1)
	if missing <= more+more/4 {
		more, final = missing, true
	}
	return (more + step - 1) / step * step, final
}

// followed is paced for the ends after the first.
func (w *Worker) followed(step int, work Work) (ops int, err error) {
	part, last := step, false
	for {
		if err := work.part(part, last); err != nil {
			return ops, err
		}
		ops += part
		if last {
			return ops, nil
		}
		var promised int
		promised, last = w.All[0].Promised()
		if part = promised - ops; part <= 0 {
			return ops, fmt.Errorf("side A has promised %d ops where %d are done", promised, ops)
		}
	}
}
