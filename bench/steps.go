package bench

import (
	"time"

	"ipcbench/mechanisms"
)

// mostSteps is for how many channels the steps are timed one by one.
const mostSteps = 200

// A steps is what the steps of sending and receiving took, with the clock read after each. Its own cost is taken off.
type steps struct {
	took  map[string][]int64 // ns
	clock int64              // what a reading takes, ns
	last  time.Time
}

func newSteps(clock float64) *steps {
	return &steps{took: map[string][]int64{}, clock: int64(clock + 0.5)}
}

// follow has link tell of its steps from now on, if it does that.
func (s *steps) follow(link mechanisms.Link) {
	if l, ok := link.(mechanisms.Stepper); ok && s != nil {
		l.Trace(s.done)
		s.last = time.Now()
	}
}

func (s *steps) done(name string) {
	now := time.Now()
	s.took[name] = append(s.took[name], max(0, int64(now.Sub(s.last))-s.clock))
	s.last = time.Now()
}

// steps makes n channels more and returns what each step of the messages through them took: both sides' together.
func (s *sample) steps(n int) (map[string][]int64, error) {
	reports, err := s.pass(order{Task: stepTask, Pattern: Setup, Span: exactly(n)})
	all := map[string][]int64{}
	for _, r := range reports {
		for name, took := range r.Steps {
			all[name] = append(all[name], took...)
		}
	}
	return all, err
}
