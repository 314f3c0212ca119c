package bench

import (
	"flag"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"golang.org/x/perf/benchmath"
)

const (
	// precisionConfidence is that of the interval of the median that -ipc.precision speaks of.
	precisionConfidence = 0.95
	// precisionLeast is the fewest samples for which such an interval exists, by order statistics.
	precisionLeast = 6
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
	verdict string    // "" until it is over
}

// begin is called before each sample of the cell.
func (p *pursuit) begin() {
	if p.within == 0 {
		return
	}
	if p.verdict != "" || p.began.IsZero() { // another -cpu of the cell, or the first
		*p = pursuit{goal: p.goal, began: time.Now()}
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

// judge says how it ended, if it has.
func (p *pursuit) judge(spent time.Duration) {
	have := halfInterval(p.samples)
	switch {
	case have <= p.within:
		p.verdict = fmt.Sprintf("the median is known within ±%.2g %% after %d samples", 100*have, len(p.samples))
	case spent >= p.budget && math.IsInf(have, 1):
		p.verdict = fmt.Sprintf("the budget of %v ended after %d samples, too few to say how well the median is known", p.budget, len(p.samples))
	case spent >= p.budget:
		p.verdict = fmt.Sprintf("the budget of %v ended after %d samples, with the median known within ±%.2g %% only", p.budget, len(p.samples), 100*have)
	}
}

// halfInterval is the larger half of the 95 % interval of the median ÷ the median; infinite where there is none.
func halfInterval(samples []float64) float64 {
	if len(samples) < precisionLeast {
		return math.Inf(1)
	}
	s := benchmath.AssumeNothing.Summary(benchmath.NewSample(samples, &benchmath.DefaultThresholds), precisionConfidence)
	return max(s.Hi-s.Center, s.Center-s.Lo) / s.Center
}

// setSamples is the testing package's -count, which it looks at before each sample.
func setSamples(n int) {
	if err := flag.Set("test.count", strconv.Itoa(n)); err != nil {
		panic(err) // the flag is the testing package's own and n a number
	}
}
