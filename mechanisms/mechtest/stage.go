package mechtest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ipcbench/internal/proc"
	"ipcbench/mechanisms"
)

// patience is how long a command may take. It is generous: machines are shared, and two spinning sides may have one CPU
// between them.
const patience = 60 * time.Second

const (
	// afterFailure is how long the other side is waited for when one has failed.
	afterFailure = 2 * time.Second
	// impatience is after how long the suite begins to look why nothing comes. That alone fails no test.
	impatience = time.Second
)

// A stage is a running pair of puppets.
type stage struct {
	t       *testing.T
	subject subject
	pair    *proc.Group
	early   map[mechanisms.Side]outcome // what sides said that were not waited for yet
}

// raise starts a pair whose messages have at most size bytes, with both ends open.
func raise(t *testing.T, s subject, size int) *stage {
	t.Helper()
	st := start(t, s, size, proc.Config{Handler: handlerName})
	st.open()
	return st
}

// start starts the workers that c asks for.
func start(t *testing.T, s subject, size int, c proc.Config) *stage {
	t.Helper()
	c.Mechanism, c.Wait, c.Size, c.CPUs, c.Networks = s.Mechanism, s.wait, size, []int{-1, -1}, s.hosts
	p, err := proc.Start(c)
	if err != nil {
		t.Fatalf("starting a pair: %v", err)
	}
	t.Cleanup(func() { p.Kill() })
	return &stage{t: t, subject: s, pair: p, early: map[mechanisms.Side]outcome{}}
}

// open has both sides open their ends.
func (s *stage) open() {
	s.t.Helper()
	open := command{Do: doOpen, Spin: s.subject.spin}
	s.both(open, open)
	if err := s.pair.Opened(); err != nil {
		s.t.Fatalf("removing the names after opening: %v", err)
	}
}

// tell gives a side a command without waiting for it.
func (s *stage) tell(side mechanisms.Side, c command) {
	s.t.Helper()
	if err := s.pair.Send(side, c); err != nil {
		s.t.Fatalf("side %v: %v", side, err)
	}
}

// outcomes waits for the outcomes of the commands of some sides. If one fails, the other has only a little more time:
// it may wait for what the one that failed has not sent.
func (s *stage) outcomes(within time.Duration, sides ...mechanisms.Side) map[mechanisms.Side]outcome {
	s.t.Helper()
	all, ok := s.await(within, sides...)
	if !ok {
		s.t.Fatalf("nothing after %v (%s)", within, s.progress())
	}
	return all
}

// progress says how far both sides have got.
func (s *stage) progress() string {
	a, b := s.pair.Progress(mechanisms.A), s.pair.Progress(mechanisms.B)
	return fmt.Sprintf("A sent %d, received %d; B sent %d, received %d", a.Sent, a.Received, b.Sent, b.Received)
}

// await is outcomes, except that ok is false if time is up. If the other side fails, its outcome is returned, too.
func (s *stage) await(within time.Duration, sides ...mechanisms.Side) (all map[mechanisms.Side]outcome, ok bool) {
	s.t.Helper()
	all = map[mechanisms.Side]outcome{}
	var failed <-chan time.Time
	add := func(side mechanisms.Side, o outcome) {
		all[side] = o
		if o.Error != "" && failed == nil {
			failed = time.After(afterFailure)
		}
	}
	for _, side := range sides {
		if o, ok := s.early[side]; ok {
			delete(s.early, side)
			add(side, o)
		}
	}
	for deadline := time.After(within); len(all) < len(sides); {
		select {
		case <-failed:
			return all, true
		case e := <-s.pair.Events():
			asked := slices.Contains(sides, e.Side)
			if e.Fate != "" {
				if asked { // and not what becomes of a side that the test killed
					s.t.Fatalf("worker %v %s%s", e.Side, e.Fate, meaning(e.Fate))
				}
				continue
			}
			var o outcome
			if err := json.Unmarshal(e.Message, &o); err != nil {
				s.t.Fatalf("side %v: %v", e.Side, err)
			}
			if asked || o.Error != "" {
				add(e.Side, o)
			} else {
				s.early[e.Side] = o
			}
		case <-deadline:
			return nil, false
		}
	}
	return all, true
}

// meaning is what the way in which a worker ended says of its mechanism, or "".
func meaning(fate string) string {
	if strings.Contains(fate, "holding locks") {
		return " (the mechanism declares itself Raw, but waits in the Go scheduler: " + remedy + ")"
	}
	return ""
}

// both has each side do something at the same time and fails the test if either fails.
func (s *stage) both(a, b command) map[mechanisms.Side]outcome {
	s.t.Helper()
	s.tell(mechanisms.A, a)
	s.tell(mechanisms.B, b)
	return s.well(s.outcomes(patience, mechanisms.A, mechanisms.B))
}

// one has one side do something and fails the test if it fails.
func (s *stage) one(side mechanisms.Side, c command) {
	s.t.Helper()
	s.tell(side, c)
	s.well(s.outcomes(patience, side))
}

// well fails the test if a side failed.
func (s *stage) well(all map[mechanisms.Side]outcome) map[mechanisms.Side]outcome {
	s.t.Helper()
	for side, o := range all {
		if o.Error != "" {
			s.t.Fatalf("side %v: %s", side, o.Error)
		}
	}
	return all
}

// exchange sends messages from one side to the other.
func (s *stage) exchange(from mechanisms.Side, sizes []int, seed uint64) {
	s.t.Helper()
	send, recv := command{Do: doSend, Sizes: sizes, Seed: seed}, command{Do: doRecv, Sizes: sizes, Seed: seed}
	if from == mechanisms.A {
		s.both(send, recv)
	} else {
		s.both(recv, send)
	}
}

// kill ends one side as the kernel's out-of-memory killer would.
func (s *stage) kill(side mechanisms.Side) {
	s.t.Helper()
	if err := s.pair.Ends()[side].Kill(); err != nil {
		s.t.Fatalf("kill: %v", err)
	}
}

// close ends both sides in order.
func (s *stage) close() {
	s.t.Helper()
	if err := s.pair.Close(); err != nil {
		s.t.Errorf("closing the pair: %v", err)
	}
}
