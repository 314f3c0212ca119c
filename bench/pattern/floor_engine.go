package pattern

import "ipcbench/bench/worker"

// engineFloor is one turn of Latency's own loop, ping, over a Link that does nothing: what the harness adds to each round
// trip. A message is stamped, counted and checked as always. It arrives because both ends use one buffer.
func engineFloor(s *floorSide) (func(int) error, error) {
	engine := s.side // which counts apart: nobody receives what it sends
	engine.link = nothing{}
	engine.out = worker.NewMessage(s.End.Size)
	engine.in = engine.out
	engine.outMarks, engine.inMarks = worker.MarksOf(engine.out), worker.MarksOf(engine.in)
	return engine.ping, nil
}

// nothing is a Link that does nothing.
type nothing struct{}

func (nothing) Send([]byte) error { return nil }
func (nothing) Recv([]byte) error { return nil }
func (nothing) Close() error      { return nil }
