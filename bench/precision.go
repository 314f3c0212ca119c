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
	// precisionMiss is how often the interval of the median that -ipc.precision speaks of may miss it.
	precisionMiss = 0.05
	// countWithoutEnd keeps the testing package sampling a benchmark until it is told that one sample is enough.
	countWithoutEnd = 1 << 30
)

// A goal is what -ipc.precision and -ipc.budget ask for: to go on sampling a cell, with fresh pairs, until the interval
// of its median is narrow enough or the time is spent.
type goal struct {
	within float64 // half the interval ÷ median; 0 for no goal
	budget time.Duration
}

// parseGoal reads the two flags.
func parseGoal(precision string, budget time.Duration) (goal, error) {
	if precision == "" {
		return goal{}, nil
	}
	digits, ok := strings.CutSuffix(precision, "%")
	percent, err := strconv.ParseFloat(digits, 64)
	if !ok || err != nil || !(percent > 0 && percent <= 100) {
		return goal{}, fmt.Errorf("-ipc.precision=%s: choose a percentage above 0 and up to 100, such as 2%%", precision)
	}
	if budget <= 0 {
		return goal{}, fmt.Errorf("-ipc.budget=%v: must be positive, for example 60s", budget)
	}
	return goal{percent / 100, budget}, nil
}

// A pursuit is the goal on its way in one cell.
type pursuit struct {
	goal
	began   time.Time
	samples []float64 // ns/op
	looks   stat.Looks
	known   stat.Interval // of the median, when it is over
	verdict string        // "" until it is over
}

// begin is called before each sample of the cell.
func (p *pursuit) begin() {
	if p.within == 0 {
		return
	}
	if p.verdict != "" || p.began.IsZero() { // another -cpu of the cell, or the first
		*p = pursue(p.goal)
	}
	setSamples(countWithoutEnd)
}

// add is called with each sample's result and decides whether another is to follow.
func (p *pursuit) add(nsPerOp float64) {
	if p.within == 0 {
		return
	}
	p.samples = append(p.samples, nsPerOp)
	p.judge(time.Since(p.began))
	if p.verdict != "" {
		setSamples(1)
	}
}

// abandon is called when a sample failed: there will be no other.
func (p *pursuit) abandon() {
	if p.within > 0 {
		setSamples(1)
	}
}

// pursue begins a pursuit.
func pursue(g goal) pursuit {
	return pursuit{goal: g, began: time.Now(), looks: stat.Looks{Error: precisionMiss}}
}

// judge says how it ended, if it has. The interval is looked at now and then, and at last when the budget has ended.
func (p *pursuit) judge(spent time.Duration) {
	n := len(p.samples)
	if allowed := p.looks.Allowed(n); allowed > 0 {
		p.known = stat.MedianInterval(p.samples, allowed)
		p.looks.Spend(p.known.Miss)
		if p.known.Within() <= p.within {
			p.verdict = fmt.Sprintf("the median is known within %s after %d samples", p.inWords(), n)
			return
		}
	}
	if spent < p.budget {
		return
	}
	p.known = stat.MedianInterval(p.samples, p.looks.Rest())
	if math.IsInf(p.known.Hi, 1) {
		const few = "the budget of %v ended after %d samples, too few to say how well the median is known"
		p.verdict = fmt.Sprintf(few, p.budget, n)
		return
	}
	p.verdict = fmt.Sprintf("the budget of %v ended after %d samples, with the median known within %s only",
		p.budget, n, p.inWords())
}

// inWords is how well the median is known: the interval misses it in 5 of 100 pursuits, all its looks counted.
func (p *pursuit) inWords() string {
	return fmt.Sprintf("±%.2g %% (95 %%: %.5g to %.5g ns/op)", 100*p.known.Within(), p.known.Lo, p.known.Hi)
}

// setSamples is the testing package's -count, which it looks at before each sample.
func setSamples(n int) {
	if err := flag.Set("test.count", strconv.Itoa(n)); err != nil {
		panic(err) // the flag is the testing package's own and n a number
	}
}
