package bench

import (
	"errors"
	"fmt"
	"hash/crc32"

	"ipcbench/internal/pair"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
)

// handlerName is what this package's workers ask pair.Intercept for.
const handlerName = "bench"

// A side is one end of the mechanism in a worker process, with its private buffers.
type side struct {
	*pair.Session
	link   mechanisms.Link
	caller mechanisms.Caller // link, if it is one
	server mechanisms.Server // link, if it is one

	flusher mechanisms.Flusher // link, if it is one
	viewer  mechanisms.Viewer  // link, if it is one
	lines   uint64             // what was read of messages viewed

	timed func(n int) error // the loop of timeTask, if it is not that of a round trip

	out, in        []byte // the message to send, the last one received
	want           []byte // what is expected to be received
	content        []byte // want, in a pass that compares every byte, and else nil
	settled        bool   // out and want have the content of such a pass
	outMarks       marks  // of out
	inMarks        marks  // of in
	sent, received uint64 // messages since the link opened; their numbers count from 1
	coming         int    // messages that the other side will send after those of the loop
	clock          float64
}

// serve is the worker: it opens its side and does as the coordinator orders, until that closes the connection.
func serve(session *pair.Session) {
	s := &side{Session: session}
	err := s.Settle()
	if err == nil {
		err = s.obey()
	}
	if err != nil {
		s.Control.Send(report{Kind: failed, Error: err.Error(), PeerGone: errors.Is(err, mechanisms.ErrPeerGone)})
		// The coordinator ends both sides; until then what this one knows stays where it can be asked for.
		var o order
		s.Control.Recv(&o)
	}
}

func (s *side) obey() error {
	var first order
	if err := s.Control.Recv(&first); err != nil {
		return nil
	}
	if err := s.open(); err != nil {
		return err
	}
	defer s.link.Close()
	if err := s.Control.Send(report{Kind: opened}); err != nil {
		return nil
	}
	for {
		var o order
		if s.Control.Recv(&o) != nil {
			return nil
		}
		r, err := s.do(o)
		if err != nil {
			return err
		}
		if s.Control.Send(r) != nil {
			return nil
		}
	}
}

func (s *side) open() error {
	link, err := s.Mechanism.Open(s.End)
	if err != nil {
		return fmt.Errorf("side %v: open: %w", s.End.Side, err)
	}
	s.link = link
	s.flusher, _ = link.(mechanisms.Flusher)
	s.viewer, _ = link.(mechanisms.Viewer)
	// Only the sides that begin and answer need to be what they are.
	if s.End.Side == mechanisms.A {
		s.caller, _ = link.(mechanisms.Caller)
	} else {
		s.server, _ = link.(mechanisms.Server)
	}
	s.out, s.in, s.want = newMessage(s.End.Size), newMessage(s.End.Size), newMessage(s.End.Size)
	s.outMarks, s.inMarks = marksOf(s.out), marksOf(s.in)
	s.clock = clockCost()
	return nil
}

func (s *side) do(o order) (report, error) {
	r := report{Kind: done}
	var err error
	switch {
	case o.Task == verifyTask:
		err = s.verify(o.N)
	default:
		roundTrip, loop := s.loops(o.Pattern)
		if s.End.Side == mechanisms.B {
			// B says that it is ready before it waits for the first message.
			if err := s.Control.Send(report{Kind: armed}); err != nil {
				return r, err
			}
		}
		err = s.pass(o, &r, roundTrip, loop)
	}
	r.Sent, r.Received = s.sent, s.received
	r.SumSent, r.SumReceived = crc32.ChecksumIEEE(s.out), crc32.ChecksumIEEE(s.in)
	return r, err
}

// loops are this side's part in a round trip, and in the op of a pattern.
func (s *side) loops(p Pattern) (roundTrip, op func(n int) error) {
	ping, pong, pour, drain := s.ping, s.pong, s.pour, s.drain
	if s.viewer != nil {
		ping, pong, drain = keepLast(s.pingView, s.ping), keepLast(s.pongView, s.pong), keepLast(s.drainView, s.drain)
	}
	roundTrip, op = ping, pour
	if s.End.Side == mechanisms.B {
		roundTrip, op = pong, drain
	}
	switch p {
	case Duplex:
		op = s.exchange
	case Latency:
		op = roundTrip
	}
	return s.flushed(roundTrip), s.flushed(op)
}

// flushed is a loop after which all that was sent can be received.
func (s *side) flushed(loop func(n int) error) func(n int) error {
	if s.flusher == nil {
		return loop
	}
	return func(n int) error {
		if err := loop(n); err != nil {
			return err
		}
		return s.flusher.Flush()
	}
}

// pass is a side's part of a pass of n ops. A round trip outside the clock comes first: when it is over, both sides are
// in their loops and awake. Its allocations and context switches are counted with those of the n ops.
func (s *side) pass(o order, r *report, roundTrip, loop func(n int) error) error {
	s.settleContent(o.Whole)
	if err := s.leadIn(o.Lead, roundTrip, loop); err != nil {
		return err
	}
	before, counting, err := s.prepare(o)
	if err != nil {
		return err
	}
	if err := roundTrip(1); err != nil {
		return err
	}
	switch {
	case o.Task == countTask:
		loop = s.watched(o.Pattern, loop, &r.Deepest)
		r.Syscalls, err = counting.around(func() error { return loop(o.N) })
	case o.Task == timeTask && s.End.Side == mechanisms.A:
		ping, last := s.ping, s.ping
		switch {
		case s.timed != nil:
			ping, last = s.timed, s.timed
		case s.viewer != nil:
			ping, last = s.pingView, keepLast(s.pingView, s.ping)
		}
		r.Percentiles, err = s.timedPing(ping, last, o.N, o.Batch)
	default:
		err = s.measure(before, loop, o.N, r)
	}
	return err
}

// leadIn does n ops that nothing is measured of. While both sides slept the Go runtime's monitor thread did too, and once
// woken it looks around every 20 µs for some 50 times, then at intervals that double until they are 10 ms: about 15 ms in all,
// and each look costs the CPU of the loop some 10 µs with its timer and two switches. A pass of 8 ms was up to 8 % longer for the
// first 5 ms of it, and 2 % for the rest. Source: runtime/proc.go, sysmon.
func (s *side) leadIn(n int, roundTrip, loop func(n int) error) error {
	if n == 0 {
		return nil
	}
	if s.Traits.Raw {
		sys.NoPreempt()
		defer sys.Preempt()
	}
	if err := roundTrip(1); err != nil {
		return err
	}
	return loop(n)
}

// prepare does what takes long before the round trip that brings both sides together.
func (s *side) prepare(o order) (usage, *counting, error) {
	if o.Task == countTask {
		c, err := s.count(o)
		return usage{}, c, err
	}
	return prepare(), nil, nil
}

// measure runs a loop of n ops and reports what this process used up in it.
func (s *side) measure(before usage, loop func(n int) error, n int, r *report) error {
	before.begin(s.Traits.Raw)
	err := loop(n)
	r.Start = before.Clock
	used := end(s.Traits.Raw).since(before)
	if !s.Lead {
		used = usage{Clock: used.Clock}
	}
	r.Used = used
	return err
}

// settleContent makes the content that all messages of a pass have: they differ by their marks alone. The verification
// leaves other content behind.
func (s *side) settleContent(compare bool) {
	if !s.settled {
		fill(s.out, uint64(s.End.Side), 0)
		fill(s.want, uint64(s.End.Side.Other()), 0)
		s.settled = true
	}
	s.content = nil
	if compare {
		s.content = s.want
	}
}
