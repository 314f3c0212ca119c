package pattern

import (
	"time"

	"ipcbench/mechanisms"
)

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
