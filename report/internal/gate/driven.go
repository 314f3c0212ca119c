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
	return s.rounds(ctx, func(at alternate.Turn, t *trial) error {
		s.Show("round %d [%d/%d] %s left · %s · %s", at.Round, at.Place, at.Of,
			seconds(time.Until(s.end)), s.tally(), benchname.Short(t.name))
		return s.pair(ctx, t)
	})
}

// attempt lets both programs try something with a cell, and tells whether both succeeded. As long as either fails both
// try again, until it is certain which of them is to blame; then the cell is given up. An error ends the gate.
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

// bothAtOnce lets both programs do something at the same time.
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

// rounds gives each open cell one ratio after the other, until all are decided or the budget is spent. Those that do
// not matter wait for those that do.
func (s *session) rounds(ctx context.Context, pair func(alternate.Turn, *trial) error) error {
	open := func() []*trial {
		if matter := s.open(true); len(matter) > 0 {
			return matter
		}
		return s.open(false)
	}
	over := func() bool { return s.over(ctx) }
	return alternate.Rounds(s.lots, open, over, func(at alternate.Turn, t *trial) error {
		if err := pair(at, t); err != nil {
			return err
		}
		decide(s.trials)
		return nil
	})
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

// An openCell is a program that has fresh processes of a cell.
type openCell struct {
	ctx    context.Context
	p      *program
	probes bool // both programs can see the state of the machine: if one could, only it would do more before a pass
	failed bool // attempt closes what is left of it
}

// Mean implements [alternate.Run].
func (r *openCell) Mean(ops int) (float64, error) {
	ns, err := r.p.Mean(r.ctx, ops)
	r.failed = err != nil
	return ns, err
}

// Changed implements [alternate.Prober].
func (r *openCell) Changed() (bool, error) {
	if !r.probes {
		return false, nil
	}
	a, err := r.p.ask(r.ctx, meter.Order{Task: meter.Probe})
	r.failed = err != nil
	return a.Changed, err
}

// Close implements [alternate.Run].
func (r *openCell) Close() error {
	if r.failed {
		return nil
	}
	return r.p.close(r.ctx)
}

// opener opens a cell in a program.
func (s *session) opener(ctx context.Context, p *program, cell string) alternate.Program {
	probes := s.programs[0].probes() && s.programs[1].probes()
	return func() (alternate.Run, float64, error) {
		guess, err := p.open(ctx, meter.Order{Task: meter.Open, Cell: cell})
		if err != nil {
			return nil, 0, err
		}
		return &openCell{ctx: ctx, p: p, probes: probes}, guess, nil
	}
}

// pair takes one ratio from fresh processes of both programs.
func (s *session) pair(ctx context.Context, t *trial) error {
	var old, new []float64
	ok, err := s.attempt(ctx, t, func() (errs [2]error) {
		p := alternate.Pair{Passes: passes, Pass: pass, Swapped: s.lots.IntN(2) == 1}
		if !strings.Contains(t.name, "/wait=block/") {
			p.Passes = passesSpinning
		}
		old, new, errs = p.Take(s.opener(ctx, s.programs[0], t.name), s.opener(ctx, s.programs[1], t.name))
		return errs
	})
	if err == nil && ok {
		t.add(alternate.Ratio(new, old), stat.Median(old), stat.Median(new))
	}
	return err
}
