package main

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"ipcbench/internal/alternate"
	"ipcbench/internal/stat"
)

const (
	measured = 10 * time.Millisecond // about what one pass of a program takes
	passes   = 4                     // of each program in a pair
	firstOps = 100                   // enough for a first guess of what an op of the reference takes
	warming  = 5                     // passes' time for which the reference warms up; ipcbench does so when it starts
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

// A session is when a comparison needs no more pairs.
type session struct {
	pairs     int     // at least so many, if the budget allows
	precision float64 // then until its interval lies within this fraction of its estimate
}

// run lets all trials that need more have their turns, round after round, until the budget is spent. A trial with an
// error has no more turns.
func (s session) run(
	trials []*trial, budget time.Duration, turn func(at alternate.Turn, t *trial, left time.Duration),
) {
	end := time.Now().Add(budget)
	open := func() (open []*trial) {
		for _, t := range trials {
			if t.err == nil && !t.done {
				open = append(open, t)
			}
		}
		return open
	}
	over := func() bool { return time.Until(end) <= 0 }
	lots := rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64()))
	alternate.Rounds(lots, open, over, func(at alternate.Turn, t *trial) error {
		turn(at, t, time.Until(end))
		return nil
	})
}

// pair compares fresh processes of both programs.
func (s session) pair(t *trial, ours, theirs start) error {
	pair := alternate.Pair{Passes: passes, Pass: measured, Swapped: len(t.ratios)%2 == 1}
	a, c, errs := pair.Take(func() (alternate.Run, float64, error) {
		run, err := ours(t.comparison)
		return run, 0, err
	}, func() (alternate.Run, float64, error) {
		run, err := theirs(t.comparison)
		if err != nil {
			return nil, 0, err
		}
		ns, err := alternate.WarmUp(run, firstOps, warming*measured)
		return run, ns, err
	})
	if err := errors.Join(errs[:]...); err != nil {
		return err
	}
	t.ours, t.theirs = append(t.ours, stat.Median(a)), append(t.theirs, stat.Median(c))
	t.ratios = append(t.ratios, alternate.Ratio(a, c))
	t.look(s)
	return nil
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
