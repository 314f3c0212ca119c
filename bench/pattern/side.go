package pattern

import (
	"fmt"
	"hash/crc32"

	"ipcbench/bench/worker"
	"ipcbench/mechanisms"
)

// A side is one end of a pattern that has two, A and B, in its worker process. It owns its message buffers.
type side struct {
	*worker.Worker
	link   mechanisms.Link
	caller mechanisms.Caller // link, if it implements this and the side is A
	server mechanisms.Server // link, if it implements this and the side is B

	flusher mechanisms.Flusher // link, if it implements this
	viewer  mechanisms.Viewer  // link, if it implements this
	direct  mechanisms.Direct  // link, if it implements this
	lines   uint64             // what was read of viewed messages; kept so that the reading is not optimised away

	out, in        []byte       // the message to send, the last one received
	want           []byte       // the message that is expected
	content        []byte       // want in a pass that compares every byte; otherwise nil
	settled        bool         // out and want have the content of a pass, not of the verification
	outMarks       worker.Marks // of out
	inMarks        worker.Marks // of in
	sent, received uint64       // messages since the link opened; their numbers count from 1
	coming         int          // how many messages the other side will send after those of the loop
}

// isA tells whether this side is A.
func (s *side) isA() bool { return s.End.Side == mechanisms.A }

// openSide prepares the calling goroutine, opens the link, and makes the message buffers. first is the first order,
// which has the pattern's keys.
func openSide(w *worker.Worker, first worker.Order) (*side, error) {
	if err := settleSide(w, first); err != nil {
		return nil, err
	}
	return newSide(w)
}

// settleSide prepares the calling goroutine.
func settleSide(w *worker.Worker, first worker.Order) error {
	if err := w.Settle(); err != nil {
		return err
	}
	return setSpin(w.End, first.Keys)
}

// newSide opens the link, and makes the message buffers.
func newSide(w *worker.Worker) (*side, error) {
	s := &side{Worker: w}
	link, err := s.Mechanism.Open(s.End)
	if err != nil {
		return nil, fmt.Errorf("side %v: open: %w", s.End.Side, err)
	}
	s.link = link
	s.flusher, _ = link.(mechanisms.Flusher)
	s.viewer, _ = link.(mechanisms.Viewer)
	s.direct, _ = link.(mechanisms.Direct)
	// A makes calls and B serves them.
	if s.isA() {
		s.caller, _ = link.(mechanisms.Caller)
	} else {
		s.server, _ = link.(mechanisms.Server)
	}
	s.makeMessages()
	return s, nil
}

// makeMessages makes the message buffers.
func (s *side) makeMessages() {
	s.out, s.in, s.want = worker.NewMessage(s.End.Size), worker.NewMessage(s.End.Size), worker.NewMessage(s.End.Size)
	s.outMarks, s.inMarks = worker.MarksOf(s.out), worker.MarksOf(s.in)
}

// role is what the sides of all patterns have in common. The exchange before a pass is a round trip, whatever the
// pattern.
func (s *side) role() *worker.Role {
	return &worker.Role{
		Meet: s.flushed(s.roundTrips()).Finish, Verify: s.verify, Settle: s.settle, Tally: s.tally, Close: s.link.Close,
	}
}

// roundTrips is what this side does in round trips.
func (s *side) roundTrips() worker.Work {
	loop, viewing := s.pong, s.pongView
	if s.isA() {
		loop, viewing = s.ping, s.pingView
	}
	if s.viewer != nil {
		return keepLast(viewing, loop)
	}
	return worker.Only(loop)
}

// flushed adds a flush to a work, after which the other side can receive everything that was sent.
func (s *side) flushed(w worker.Work) worker.Work {
	if s.flusher == nil {
		return w
	}
	return worker.Work{Do: w.Do, Finish: func(n int) error {
		if err := w.Finish(n); err != nil {
			return err
		}
		return s.flusher.Flush()
	}}
}

// settle makes the content that all messages of a pass have, except for their marks. The verification before leaves
// other content in the buffers. compare says that the pass compares every byte.
func (s *side) settle(compare bool) {
	if !s.settled {
		worker.Fill(s.out, uint64(s.End.Side), 0)
		worker.Fill(s.want, uint64(s.End.Side.Other()), 0)
		s.settled = true
	}
	s.content = nil
	if compare {
		s.content = s.want
	}
}

// tally adds how many messages were sent and received, and the checksums of the last ones.
func (s *side) tally(r *worker.Report) {
	r.Sent, r.Received = s.sent, s.received
	r.SumSent, r.SumReceived = crc32.ChecksumIEEE(s.out), crc32.ChecksumIEEE(s.in)
}
