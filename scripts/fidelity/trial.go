package main

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	turns "ipcbench/internal/alternate"
	"ipcbench/internal/stat"
)

const (
	measured = 10 * time.Millisecond // about what one pass of a program takes
	passes   = 4                     // of each program in a pair
	warming  = 5                     // passes' time for which the reference runs before; ipcbench has done so when it is started
	missFor  = 0.05                  // how often the interval of a comparison may miss
)

// A trial is what is known of one comparison.
type trial struct {
	comparison
	ours, theirs []float64 // ns per op of each pair
	ratios       []float64
	looks        stat.Looks
	looked       stat.Ratio // at the last look
	done         bool       // that found its interval narrow enough
	err          error
}

func newTrial(c comparison) *trial { return &trial{comparison: c, looks: stat.Looks{Error: missFor}} }

// pair runs a fresh pair of processes of each program side by side, in turn: while one measures, the other sleeps.
// The two passes whose ratio is taken lie a few hundredths of a second apart, so that what the machine does for
// longer hits both.
func (t *trial) pair(theirs start) (err error) {
	programs := make([]program, 2)
	for i := range programs {
		which := (i + len(t.ratios)) % 2 // Go's starts first in every other pair
		if programs[which], err = []start{ours, theirs}[which](t.comparison); err != nil {
			return errors.Join(err, closeAll(programs))
		}
	}
	a, c, err := alternate(programs[0], programs[1], len(t.ratios)%2 == 1)
	if err := errors.Join(err, closeAll(programs)); err != nil {
		return err
	}
	t.ours, t.theirs = append(t.ours, stat.Median(a)), append(t.theirs, stat.Median(c))
	t.ratios = append(t.ratios, turns.Ratio(a, c))
	return nil
}

func closeAll(programs []program) (err error) {
	for _, p := range programs {
		if p != nil {
			err = errors.Join(err, p.Close())
		}
	}
	return err
}

// alternate are the passes of two programs in turn, in ns per op, once the second has run for as long as the first,
// which did when it was started.
func alternate(a, c program, swapped bool) (as, cs []float64, err error) {
	ns, err := c.Mean(100)
	if err == nil {
		ns, err = c.Mean(warming * turns.Ops(ns, measured))
	}
	if err != nil {
		return nil, nil, err
	}
	return turns.Passes(a, c, passes, turns.Ops(ns, measured), swapped)
}

// ratio is the estimate of Go ÷ C. Its interval misses as seldom as if it had been looked at once.
func (t *trial) ratio() stat.Ratio {
	if t.looked.Pairs == len(t.ratios) {
		return t.looked
	}
	return stat.HodgesLehmann(t.ratios, t.looks.Rest())
}

// String is the result line. An interval that too few pairs leave open is absent.
func (t *trial) String() string {
	ratio := t.ratio()
	line := fmt.Sprintf("%s 1 %.4f ratio", t.name(), ratio.Center)
	if !math.IsInf(ratio.Hi, 1) {
		line += fmt.Sprintf(" %.4f ratio-lo %.4f ratio-hi", ratio.Lo, ratio.Hi)
	}
	return line + fmt.Sprintf(" %.1f go-ns %.1f c-ns %d pairs", stat.Median(t.ours), stat.Median(t.theirs), ratio.Pairs)
}

// A session is how long to go on.
type session struct {
	budget    time.Duration
	pairs     int     // at least so many of each comparison, if the budget allows
	precision float64 // then until each interval lies within this fraction of its median
}

// run does round after round of all trials that need more, each round in an order of its own so that a drift of the
// machine hits all alike. failed is called once for each trial that fails; the others go on.
func (s session) run(theirs start, trials []*trial, show func(round, at, of int, t *trial, left time.Duration), failed func(*trial)) {
	end := time.Now().Add(s.budget)
	for round := 1; ; round++ {
		var open []*trial
		for _, t := range trials {
			if t.err == nil && !t.done {
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
			} else {
				t.look(s)
			}
		}
	}
}

// look looks whether a trial needs no more pairs, if a look is due.
func (t *trial) look(s session) {
	n := len(t.ratios)
	allowed := t.looks.Allowed(n)
	if allowed == 0 || n < s.pairs {
		return
	}
	t.looked = stat.HodgesLehmann(t.ratios, allowed)
	t.looks.Spend(t.looked.Miss)
	t.done = t.looked.Within() <= s.precision
}
