package pattern

import (
	"ipcbench/bench/worker"
)

// A floorSide is one side of a floor in a worker process. Its loop counts the ops in sent and received, which the
// coordinator compares.
type floorSide struct{ side }

// openFloor makes what the loop needs, on a thread settled as that of a mechanism's side. To verify is to run the loop
// too: each checks what it has done.
func openFloor(w *worker.Worker, _ worker.Order) (*worker.Role, error) {
	s := &floorSide{side{Worker: w}}
	loop, err := s.open()
	if err != nil || loop == nil {
		return &worker.Role{}, err
	}
	tally := func(r *worker.Report) { r.Sent, r.Received = s.sent, s.received }
	return &worker.Role{Op: worker.Only(loop), Meet: loop, Verify: loop, Tally: tally}, nil
}

// open is the loop of this side: n ops; nil if there is nothing for it to do.
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

// inChunks is a loop of one thread in parts, each of at most chunk ops, that says after each how far it has got.
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
