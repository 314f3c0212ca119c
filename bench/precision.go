package bench

import (
	"flag"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"ipcbench/internal/stat"
)

const (
	// precisionMiss is how often, at most, the interval that -ipc.precision prints may miss the true median.
	precisionMiss = 0.05
	// countWithoutEnd is a -count so large that the testing package goes on sampling a benchmark until setSamples(1)
	// ends it.
	countWithoutEnd = 1 << 30
)

// A goal is what -ipc.precision and -ipc.budget ask for: go on sampling a cell, each time with fresh worker
// processes, until the interval of its median is narrow enough or the time is spent.
type goal struct {
	within float64 // half the width of the interval ÷ the median; 0 without -ipc.precision
	budget time.Duration
}

// parseGoal reads -ipc.precision and -ipc.budget. Its error is one line that names the flag, its value and the
// choices.
func parseGoal(precision string, budget time.Duration) (goal, error) {
	if precision == "" {
		return goal{}, nil
	}
	digits, ok := strings.CutSuffix(precision, "%")
	percent, err := strconv.ParseFloat(digits, 64)
	if !ok || err != nil || !(percent > 0 && percent <= 100) {
		return goal{}, fmt.Errorf("-ipc.precision=%s: choose a percentage above 0 and up to 100, such as 2%%",
			precision)
	}
	if budget <= 0 {
		return goal{}, fmt.Errorf("-ipc.budget=%v: must be positive, for example 60s", budget)
	}
	return goal{percent / 100, budget}, nil
}

// A sampling is the samples of one cell that are taken until its goal is reached.
type sampling struct {
	goal
	began   time.Time
	samples []float64 // ns/op
	looks   stat.Looks
	known   stat.Interval // of the median, at the end
	verdict string        // how it ended, in words; "" until then
}

// begin is called before each sample of the cell.
func (s *sampling) begin() {
	if s.within == 0 {
		return
	}
	if s.verdict != "" || s.began.IsZero() { // the first sample of the cell, or of its next -cpu
		*s = newSampling(s.goal)
	}
	setSamples(countWithoutEnd)
}

// add is called with each sample's result and decides whether another is to follow.
func (s *sampling) add(nsPerOp float64) {
	if s.within == 0 {
		return
	}
	s.samples = append(s.samples, nsPerOp)
	s.judge(time.Since(s.began))
	if s.verdict != "" {
		setSamples(1)
	}
}

// abandon is called when a sample has failed: no other sample of the cell is taken.
func (s *sampling) abandon() {
	if s.within > 0 {
		setSamples(1)
	}
}

// newSampling starts the clock of the budget.
func newSampling(g goal) sampling {
	return sampling{goal: g, began: time.Now(), looks: stat.Looks{Error: precisionMiss}}
}

// judge decides whether the sampling has ended, and how. It looks at the interval after certain numbers of samples,
// and once more when the budget is spent.
func (s *sampling) judge(spent time.Duration) {
	n := len(s.samples)
	if allowed := s.looks.Allowed(n); allowed > 0 {
		s.known = stat.MedianInterval(s.samples, allowed)
		s.looks.Spend(s.known.Miss)
		if s.known.Within() <= s.within {
			s.verdict = fmt.Sprintf("the median is known within %s after %d samples", s.inWords(), n)
			return
		}
	}
	if spent < s.budget {
		return
	}
	s.known = stat.MedianInterval(s.samples, s.looks.Rest())
	if math.IsInf(s.known.Hi, 1) {
		const few = "the budget of %v ended after %d samples, too few to say how well the median is known"
		s.verdict = fmt.Sprintf(few, s.budget, n)
		return
	}
	s.verdict = fmt.Sprintf("the budget of %v ended after %d samples, with the median known within %s only",
		s.budget, n, s.inWords())
}

// inWords says how well the median is known. The interval misses the true median in at most 5 of 100 cells, although
// it is looked at several times.
func (s *sampling) inWords() string {
	return fmt.Sprintf("±%.2g %% (95 %%: %.5g to %.5g ns/op)", 100*s.known.Within(), s.known.Lo, s.known.Hi)
}

// setSamples sets the -count of the testing package, which reads it before each sample.
func setSamples(n int) {
	if err := flag.Set("test.count", strconv.Itoa(n)); err != nil {
		panic(err) // the flag is the testing package's own and n a number
	}
}
