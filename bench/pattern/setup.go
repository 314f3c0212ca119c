package pattern

import (
	"crypto/rand"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync/atomic"

	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/bench/worker"
	"ipcbench/internal/proc"
	"ipcbench/internal/turns"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// setup measures channels that do not exist yet: one op makes a channel, delivers its first message, and tears it
// down.
var setup = &Pattern{
	Shape: plan.Shape{
		Name:  Setup,
		In:    map[string][]plan.Part{"quick": {{Only: claimedSetups}}, "default": {{}}, "full": {{}}},
		Lacks: lacksForSetup,
		Each: func(_ plan.Selection, m mechanisms.Mechanism) []plan.Cell {
			return []plan.Cell{SetupCell(m)}
		},
	},
	Open: openSetup,
	Ends: 2, Flows: between,
	Together: func(plan.Cell) bool { return true },
	Window:   byFirst,

	Timed: true, Steps: true,
}

// claimedSetups are the mechanisms whose set-up even the quick matrix has: those that textbooks compare.
var claimedSetups = []string{"pipe", "fifo", "unix-stream", "tcp", "file"}

func lacksForSetup(t mechanisms.Traits) string {
	switch {
	case t.Scope == mechanisms.Thread:
		return "threads share their memory: nothing is set up"
	case t.Scope == mechanisms.Host:
		return "it is measured between hosts only"
	case t.Broker:
		return "its set-up starts a broker"
	}
	return ""
}

// SetupCell is the one cell of a mechanism in Setup. It has the mechanism's first wait strategy and smallest message.
// Both ends run on one CPU, where no wake-up of another CPU hides the cost of the set-up.
func SetupCell(m mechanisms.Mechanism) plan.Cell {
	t := m.Traits()
	size := max(t.Smallest, 1)
	if t.Number {
		size = mechanisms.NumberSize
	}
	return plan.Cell{Pattern: Setup, Mechanism: m, Wait: t.Waits[0], Place: place.Same, Size: size}
}

// channels is what the two ends share. Both are threads of one worker process, so that no process has to be started,
// and no descriptor handed to another process, while the clock runs. Inheriting a descriptor costs a channel nothing.
type channels struct {
	*turns.Turns
	made   *mechanisms.Preparation // A has made it, B opens it
	closed atomic.Int64            // how many channels B has closed
}

// A setupSide is one of the two threads.
type setupSide struct {
	*side
	*channels
	dir    string // for the files of the channels; the directory above has those of the sample's own preparation
	unique string // prefix for names outside that directory
	noted  bool   // these names have been recorded, so that they are removed after a crash
	steps  *steps // in the pass that times steps; otherwise nil

	garbage turns.Collector // A's
}

// openSetup opens either end.
func openSetup(w *worker.Worker, _ worker.Order) (*worker.Role, error) {
	s := &setupSide{
		side: &side{Worker: w}, dir: filepath.Join(w.End.Dir, "s"),
		unique: fmt.Sprintf("ipcbench-%d-setup-%s", unix.Getppid(), rand.Text()),
	}
	s.channels = mechanisms.Local(w.End, "setup", func() *channels {
		return &channels{Turns: turns.New(2, w.Traits.Managed)}
	})
	// Opening and closing need the Go runtime even where Send and Recv do not.
	s.Traits.Raw = false
	// They allocate too. But no garbage may be collected while a thread may sleep in a system call that the runtime
	// does not know of. A collects it between two channels, should they take much.
	debug.SetGCPercent(-1)
	// Pin, not Settle: both ends stay in the one descriptor table of the process.
	if !s.Traits.Managed {
		runtime.LockOSThread()
		if err := s.Pin(); err != nil {
			return nil, err
		}
	}
	s.makeMessages()
	worker.Fill(s.out, 0, 0)
	loop := s.named(s.makeAndSend)
	if !s.isA() {
		loop = s.named(s.openAndReceive)
	} else if err := unix.Mkdir(s.dir, 0o700); err != nil {
		return nil, fmt.Errorf("mkdir %s: %w", s.dir, err)
	}
	return &worker.Role{
		Op: worker.Only(loop), Timed: worker.Only(loop), Meet: loop, Tally: s.tally,
		Begin: func() error {
			one := func() error { return loop(1) }
			if s.isA() {
				return s.garbage.Begin(one)
			}
			return one()
		},
		Steps: func(n int) (map[string][]int64, error) {
			s.steps = newSteps(worker.ClockCost())
			err := loop(n)
			took := s.steps.took
			s.steps = nil
			return took, err
		},
	}, nil
}

// tally adds how many messages were sent and received. It leaves out the checksums: the messages are all alike.
func (s *setupSide) tally(r *worker.Report) { r.Sent, r.Received = s.sent, s.received }

// named adds to the errors of a loop which side they come from.
func (s *setupSide) named(loop func(n int) error) func(n int) error {
	return func(n int) error {
		if err := loop(n); err != nil {
			return fmt.Errorf("side %v: %w", s.End.Side, s.leak(err))
		}
		return nil
	}
}

// leak explains an error that says that no descriptor is left: since channels could be made before, closing one did
// not return all of its descriptors.
func (s *setupSide) leak(err error) error {
	if closed := s.closed.Load(); closed > 0 && errors.Is(err, unix.EMFILE) {
		return fmt.Errorf("%w (a leak: %d channels were made and closed, and no descriptor is left; "+
			"mechtest.Run names what stays open)", err, closed)
	}
	return err
}

// makeAndSend is A's loop: it makes n channels and sends a message through each.
func (s *setupSide) makeAndSend(n int) error {
	for range n {
		s.garbage.Next()
		p := &mechanisms.Preparation{Dir: s.dir, Unique: s.unique, Size: s.End.Size, Wait: s.End.Wait}
		if !s.noted { // once, since the names are the same each time
			p.Record, s.noted = proc.Recorder(s.End.Dir), true
		}
		if err := s.Mechanism.Prepare(p); err != nil {
			for _, side := range mechanisms.Sides {
				for _, fd := range p.FDs(side) {
					unix.Close(fd)
				}
			}
			return errors.Join(err, proc.Remove(p.Early()...), proc.Remove(p.Late()...))
		}
		s.made = p
		s.Give(mechanisms.B)
		err := s.open1(p, func(link mechanisms.Link) error {
			s.sent++
			s.outMarks.Stamp(s.sent)
			if err := link.Send(s.out); err != nil {
				return err
			}
			if f, ok := link.(mechanisms.Flusher); ok {
				if err := f.Flush(); err != nil {
					return err
				}
			}
			s.Counters.Sent = s.sent
			s.Give(mechanisms.B)
			s.Take(mechanisms.A)
			return nil
		})
		if err := errors.Join(err, proc.Remove(p.Early()...), proc.Remove(p.Late()...)); err != nil {
			return err
		}
	}
	return nil
}

// openAndReceive is B's loop.
func (s *setupSide) openAndReceive(n int) error {
	for range n {
		s.Take(mechanisms.B)
		err := s.open1(s.made, func(link mechanisms.Link) error {
			if err := link.Recv(s.in); err != nil {
				return err
			}
			if err := s.checkReceived(); err != nil {
				return err
			}
			// Do not close before A's Send has returned: with some mechanisms it waits for an answer to the message.
			s.Take(mechanisms.B)
			return nil
		})
		s.closed.Add(1)
		s.Give(mechanisms.A)
		if err != nil {
			return err
		}
	}
	return nil
}

// open1 opens this side's end of one channel, uses it, and closes it.
func (s *setupSide) open1(p *mechanisms.Preparation, use func(mechanisms.Link) error) error {
	e := &mechanisms.End{
		Side: s.End.Side, Size: s.End.Size, Wait: s.End.Wait, Spin: s.End.Spin, Dir: p.Dir,
		Peer: s.End.Peer, FDs: p.FDs(s.End.Side), Values: p.Values(), Shared: s.End.Shared,
	}
	link, err := s.Mechanism.Open(e)
	if err != nil {
		return fmt.Errorf("open: %w", err)
	}
	s.steps.follow(link)
	return errors.Join(use(link), link.Close())
}
