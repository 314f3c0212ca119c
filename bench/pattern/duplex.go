package pattern

import (
	"cmp"

	"ipcbench/bench/plan"
	"ipcbench/bench/worker"
	"ipcbench/mechanisms"
)

// duplex measures both directions at once: in one op A and B each send a message and receive one.
var duplex = &Pattern{
	Shape: plan.Shape{
		Name: Duplex,
		In: map[string][]plan.Part{
			"default": {{Sizes: []int{64, 65536}, Once: []int{mechanisms.NumberSize, 64, 65536}, Kinds: true}},
			"full":    {{Sizes: allSizes}},
			"gate":    {{Picks: never}},
		},
		Lacks: lacksForDuplex,
	},
	Open: openDuplex,
	Ends: 2, Flows: between,
	Window:  ofBoth,
	Figures: ratesOf,
}

func lacksForDuplex(t mechanisms.Traits) string {
	switch {
	case t.Direction == mechanisms.HalfDuplex:
		return "half-duplex: its sides take turns"
	case t.Rendezvous:
		return "rendezvous: both sides cannot send at once"
	}
	return ""
}

// ofBoth is from the first op of the side that begins first to the last op of the side that ends last.
func ofBoth(r []worker.Report) (began, ended int64) {
	return min(r[0].Start, r[1].Start), max(r[0].Used.Clock, r[1].Used.Clock)
}

func openDuplex(w *worker.Worker, first worker.Order) (*worker.Role, error) {
	s, err := openSide(w, first)
	if err != nil {
		return nil, err
	}
	role := s.role()
	role.Op = s.flushed(worker.Only(s.exchange))
	return role, nil
}

// The rules in latency.go apply to the loops below.

const (
	// duplexHolds is how many bytes a byte stream holds while nobody receives, unless its traits say otherwise. Each
	// side sends at most half of that before it receives as much, since one side may be ahead of the other by that
	// much.
	duplexHolds = 32 << 10
	// duplexBurst is how many messages of a byte stream a side sends, at most, before it receives.
	duplexBurst = 64
)

// exchange is the loop of both sides in Duplex: each sends n messages and receives n. Both sides send at once, and
// each then receives as much as it has sent, so that neither waits for room that only the other could make. Over a
// byte stream a side sends as many messages as the stream certainly holds before it receives, or a part of a message
// that is longer. Over another mechanism it sends one message, which every channel holds.
func (s *side) exchange(n int) error {
	part := cmp.Or(s.Traits.Holds, duplexHolds) / 2
	if s.Traits.Stream && len(s.out) > part {
		return s.exchangeParts(n, part)
	}
	burst := 1
	if s.Traits.Stream && !s.Traits.Short {
		burst = min(part/len(s.out), duplexBurst)
	}
	for n > 0 {
		now := min(n, burst)
		if err := s.pour(now); err != nil {
			return err
		}
		if err := s.takeEach(now); err != nil {
			return err
		}
		n -= now
	}
	return nil
}

// takeEach receives n messages.
func (s *side) takeEach(n int) error {
	for range n {
		if err := s.link.Recv(s.in); err != nil {
			return err
		}
		if err := s.checkReceived(); err != nil {
			return err
		}
	}
	return nil
}

// exchangeParts is exchange for messages longer than part bytes.
func (s *side) exchangeParts(n, part int) error {
	for range n {
		s.sent++
		s.outMarks.Stamp(s.sent)
		for from := 0; from < len(s.out); from += part {
			to := min(from+part, len(s.out))
			if err := s.link.Send(s.out[from:to]); err != nil {
				return err
			}
			if err := s.link.Recv(s.in[from:to]); err != nil {
				return err
			}
		}
		s.Counters.Sent = s.sent
		if err := s.checkReceived(); err != nil {
			return err
		}
	}
	return nil
}

// checkReceived counts and checks the message that has just been received.
func (s *side) checkReceived() error {
	s.received++
	if !s.inMarks.Carry(s.received) || !worker.SameContent(s.in, s.content) {
		return worker.Diagnose(s.End.Side, s.in, s.content, s.received, nil)
	}
	s.Counters.Received = s.received
	return nil
}
