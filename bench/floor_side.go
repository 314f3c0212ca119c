package bench

import (
	"errors"

	"ipcbench/internal/pair"
	"ipcbench/mechanisms"
)

// floorHandler is what the workers of floors ask pair.Intercept for.
const floorHandler = "floor"

// A floorSide is one side of a floor in a worker process.
type floorSide struct {
	side
	loop func(n int) error // of this side: n ops; nil if there is nothing for it to do
}

// serveFloor is the worker: as serve, but a floor's loop is what it runs.
func serveFloor(session *pair.Session) {
	s := &floorSide{side: *newSide(session)}
	s.settled = true
	if err := s.obey(); err != nil {
		s.Control.Send(report{Kind: failed, Error: err.Error(), PeerGone: errors.Is(err, mechanisms.ErrPeerGone)})
		var o order
		s.Control.Recv(&o)
	}
}

func (s *floorSide) obey() error {
	var first order
	if s.Control.Recv(&first) != nil {
		return nil
	}
	if err := s.open(); err != nil {
		return err
	}
	if s.Control.Send(report{Kind: opened}) != nil {
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

// open makes what the loop needs, on a thread settled as that of a mechanism's side.
func (s *floorSide) open() (err error) {
	f, ok := floorOf(s.Mechanism)
	if !ok {
		s.loop, err = s.openPath()
		return err
	}
	if !f.between && s.End.Side == mechanisms.B {
		return nil
	}
	if err := s.Settle(); err != nil {
		return err
	}
	s.loop, err = f.loop(s)
	return err
}

// do runs a pass. To verify is to run the loop too: each checks what it has done.
func (s *floorSide) do(o order) (report, error) {
	r := report{Kind: done}
	if s.End.Side == mechanisms.B {
		if err := s.Control.Send(report{Kind: armed}); err != nil {
			return r, err
		}
	}
	var err error
	switch {
	case s.loop == nil:
	case o.Task == verifyTask:
		err = s.loop(o.Span.Most)
	default:
		err = s.pass(o, &r, s.loop, only(s.loop))
	}
	r.Sent, r.Received = s.sent, s.received
	return r, err
}

// inChunks runs a loop of one thread in parts, each of at most chunk ops, and says after each how far it has got.
func (s *floorSide) inChunks(n, chunk int, loop func(n int) error) error {
	for n > 0 {
		part := min(n, chunk)
		if err := loop(part); err != nil {
			return err
		}
		s.Counters.Sent += uint64(part)
		n -= part
	}
	return nil
}
