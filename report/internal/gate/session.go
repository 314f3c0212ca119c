package gate

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"
)

const (
	pass = 5 * time.Millisecond
	// Passes of each program in a pair. With its start a pair takes about 0.4 s. Passes of programs that spin have a
	// lead-in and take four times as long.
	passes         = 16
	passesSpinning = 8

	// The usual smallest differences worth telling; the second is for cells whose messages a kernel thread carries.
	usualLeast    = 0.03
	deferredLeast = 0.10
)

// Options say what a gate is to do.
type Options struct {
	A, B   Command
	Budget time.Duration
	Least  func(cell string) float64 // the smallest difference worth telling, as a fraction; 0: the usual one
	Cells  func(cell string) bool    // which of the cells that both have
	Matter func(cell string) bool    // where undecided is not good enough; nil: where no Go runtime is in the loop
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
	runs     failures    // of whole programs
	trials   []*trial
	lots     *rand.Rand
	end      time.Time
	result   *Result
}

// Run compares the two programs, for no longer than the budget. Its error says in one line why nothing could be
// measured. If B alone does not run, that is a result and no error.
func Run(ctx context.Context, o Options) (result *Result, err error) {
	dir, remove, err := tempDir("ipcbench-gate-", socketRoom)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, remove()) }()
	began := time.Now()
	s := &session{Options: o, lots: rand.New(rand.NewPCG(o.Seed, 0)), result: &Result{}, end: began.Add(o.Budget)}
	s.result.Least = s.least("")
	for i, c := range []Command{o.A, o.B} {
		s.programs[i] = &program{command: c, dir: dir}
	}
	budget, cancel := context.WithDeadline(ctx, s.end)
	defer cancel()
	err = s.compare(budget)
	patience := closePatience
	if budget.Err() != nil {
		patience = 0
	}
	endAll(s.programs[:], patience)
	if ctx.Err() != nil {
		return nil, errInterrupted
	}
	if err != nil {
		if s.runs.blame() != newAlone {
			return nil, err
		}
		s.result.Error = err.Error()
	}
	s.finish(time.Since(began))
	return s.result, nil
}

// errInterrupted is the error of a gate whose context has ended.
var errInterrupted = errors.New("interrupted; its programs have ended, and nothing stays behind")

// compare starts both programs and compares them. It is no error if the time ends meanwhile.
func (s *session) compare(ctx context.Context) error {
	if err := s.begin(ctx); err != nil {
		return err
	}
	if err := s.choose(); err != nil {
		return err
	}
	var err error
	switch a, b := s.programs[0].hello != nil, s.programs[1].hello != nil; {
	case a && b:
		err = s.driven(ctx)
	case !s.Times:
		return errors.New("one of A and B does not obey orders but prints its times: nothing of it can be counted; " +
			"leave out --exact")
	case a || b:
		if err = s.printToo(ctx); err == nil {
			err = s.printed(ctx)
		}
	default:
		err = s.printed(ctx)
	}
	if errors.Is(err, errOver) {
		return nil
	}
	return err
}

// begin starts both programs. If one fails both are started again, until neither fails, or until it is certain which of
// them is to blame.
func (s *session) begin(ctx context.Context) error {
	err := s.whole([2]int{0, 1}, func(p *program) error {
		s.Show("starting %s: %s", p.command.Side, p.command.Shell)
		return p.start(ctx)
	})
	if errors.Is(err, errOver) {
		return fmt.Errorf("%w: the program neither ended nor offered its cells within the budget of %v "+
			"(BUDGET=…)", err, s.Budget)
	}
	return err
}

// whole lets both programs do something, in an order and each independently of the other, again and again while either
// fails. Its error is s.runs if it is certain which of them is to blame, or if the time ends while either fails; it
// wraps errOver if the time ends otherwise; any other error would come again in every try.
func (s *session) whole(order [2]int, do func(*program) error) error {
	for {
		var failed [2]error
		var misfits, over error
		for _, i := range order {
			p := s.programs[i]
			p.end(0)
			err := do(p)
			var own failure
			var not unfit
			switch {
			case err == nil:
			case errors.Is(err, errOver):
				if over == nil {
					over = fmt.Errorf("%s: %w", sides[i], err)
				}
			case errors.As(err, &own):
				failed[i] = own.error
			case !errors.As(err, &not):
				return err
			case s.runs.tries > 0: // it was fit before
				failed[i] = err
			default:
				misfits = errors.Join(misfits, fmt.Errorf("%s: %w", sides[i], err))
			}
		}
		switch {
		case over != nil && s.runs.failing:
			return &s.runs
		case misfits != nil || over != nil:
			for i, err := range failed {
				if err != nil {
					misfits = errors.Join(misfits, fmt.Errorf("%s: %w", sides[i], err))
				}
			}
			return errors.Join(misfits, over)
		}
		if s.runs.add(failed); !s.runs.failing {
			return nil
		}
		if s.runs.blame() != nobody {
			return &s.runs
		}
	}
}

// choose makes a trial for each cell that both programs have and that is asked for.
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
		return fmt.Errorf("no cell is asked for that both programs have; A has %d%s, B has %d; choose others (CELLS)",
			len(old), some, len(new))
	}
	return nil
}

// least is the smallest difference worth telling of a cell: the one that was asked for, or the usual one.
func (s *session) least(cell string) float64 {
	if said := s.Least(cell); said > 0 {
		return said
	}
	if p := s.programs[1]; p != nil && p.hello != nil && slices.Contains(p.hello.Deferred, cell) {
		return deferredLeast
	}
	return usualLeast
}

// matters tells whether a cell must be decided.
func (s *session) matters(cell string) bool {
	if s.Matter != nil {
		return s.Matter(cell)
	}
	hello := s.programs[1].hello
	return hello == nil || !slices.Contains(hello.Managed, cell)
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.0f s", max(d, 0).Seconds()) }

// tally says how many cells have which outcome so far.
func (s *session) tally() string {
	n := map[Outcome]int{}
	for _, t := range s.trials {
		n[t.outcome]++
	}
	return fmt.Sprintf("%d regressed, %d not worse, %d open", n[Regressed], n[NotWorse], n[Undecided])
}
