package gate

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"time"

	"ipcbench/internal/alternate"
	"ipcbench/internal/meter"
	"ipcbench/internal/stat"
	"ipcbench/report/internal/results"
)

const (
	pass = 5 * time.Millisecond
	// Passes of each program in a pair, which take about 0.4 s with starting it. Those that spin are led in and take four times as long.
	passes         = 16
	passesSpinning = 8

	// The usual smallest differences worth telling; the second is of cells whose messages a worker of the kernel's carries.
	usualLeast    = 0.03
	deferredLeast = 0.10
)

// Options are what a gate is asked to do.
type Options struct {
	A, B   Command
	Budget time.Duration
	Least  func(cell string) float64 // the smallest difference worth telling, as a fraction; 0: the usual one
	Cells  func(cell string) bool    // which of the cells that both have
	Matter func(cell string) bool    // whether undecided is not good enough; nil: of all in whose loops no Go runtime runs
	Counts bool                      // compare counts
	Times  bool                      // compare times
	First  bool                      // end at the first regression
	Show   func(format string, a ...any)
	Seed   uint64 // of the lots
}

// A session is a gate that runs.
type session struct {
	Options
	programs [2]*program // old and new
	trials   []*trial
	lots     *rand.Rand
	end      time.Time
	result   *Result
}

// Run compares the two programs. Its error says in a line why nothing could be measured.
func Run(ctx context.Context, o Options) (result *Result, err error) {
	dir, err := socketDir()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	s := &session{Options: o, lots: rand.New(rand.NewPCG(o.Seed, 0)), result: &Result{}}
	s.result.Least = s.least("")
	defer func() {
		for _, p := range s.programs {
			err = errors.Join(err, p.end())
		}
	}()
	for i, c := range []Command{o.A, o.B} {
		s.Show("starting %s: %s", c.Side, c.Shell)
		if s.programs[i], err = start(ctx, c, dir); err != nil {
			return nil, err
		}
	}
	if err := s.choose(); err != nil {
		return nil, err
	}
	began := time.Now()
	s.end = began.Add(o.Budget)
	switch {
	case s.programs[0].driven != nil && s.programs[1].driven != nil:
		err = s.driven(ctx)
	case s.programs[0].driven != nil || s.programs[1].driven != nil:
		if err = s.printToo(ctx); err == nil {
			err = s.printed(ctx)
		}
	default:
		err = s.printed(ctx)
	}
	if err != nil {
		return nil, err
	}
	if ctx.Err() != nil {
		return nil, errInterrupted
	}
	s.finish(time.Since(began))
	return s.result, nil
}

// errInterrupted is what a gate comes to whose context has ended.
var errInterrupted = errors.New("interrupted; its programs have ended, and nothing stays behind")

// socketDir makes a private directory whose path leaves room for a socket's name. Source: unix(7), sun_path.
func socketDir() (string, error) {
	const most = 90
	parent := os.TempDir()
	if len(parent) > most-len("/ipcbench-gate-0123456789") {
		parent = "/tmp"
	}
	return os.MkdirTemp(parent, "ipcbench-gate-")
}

// choose makes a trial of each cell that both have and that is asked for.
func (s *session) choose() error {
	old, new := s.programs[0].cells(), s.programs[1].cells()
	for _, name := range old {
		switch {
		case !s.Cells(name):
		case !slices.Contains(new, name):
			s.result.Gone = append(s.result.Gone, name)
		default:
			s.trials = append(s.trials, newTrial(name, s.least(name), s.matters(name)))
		}
	}
	for _, name := range new {
		if s.Cells(name) && !slices.Contains(old, name) {
			s.result.New = append(s.result.New, name)
		}
	}
	if len(s.trials) == 0 {
		some := ""
		if len(old) > 0 {
			some = ", such as " + old[0]
		}
		return fmt.Errorf("no cell is asked for that both programs have; A has %d%s, B has %d", len(old), some, len(new))
	}
	return nil
}

// least is the smallest difference worth telling of a cell, or of those that nothing is said of.
func (s *session) least(cell string) float64 {
	if said := s.Least(cell); said > 0 {
		return said
	}
	if p := s.programs[1]; p != nil && p.driven != nil && slices.Contains(p.driven.Hello.Deferred, cell) {
		return deferredLeast
	}
	return usualLeast
}

// matters tells whether undecided is not good enough of a cell.
func (s *session) matters(cell string) bool {
	if s.Matter != nil {
		return s.Matter(cell)
	}
	d := s.programs[1].driven
	return d == nil || !slices.Contains(d.Hello.Managed, cell)
}

// driven compares two programs that obey orders.
func (s *session) driven(ctx context.Context) error {
	if s.Counts {
		for i, t := range s.trials {
			if s.over(ctx) {
				break
			}
			s.Show("counting [%d/%d] %s", i+1, len(s.trials), results.Short(t.name))
			if err := s.attempt(t, func() error { return s.count(ctx, t) }); err != nil {
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
		s.Show("round %d [%d/%d] %s left · %s · %s", round, i, of, seconds(time.Until(s.end)), s.tally(), results.Short(t.name))
		return s.attempt(t, func() error { return s.pair(t) })
	})
}

// attempt measures something of a cell. A failure of the cell is kept with it, and leaves no pair open; any other error ends the gate.
func (s *session) attempt(t *trial, measure func() error) error {
	err := measure()
	var f failure
	if !errors.As(err, &f) {
		return err
	}
	for i, p := range s.programs {
		if p.command.Side == f.side {
			t.failed(i, fmt.Errorf("%s fails: %w", f.side, f.error))
		}
		if _, err := p.ask(meter.Order{Task: meter.Close}); err != nil && !errors.As(err, &f) {
			return err
		}
	}
	return nil
}

// countsDecide closes the cells of a gate that does not time anything.
func (s *session) countsDecide() {
	for _, t := range s.trials {
		if t.outcome == Undecided && t.err == nil && t.counted {
			t.outcome = NotWorse
		}
	}
}

// rounds gives each open cell a ratio after the other, in an order of its own each round, until all are decided or the budget is spent. Those that do not
// matter wait for those that do.
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
	return ctx.Err() != nil || time.Now().After(s.end) || s.First && slices.ContainsFunc(s.trials, func(t *trial) bool { return t.outcome == Regressed })
}

// pair takes one ratio from fresh processes of both programs.
func (s *session) pair(t *trial) error {
	swapped := s.lots.IntN(2) == 1
	var ns [2]float64
	for i := range s.programs {
		which := i
		if swapped {
			which = 1 - i
		}
		a, err := s.programs[which].ask(meter.Order{Task: meter.Open, Cell: t.name})
		if err != nil {
			return err
		}
		ns[which] = a.Nanoseconds
	}
	ops := alternate.Ops((ns[0]+ns[1])/2, pass)
	n := passes
	if !strings.Contains(t.name, "/wait=block/") {
		n = passesSpinning
	}
	old, new, err := alternate.Passes(s.programs[0], s.programs[1], n, ops, swapped)
	if err != nil {
		return err
	}
	for _, p := range s.programs {
		if _, err := p.ask(meter.Order{Task: meter.Close}); err != nil {
			return err
		}
	}
	t.add(alternate.Ratio(new, old), stat.Median(old), stat.Median(new))
	return nil
}

// printToo runs a program that could obey orders as one that prints, because the other cannot.
func (s *session) printToo(ctx context.Context) error {
	for _, p := range s.programs {
		if p.driven == nil {
			continue
		}
		if err := p.end(); err != nil {
			return err
		}
		s.Show("running %s", p.command.Side)
		p.driven = nil
		if err := p.again(ctx); err != nil {
			return err
		}
	}
	s.trials = nil
	s.result.Gone, s.result.New = nil, nil
	return s.choose()
}

// printed compares two programs by what they print, again and again: a run of each gives a ratio of every cell.
func (s *session) printed(ctx context.Context) error {
	s.result.Printed = true
	for round := 1; ; round++ {
		open := 0
		for _, t := range s.trials {
			old, ok1 := s.programs[0].printed[t.name]
			new, ok2 := s.programs[1].printed[t.name]
			if !t.open() || !ok1 || !ok2 {
				continue
			}
			t.add(new/old, old, new)
			open++
		}
		decide(s.trials)
		if open == 0 || s.over(ctx) || !slices.ContainsFunc(s.trials, (*trial).open) {
			return nil
		}
		s.Show("round %d, %s left · %s", round+1, seconds(time.Until(s.end)), s.tally())
		first := s.lots.IntN(2)
		for i := range s.programs {
			if err := s.programs[(i+first)%2].again(ctx); err != nil {
				return err
			}
		}
	}
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.0f s", max(d, 0).Seconds()) }

// tally is how far it is.
func (s *session) tally() string {
	n := map[Outcome]int{}
	for _, t := range s.trials {
		n[t.outcome]++
	}
	return fmt.Sprintf("%d regressed, %d not worse, %d open", n[Regressed], n[NotWorse], n[Undecided])
}
