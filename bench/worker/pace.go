package worker

import "fmt"

// paceParts is how many parts a pass of a given time has at least. Between two parts the first end reads the clock
// and writes a word that the others read, about 40 times in a pass. Together that takes less than a thousandth of 20
// ms.
const paceParts = 16

// paced does the ops of a span, in multiples of step, and returns how many it did.
//
// How many ops fill a given time is not known beforehand. The speed of a virtual machine may change by a factor of
// ten from one moment to the next, and that of an op by a thousand where ends that spin share a CPU. So the first end
// looks at the clock as it proceeds, and tells the others how many ops to do. It is always one part ahead: how many
// ops the others do after the current part is in shared memory before the first message of that part is sent. So no
// end waits for the decision, and no message is spent on it.
//
// Ends on two hosts share no memory. They do as many ops as the last pass says that fill the time.
func (w *Worker) paced(sp Span, step int, estimate float64, work Work) (ops int, err error) {
	if n, known := sp.known(step, estimate, w.session.Blind); known {
		return n, work.Finish(n)
	}
	if !w.leads() {
		return w.followed(step, work)
	}
	promised := 2 * step
	final := sp.Goal(estimate) <= promised
	w.session.Counters.Promise(promised, final)
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
		w.session.Counters.Promise(promised, final)
	}
}

// another is how many ops follow those promised, and whether they are the last, if the pass has goal ops in all. The
// promise grows by at most a half, since what a few ops took says little about many: the first messages of a stream
// take the sender hardly any time, because there is still room for them.
func another(goal, promised, step int) (more int, final bool) {
	missing := max(goal-promised, 1)
	more = max(min(missing, promised/2, goal/paceParts), 1)
	if missing <= more+more/4 {
		more, final = missing, true
	}
	return (more + step - 1) / step * step, final
}

// followed is paced for the ends that do not lead.
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
		promised, last = w.session.All[0].Promised()
		if part = promised - ops; part <= 0 {
			return ops, fmt.Errorf("side A has promised %d ops where %d are done", promised, ops)
		}
	}
}
