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
	var passes [2][]float64
	for i := 0; i < p.Passes && len(guesses) > 0; i++ {
		for _, which := range order((i%2 == 1) != p.Swapped) {
			if errs[which] != nil {
				continue
			}
			var ns float64
			if ns, errs[which] = runs[which].Mean(opsIn(p.Pass, stat.Median(guesses))); errs[which] == nil {
				passes[which] = append(passes[which], ns)
			}
		}
	}
	for which, run := range runs {
		if run != nil {
			errs[which] = errors.Join(errs[which], run.Close())
		}
	}
	return passes[0], passes[1], errs
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
