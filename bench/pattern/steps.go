package pattern

import (
	"time"

	"ipcbench/mechanisms"
)

// A steps records how long the steps of sending and receiving take. The clock is read after each step, and the cost
// of a reading is subtracted.
type steps struct {
	took  map[string][]int64 // by the name of the step, each duration in ns
	clock int64              // cost of a reading, ns
	last  time.Time
}

func newSteps(clock float64) *steps {
	return &steps{took: map[string][]int64{}, clock: int64(clock + 0.5)}
}

// follow records the steps of link from now on, if link reports its steps.
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
