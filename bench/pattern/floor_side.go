package pattern

import (
	"ipcbench/bench/worker"
	step "ipcbench/internal/floor"
)

// A floorSide is one side of a floor in a worker process. Its loop counts ops as messages sent and received, which
// the coordinator compares.
type floorSide struct {
	side
	gaps *step.Gaps // of what=jitter; nil of others
}

// openFloor prepares the loop of one side. The verification runs the loop too, since the loop checks its own effect.
func openFloor(w *worker.Worker, _ worker.Order) (*worker.Role, error) {
	s := &floorSide{side: side{Worker: w}}
	loop, err := s.open()
	if err != nil || loop == nil {
		return &worker.Role{}, err
	}
	tally := func(r *worker.Report) { r.Sent, r.Received = s.sent, s.received }
	role := &worker.Role{Op: worker.Only(loop), Meet: loop, Verify: loop, Tally: tally}
	if s.gaps != nil {
		s.watches(role)
	}
	return role, nil
}

// open makes the loop of this side; nil if the side has nothing to do.
func (s *floorSide) open() (func(n int) error, error) {
	f, ok := floorOf(s.Mechanism)
	if !ok {
		return s.openPath()
	}
	if !f.between && !s.isA() {
		return nil, nil
	}
	if err := s.Settle(); err != nil {
		return nil, err
	}
	return f.loop(s)
}

// inChunks splits the ops of a loop of one thread into chunks, and counts the ops as done after each, so that the
// coordinator sees progress.
func (s *floorSide) inChunks(chunk int, loop func(n int) error) func(n int) error {
	return func(n int) error {
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
}
