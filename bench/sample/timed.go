package sample

import (
	"time"

	"ipcbench/bench/worker"
)

// A timed pass has as many readings as the benchtime has room for; fewer than these would say little of a tail, or
// nothing.
var enoughReadings = []worker.AtLeast{{Ops: 10_000, Within: 300 * time.Millisecond}, {Ops: 100, Within: 2 * time.Second}}

// timeFor times ops one by one for the time d, or longer where that makes too few readings. What a reading of the clock
// costs is clock, ns.
func (s *Sample) timeFor(d time.Duration, clock float64) (*worker.Percentiles, error) {
	return s.timed(clock, func(batch int) worker.Span {
		sp := worker.Lasting(d)
		for _, least := range enoughReadings {
			sp.AtLeast = append(sp.AtLeast, worker.AtLeast{Ops: least.Ops * batch, Within: least.Within})
		}
		// Twice as many as are expected, should the machine become faster.
		most := 2 * max(sp.Goal(s.estimate)/batch, enoughReadings[0].Ops)
		sp.Most = min(most, worker.MaxReadings) * batch
		return sp
	})
}

// time times about n ops.
func (s *Sample) time(n int, clock float64) (*worker.Percentiles, error) {
	return s.timed(clock, func(batch int) worker.Span {
		return worker.Exactly(min(max(n/batch, 1), worker.MaxReadings) * batch)
	})
}

// timed does ops with clock readings between, so far apart that one weighs little beside the median of what lies
// between. How far that is, is guessed from the mean; where stalls make the mean the larger, it is done again.
func (s *Sample) timed(clock float64, spanOf func(batch int) worker.Span) (*worker.Percentiles, error) {
	for batch := worker.BatchFor(s.estimate, clock); ; {
		o := s.order(worker.TimeTask, spanOf(batch), s.lead())
		o.Batch = batch
		reports, err := s.pass(o)
		if err != nil {
			return nil, err
		}
		p := reports[0].Percentiles
		enough := worker.BatchFor(p.P50, clock)
		if enough <= batch {
			return p, nil
		}
		batch = enough
	}
}
