package pattern

import (
	"fmt"
	"hash/crc32"

	"ipcbench/bench/worker"
	"ipcbench/mechanisms"
)

// A side is one end of a mechanism that has two, in its worker process, with its private buffers.
type side struct {
	*worker.Worker
	link   mechanisms.Link
	caller mechanisms.Caller // link, if it is one
	server mechanisms.Server // link, if it is one

	flusher mechanisms.Flusher // link, if it is one
	viewer  mechanisms.Viewer  // link, if it is one
	lines   uint64             // what was read of messages viewed

	out, in        []byte       // the message to send, the last one received
	want           []byte       // what is expected to be received
	content        []byte       // want, in a pass that compares every byte, and else nil
	settled        bool         // out and want have the content of such a pass
	outMarks       worker.Marks // of out
	inMarks        worker.Marks // of in
	sent, received uint64       // messages since the link opened; their numbers count from 1
	coming         int          // messages that the other side will send after those of the loop
}

// isA tells whether this is side A.
func (s *side) isA() bool { return s.End.Side == mechanisms.A }

// openSide makes the calling goroutine ready and opens the link.
func openSide(w *worker.Worker) (*side, error) {
	if err := w.Settle(); err != nil {
		return nil, err
	}
	s := &side{Worker: w}
	link, err := s.Mechanism.Open(s.End)
	if err != nil {
		return nil, fmt.Errorf("side %v: open: %w", s.End.Side, err)
	}
	s.link = link
	s.flusher, _ = link.(mechanisms.Flusher)
	s.viewer, _ = link.(mechanisms.Viewer)
	// Only the sides that begin and answer need to be what they are.
	if s.isA() {
		s.caller, _ = link.(mechanisms.Caller)
	} else {
		s.server, _ = link.(mechanisms.Server)
	}
	s.makeMessages()
	return s, nil
}

// makeMessages makes the buffers.
func (s *side) makeMessages() {
	s.out, s.in, s.want = worker.NewMessage(s.End.Size), worker.NewMessage(s.End.Size), worker.NewMessage(s.End.Size)
	s.outMarks, s.inMarks = worker.MarksOf(s.out), worker.MarksOf(s.in)
}

// role is what the parts of a side in all patterns have in common. A round trip brings both sides together.
func (s *side) role() *worker.Role {
	return &worker.Role{
		Meet: s.flushed(s.roundTrips()).Finish, Verify: s.verify, Settle: s.settle, Tally: s.tally, Close: s.link.Close,
	}
}

// roundTrips is this side's part in round trips.
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

// flushed is a work after which all that was sent can be received.
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

// settle makes the content that all messages of a pass have: they differ by their marks alone. The verification leaves
// other content behind.
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

// tally adds what was sent and received, and the checksums of the last messages.
func (s *side) tally(r *worker.Report) {
	r.Sent, r.Received = s.sent, s.received
	r.SumSent, r.SumReceived = crc32.ChecksumIEEE(s.out), crc32.ChecksumIEEE(s.in)
}
