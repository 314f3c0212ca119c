package bench

import (
	"errors"
	"fmt"
	"hash/crc32"
	"time"

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
	now   func() int64      // a monotonic clock in ns, read without a system call; another one in tests

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

func newSide(session *pair.Session) *side {
	began := time.Now()
	return &side{Session: session, now: func() int64 { return int64(time.Since(began)) }}
}

// serve is the worker: it opens its side and does as the coordinator orders, until that closes the connection.
func serve(session *pair.Session) {
	s := newSide(session)
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
		err = s.verify(o.Span.Most)
	default:
		roundTrip, op := s.works(o.Pattern)
		if s.End.Side == mechanisms.B {
			// B says that it is ready before it waits for the first message.
			if err := s.Control.Send(report{Kind: armed}); err != nil {
				return r, err
			}
		}
		err = s.pass(o, &r, roundTrip.finish, op)
	}
	r.Sent, r.Received = s.sent, s.received
	r.SumSent, r.SumReceived = crc32.ChecksumIEEE(s.out), crc32.ChecksumIEEE(s.in)
	return r, err
}

// works are this side's part in round trips, and in the ops of a pattern.
func (s *side) works(p Pattern) (roundTrips, ops work) {
	ping, pong, pour, drain := only(s.ping), only(s.pong), only(s.pour), only(s.drain)
	if s.viewer != nil {
		ping, pong, drain = keepLast(s.pingView, s.ping), keepLast(s.pongView, s.pong), keepLast(s.drainView, s.drain)
	}
	roundTrips, ops = ping, pour
	if s.End.Side == mechanisms.B {
		roundTrips, ops = pong, drain
	}
	switch p {
	case Duplex:
		ops = only(s.exchange)
	case Latency:
		ops = roundTrips
	}
	return s.flushed(roundTrips), s.flushed(ops)
}

// flushed is a work after which all that was sent can be received.
func (s *side) flushed(w work) work {
	if s.flusher == nil {
		return w
	}
	return work{w.do, func(n int) error {
		if err := w.finish(n); err != nil {
			return err
		}
		return s.flusher.Flush()
	}}
}

// pass is a side's part of a pass. A round trip outside the clock comes first: when it is over, both sides are
// in their loops and awake. Its allocations and context switches are counted with those of the ops.
func (s *side) pass(o order, r *report, roundTrip func(n int) error, w work) (err error) {
	s.settleContent(o.Whole)
	if err := s.leadIn(o, roundTrip, w); err != nil {
		return err
	}
	before, counting, err := s.prepare(o)
	if err != nil {
		return err
	}
	timed := o.Task == timeTask && s.End.Side == mechanisms.A
	var clock float64
	if timed {
		clock = clockCost()
	}
	if err := roundTrip(1); err != nil {
		return err
	}
	switch {
	case o.Task == countTask:
		loop := s.watched(o.Pattern, w.finish, &r.Deepest)
		r.Syscalls, err = counting.around(func() error { return loop(o.Span.Most) })
		r.Ops = o.Span.Most
	case timed:
		r.Percentiles, r.Ops, err = s.timedRoundTrips(o, clock)
	default:
		err = s.measure(before, o, w, r)
	}
	return err
}

// leadIn does ops that nothing is measured of. While both sides slept the Go runtime's monitor thread did too, and once
// woken it looks around every 20 µs for some 50 times, then at intervals that double until they are 10 ms: about 15 ms in all,
// and each look costs the CPU of the loop some 10 µs with its timer and two switches. A pass of 8 ms was up to 8 % longer for the
// first 5 ms of it, and 2 % for the rest. Source: runtime/proc.go, sysmon.
func (s *side) leadIn(o order, roundTrip func(n int) error, w work) error {
	if o.Lead == 0 {
		return nil
	}
	if s.Traits.Raw {
		sys.NoPreempt()
		defer sys.Preempt()
	}
	if err := roundTrip(1); err != nil {
		return err
	}
	_, err := s.paced(lasting(o.Lead), 1, o.Estimate, w)
	return err
}

// prepare does what takes long before the round trip that brings both sides together.
func (s *side) prepare(o order) (usage, *counting, error) {
	if o.Task == countTask {
		c, err := s.count(o)
		return usage{}, c, err
	}
	return prepare(), nil, nil
}

// measure does the ops of a pass and reports what this process used up in them.
func (s *side) measure(before usage, o order, w work, r *report) (err error) {
	before.begin(s.Traits.Raw)
	r.Ops, err = s.paced(o.Span, o.step(), o.Estimate, w)
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
