package main

import (
	"fmt"
	"math/rand/v2"
	"time"

	"ipcbench/bench"
	"ipcbench/internal/stat"

	"golang.org/x/perf/benchmath"
)

const (
	measured   = 60 * time.Millisecond // about what the measured part of a run takes
	confidence = 0.95
)

// A trial is what is known of one comparison.
type trial struct {
	comparison
	ops          int // of the next run, of either program
	ours, theirs []float64
	ratios       []float64
	err          error
}

// A program is one of the two that are compared: it takes so many ns per op.
type program func(c comparison, ops int) (float64, error)

// ours is ipcbench.
func ours(c comparison, ops int) (float64, error) { return bench.Mean(c.cell, ops) }

// pair does one run of each program, and Go's first in every other pair.
func (t *trial) pair(theirs program) error {
	if t.ops == 0 {
		if err := t.calibrate(theirs); err != nil {
			return err
		}
	}
	var a, c float64
	steps := []func() error{
		func() (err error) { a, err = ours(t.comparison, t.ops); return },
		func() (err error) { c, err = theirs(t.comparison, t.ops); return },
	}
	if len(t.ratios)%2 == 1 {
		steps[0], steps[1] = steps[1], steps[0]
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	t.ours, t.theirs, t.ratios = append(t.ours, a), append(t.theirs, c), append(t.ratios, a/c)
	t.ops = opsFor(median(t.theirs))
	return nil
}

// calibrate finds out how many ops fill a run: from a short one, and once more from one as long as that says.
func (t *trial) calibrate(theirs program) error {
	t.ops = 100
	for range 2 {
		ns, err := theirs(t.comparison, t.ops)
		if err != nil {
			t.ops = 0
			return err
		}
		t.ops = opsFor(ns)
	}
	return nil
}

func opsFor(ns float64) int { return max(int(float64(measured)/ns), 20) }

// median is that of v.
func median(v []float64) float64 {
	return benchmath.AssumeNothing.Summary(benchmath.NewSample(v, &benchmath.DefaultThresholds), confidence).Center
}

// ratio is the estimate of Go ÷ C.
func (t *trial) ratio() stat.Ratio { return stat.HodgesLehmann(t.ratios, confidence) }

// String is the result line. An interval that too few pairs leave open is absent.
func (t *trial) String() string {
	ratio := t.ratio()
	line := fmt.Sprintf("%s 1 %.4f ratio", t.name(), ratio.Center)
	if ratio.Pairs >= stat.LeastPairs {
		line += fmt.Sprintf(" %.4f ratio-lo %.4f ratio-hi", ratio.Lo, ratio.Hi)
	}
	return line + fmt.Sprintf(" %.1f go-ns %.1f c-ns %d pairs", median(t.ours), median(t.theirs), ratio.Pairs)
}

// A session is how long to go on.
type session struct {
	budget    time.Duration
	pairs     int     // at least so many of each comparison, if the budget allows
	precision float64 // then until each interval lies within this fraction of its median
}

// run does round after round of all trials that need more, each round in an order of its own so that a drift of the
// machine hits all alike. failed is called once for each trial that fails; the others go on.
func (s session) run(theirs program, trials []*trial, show func(round, at, of int, t *trial, left time.Duration), failed func(*trial)) {
	end := time.Now().Add(s.budget)
	for round := 1; ; round++ {
		var open []*trial
		for _, t := range trials {
			if t.err == nil && !t.enough(s) {
				open = append(open, t)
			}
		}
		if len(open) == 0 {
			return
		}
		rand.Shuffle(len(open), func(i, j int) { open[i], open[j] = open[j], open[i] })
		for i, t := range open {
			left := time.Until(end)
			if left <= 0 {
				return
			}
			show(round, i+1, len(open), t, left)
			if t.err = t.pair(theirs); t.err != nil {
				failed(t)
			}
		}
	}
}

// enough tells whether a trial needs no more pairs.
func (t *trial) enough(s session) bool {
	return len(t.ratios) >= s.pairs && stat.Enough(t.ratios, confidence, s.precision)
}
