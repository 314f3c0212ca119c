package alternate

import (
	"errors"
	"time"

	"ipcbench/internal/stat"
)

// A Run is a program that has been started and measures when it is asked to.
type Run interface {
	// Mean runs so many ops, a pass, and says what one took, in ns.
	Mean(ops int) (nsPerOp float64, err error)
	// Close ends it. It is called once, also after an error of Mean.
	Close() error
}

// A Prober is a Run that sees the state of the machine.
type Prober interface {
	// Changed tells whether the machine has changed its state since Changed was called last, or the run was started.
	Changed() (bool, error)
}

// A Program starts a fresh run of itself. guess is about what an op takes, in ns; 0 if it does not know. A run that
// comes with an error is only closed.
type Program func() (run Run, guess float64, err error)

// A Pair says how fresh runs of two programs are compared.
type Pair struct {
	Passes  int           // of each run
	Pass    time.Duration // about what one pass takes
	Swapped bool          // the second program starts first and measures first
}

// Take starts a run of each program, lets them measure in turn (a b b a a b b …), and ends them. as and bs are the ns
// per op of their passes. A program that has failed does nothing more, and the other goes on: errs say which failed,
// and why.
//
// Runs that are Probers say whether the machine changed its state in the middle: one pass may then be of the one state
// and the pass beside it of the other. All passes are then done again, at most so often as [again].
func (p Pair) Take(a, b Program) (as, bs []float64, errs [2]error) {
	var runs [2]Run
	var guesses []float64
	for _, which := range order(p.Swapped) {
		run, guess, err := [2]Program{a, b}[which]()
		if runs[which], errs[which] = run, err; err == nil && guess > 0 {
			guesses = append(guesses, guess)
		}
	}
	if len(guesses) == 0 && errs == [2]error{} {
		errs = [2]error{errNoGuess, errNoGuess}
	}
	t := taking{Pair: p, runs: runs, errs: errs}
	t.changed() // from now on
	for tries := again; len(guesses) > 0; tries-- {
		t.take(stat.Median(guesses))
		if tries == 0 || !t.changed() {
			break
		}
	}
	errs = t.errs
	for which, run := range runs {
		if run != nil {
			errs[which] = errors.Join(errs[which], run.Close())
		}
	}
	return t.passes[0], t.passes[1], errs
}

// again is how often the passes of a pair are done again at most.
const again = 3

// A taking is a pair that is being taken.
type taking struct {
	Pair
	runs   [2]Run
	errs   [2]error
	passes [2][]float64 // ns per op
}

// take takes the passes. guess is about what an op takes, in ns.
func (t *taking) take(guess float64) {
	t.passes = [2][]float64{}
	for i := range t.Passes {
		for _, which := range order((i%2 == 1) != t.Swapped) {
			if t.errs[which] != nil {
				continue
			}
			var ns float64
			if ns, t.errs[which] = t.runs[which].Mean(opsIn(t.Pass, guess)); t.errs[which] == nil {
				t.passes[which] = append(t.passes[which], ns)
			}
		}
	}
}

// changed asks the runs whether the machine has changed its state. All are asked each time, so that both have done the
// same before the passes.
func (t *taking) changed() (any bool) {
	for _, which := range order(t.Swapped) {
		run, probes := t.runs[which].(Prober)
		if !probes || t.errs[which] != nil {
			continue
		}
		changed, err := run.Changed()
		t.errs[which] = err
		any = any || changed
	}
	return any
}

var errNoGuess = errors.New("neither program knows what an op takes")

func order(swapped bool) [2]int {
	if swapped {
		return [2]int{1, 0}
	}
	return [2]int{0, 1}
}

// leastOps is how many ops a pass has at least.
const leastOps = 20

// opsIn is how many ops of so many ns fill a pass.
func opsIn(pass time.Duration, ns float64) int { return max(int(float64(pass)/ns), leastOps) }

// WarmUp runs r for some passes' time, and says what an op takes then, in ns. ops are few, and enough for a first
// guess.
func WarmUp(r Run, ops int, forTime time.Duration) (nsPerOp float64, err error) {
	if nsPerOp, err = r.Mean(ops); err != nil {
		return 0, err
	}
	return r.Mean(opsIn(forTime, nsPerOp))
}

// Ratio is how many times as long the passes as took as those beside them: the Hodges–Lehmann estimate. Both are
// equally many.
func Ratio(as, bs []float64) float64 {
	ratios := make([]float64, len(as))
	for i := range ratios {
		ratios[i] = as[i] / bs[i]
	}
	return stat.HodgesLehmann(ratios, 0).Center
}
