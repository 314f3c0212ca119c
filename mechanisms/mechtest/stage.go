package mechtest

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"ipcbench/internal/pair"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// patience is how long a command may take that nothing hinders. It is generous: machines are shared, and two spinning
// sides may have one CPU between them.
const patience = 60 * time.Second

// A stage is a running pair of puppets.
type stage struct {
	t       *testing.T
	subject subject
	pair    *pair.Pair
}

// raise starts a pair whose messages have at most size bytes, with both ends open.
func raise(t *testing.T, s subject, size int) *stage {
	t.Helper()
	p, err := pair.Start(pair.Config{Mechanism: s.Mechanism, Wait: s.wait, Size: size, CPU: [2]int{-1, -1}, Handler: handlerName})
	if err != nil {
		t.Fatalf("starting a pair: %v", err)
	}
	st := &stage{t, s, p}
	t.Cleanup(func() { p.Kill() })
	st.both(command{Do: doOpen}, command{Do: doOpen})
	if err := p.Opened(); err != nil {
		t.Fatalf("removing the names after opening: %v", err)
	}
	return st
}

// tell gives a side a command without waiting for it.
func (s *stage) tell(side mechanisms.Side, c command) {
	s.t.Helper()
	if err := s.pair.Send(side, c); err != nil {
		s.t.Fatalf("side %v: %v", side, err)
	}
}

// outcomes waits for what becomes of the commands of some sides.
func (s *stage) outcomes(within time.Duration, sides ...mechanisms.Side) map[mechanisms.Side]outcome {
	s.t.Helper()
	all := map[mechanisms.Side]outcome{}
	for deadline := time.After(within); len(all) < len(sides); {
		select {
		case e := <-s.pair.Events():
			if !slices.Contains(sides, e.Side) {
				continue // what becomes of a side that the test killed
			}
			if e.Fate != "" {
				s.t.Fatalf("worker %v %s", e.Side, e.Fate)
			}
			var o outcome
			if err := json.Unmarshal(e.Message, &o); err != nil {
				s.t.Fatalf("side %v: %v", e.Side, err)
			}
			all[e.Side] = o
		case <-deadline:
			a, b := s.pair.Progress(mechanisms.A), s.pair.Progress(mechanisms.B)
			s.t.Fatalf("nothing after %v (A sent %d, received %d; B sent %d, received %d)", within, a.Sent, a.Received, b.Sent, b.Received)
		}
	}
	return all
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
	if err := s.pair.Signal(side, unix.SIGKILL); err != nil {
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
