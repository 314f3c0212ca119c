package gate

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"ipcbench/internal/alternate"
	"ipcbench/internal/meter"
	"ipcbench/internal/stat"
	"ipcbench/report/internal/benchname"
)

// driven compares two programs that obey orders.
func (s *session) driven(ctx context.Context) error {
	if s.Counts {
		for i, t := range s.trials {
			if s.over(ctx) {
				break
			}
			s.Show("counting [%d/%d] %s", i+1, len(s.trials), benchname.Short(t.name))
			if err := s.count(ctx, t); err != nil {
				return err
			}
		}
		decide(s.trials)
	}
	if !s.Times {
		s.countsDecide()
		return nil
	}
	return s.rounds(ctx, func(round, i, of int, t *trial) error {
		s.Show("round %d [%d/%d] %s left · %s · %s", round, i, of, seconds(time.Until(s.end)), s.tally(), benchname.Short(t.name))
		return s.pair(ctx, t)
	})
}

// attempt has both programs try something of a cell, and tells whether both could. While either fails both try
// again, until it is known on whom that lies, and the cell is given up. Its error ends the gate.
func (s *session) attempt(ctx context.Context, t *trial, try func() [2]error) (ok bool, err error) {
	for {
		errs := try()
		for i, err := range errs {
			var own failure
			switch {
			case errors.As(err, &own):
				errs[i] = own.error
				s.programs[i].abandon(ctx)
			case err != nil:
				return false, err
			}
		}
		if t.failures.add(errs); !t.failures.failing {
			return true, nil
		}
		if t.failures.blame() != nobody {
			t.giveUp()
			return false, nil
		}
	}
}

// bothAtOnce has both programs do something at the same time.
func (s *session) bothAtOnce(do func(which int, p *program) error) (errs [2]error) {
	var both sync.WaitGroup
	for which, p := range s.programs {
		both.Go(func() { errs[which] = do(which, p) })
	}
	both.Wait()
	return errs
}

// countsDecide closes the cells of a gate that does not time anything.
func (s *session) countsDecide() {
	for _, t := range s.trials {
		if t.outcome == Undecided && t.counted {
			t.outcome = NoMore
		}
	}
}

// rounds gives each open cell a ratio after the other, in an order of its own each round, until all are decided or
// the budget is spent. Those that do not matter wait for those that do.
func (s *session) rounds(ctx context.Context, pair func(round, i, of int, t *trial) error) error {
	for round := 1; ; round++ {
		open := s.open(true)
		if len(open) == 0 {
			open = s.open(false)
		}
		if len(open) == 0 {
			return nil
		}
		s.lots.Shuffle(len(open), func(i, j int) { open[i], open[j] = open[j], open[i] })
		for i, t := range open {
			if s.over(ctx) {
				return nil
			}
			if err := pair(round, i+1, len(open), t); err != nil {
				return err
			}
			decide(s.trials)
		}
	}
}

// open are the cells that more ratios could decide, of those that matter or of the others.
func (s *session) open(matter bool) (list []*trial) {
	for _, t := range s.trials {
		if t.open() && t.matter == matter {
			list = append(list, t)
		}
	}
	return list
}

// over tells whether the gate is to end.
func (s *session) over(ctx context.Context) bool {
	regressed := func(t *trial) bool { return t.outcome == Regressed }
	return ctx.Err() != nil || time.Now().After(s.end) || s.First && slices.ContainsFunc(s.trials, regressed)
}

// A turn is a program that takes its turns: after a failure of its own it takes none, and lets the other go on.
type turn struct {
	ctx context.Context
	*program
	err error
}

// Mean implements [alternate.Meter].
func (t *turn) Mean(ops int) (ns float64, err error) {
	if t.err == nil {
		ns, t.err = t.program.Mean(t.ctx, ops)
	}
	return ns, nil
}

// pair takes one ratio from fresh processes of both programs.
func (s *session) pair(ctx context.Context, t *trial) error {
	var old, new []float64
	ok, err := s.attempt(ctx, t, func() [2]error {
		swapped := s.lots.IntN(2) == 1
		var guesses []float64 // of what an op takes, ns
		var turns [2]turn
		for i := range s.programs {
			which := i
			if swapped {
				which = 1 - i
			}
			p := s.programs[which]
			guess, err := p.open(ctx, meter.Order{Task: meter.Open, Cell: t.name})
			turns[which] = turn{ctx, p, err}
			if err == nil {
				guesses = append(guesses, guess)
			}
		}
		if len(guesses) == 0 {
			return [2]error{turns[0].err, turns[1].err}
		}
		n := passes
		if !strings.Contains(t.name, "/wait=block/") {
			n = passesSpinning
		}
		// Its error is that of a turn, which stands there.
		old, new, _ = alternate.Passes(&turns[0], &turns[1], n, alternate.Ops(stat.Median(guesses), pass), swapped)
		for i := range turns {
			if turns[i].err == nil {
				turns[i].err = turns[i].close(ctx)
			}
		}
		return [2]error{turns[0].err, turns[1].err}
	})
	if err == nil && ok {
		t.add(alternate.Ratio(new, old), stat.Median(old), stat.Median(new))
	}
	return err
}
