package bench

import (
	"crypto/rand"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync/atomic"

	"ipcbench/internal/pair"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// setupHandler is what the worker of Setup asks pair.Intercept for.
const setupHandler = "setup"

// setupCell is the one cell that a mechanism has in Setup: its first wait strategy and its smallest message, both ends on one CPU, where
// no wake-up of another hides what the making costs.
func setupCell(m mechanisms.Mechanism) Cell {
	t := m.Traits()
	size := max(t.Smallest, 1)
	if t.Number {
		size = mechanisms.NumberSize
	}
	return Cell{Pattern: Setup, Mechanism: m, Wait: t.Waits[0], Place: Same, Size: size}
}

// A setup is one channel after the other, between two threads of one worker process: that descriptors come to a process by inheritance costs
// a channel nothing, so no process is started and nothing handed over in the clock.
type setup struct {
	*pair.Turns
	made   *mechanisms.Preparation // by A, for B to open
	closed atomic.Int64            // channels that B has closed
}

// A setupSide is one of the two threads.
type setupSide struct {
	side
	*setup
	dir    string // of the channels: that of the pair holds what it was prepared with
	unique string
	noted  bool   // what is made outside the pair's directory has been recorded
	steps  *steps // of the pass that times them, else nil
}

// serveSetup is the worker of both sides.
func serveSetup(session *pair.Session) {
	s := &setupSide{
		side: *newSide(session), dir: filepath.Join(session.End.Dir, "s"),
		unique: fmt.Sprintf("ipcbench-%d-setup-%s", unix.Getppid(), rand.Text()),
	}
	s.settled = true
	s.setup = mechanisms.Local(session.End, "setup", func() *setup {
		return &setup{Turns: pair.NewTurns(session.Traits.Managed)}
	})
	if err := s.obey(); err != nil {
		s.Control.Send(report{Kind: failed, Error: err.Error(), PeerGone: errors.Is(err, mechanisms.ErrPeerGone)})
		var o order
		s.Control.Recv(&o)
	}
}

func (s *setupSide) obey() error {
	var o order
	if s.Control.Recv(&o) != nil {
		return nil
	}
	// What is measured here is more than Send and Recv: it takes part in the runtime.
	s.Traits.Raw = false
	// It allocates, too. But no garbage is collected while one side may sleep in a call that the runtime does not know of.
	debug.SetGCPercent(-1)
	// Both ends stay in the one descriptor table of the process.
	if !s.Traits.Managed {
		runtime.LockOSThread()
		if err := s.Pin(); err != nil {
			return err
		}
	}
	s.out, s.in, s.want = newMessage(s.End.Size), newMessage(s.End.Size), newMessage(s.End.Size)
	s.outMarks, s.inMarks = marksOf(s.out), marksOf(s.in)
	fill(s.out, 0, 0)
	s.clock = clockCost()
	loop := s.makeAndSend
	if s.End.Side == mechanisms.B {
		loop = s.openAndReceive
	} else if err := unix.Mkdir(s.dir, 0o700); err != nil {
		return fmt.Errorf("mkdir %s: %w", s.dir, err)
	}
	s.timed = loop
	if s.Control.Send(report{Kind: opened}) != nil {
		return nil
	}
	for s.Control.Recv(&o) == nil {
		r := report{Kind: done}
		if s.End.Side == mechanisms.A {
			runtime.GC()
		} else if s.Control.Send(report{Kind: armed}) != nil {
			return nil
		}
		err := loop(1)
		switch {
		case err != nil || o.Task == verifyTask:
		case o.Task == stepTask:
			s.steps = newSteps(s.clock)
			err = loop(o.Span.Most)
			r.Steps, s.steps = s.steps.took, nil
		default:
			err = s.pass(o, &r, loop, only(loop))
		}
		if err != nil {
			return fmt.Errorf("side %v: %w", s.End.Side, s.leak(err))
		}
		r.Sent, r.Received = s.side.sent, s.received
		if s.Control.Send(r) != nil {
			return nil
		}
	}
	return nil
}

// leak is err, and what it says of the mechanism: who could make a channel and now has no descriptor left for another did
// not get all of them back.
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
		p := &mechanisms.Preparation{Dir: s.dir, Unique: s.unique, Size: s.End.Size, Wait: s.End.Wait}
		if !s.noted { // the names are the same each time
			p.Record, s.noted = pair.Recorder(s.End.Dir), true
		}
		if err := s.Mechanism.Prepare(p); err != nil {
			for _, side := range mechanisms.Sides {
				for _, fd := range p.FDs(side) {
					unix.Close(fd)
				}
			}
			return errors.Join(err, pair.Remove(p.Early()...), pair.Remove(p.Late()...))
		}
		s.made = p
		s.Give(mechanisms.B)
		err := s.open1(p, func(link mechanisms.Link) error {
			s.side.sent++
			s.outMarks.stamp(s.side.sent)
			if err := link.Send(s.out); err != nil {
				return err
			}
			if f, ok := link.(mechanisms.Flusher); ok {
				if err := f.Flush(); err != nil {
					return err
				}
			}
			s.Counters.Sent = s.side.sent
			s.Give(mechanisms.B)
			s.Take(mechanisms.A)
			return nil
		})
		if err := errors.Join(err, pair.Remove(p.Early()...), pair.Remove(p.Late()...)); err != nil {
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
			// An answer to the message, of a mechanism that has one, is on its way until A's Send has returned.
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

// open1 opens this side's end, uses it and closes it.
func (s *setupSide) open1(p *mechanisms.Preparation, use func(mechanisms.Link) error) error {
	e := &mechanisms.End{
		Side: s.End.Side, Size: s.End.Size, Wait: s.End.Wait, Dir: p.Dir, Peer: s.End.Peer,
		FDs: p.FDs(s.End.Side), Values: p.Values(), Shared: s.End.Shared,
	}
	link, err := s.Mechanism.Open(e)
	if err != nil {
		return fmt.Errorf("open: %w", err)
	}
	s.steps.follow(link)
	return errors.Join(use(link), link.Close())
}
