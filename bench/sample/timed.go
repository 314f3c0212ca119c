package sample

import (
	"time"

	"ipcbench/bench/worker"
)

// enoughReadings make a timed pass longer than -benchtime where that would give too few readings to say something of
// the tail.
var enoughReadings = []worker.AtLeast{
	{Ops: 10_000, Within: 300 * time.Millisecond}, {Ops: 100, Within: 2 * time.Second},
}

// timeFor times ops one by one for the time d, or longer if that gives too few readings. clock is the cost of a clock
// reading, in ns.
func (s *Sample) timeFor(d time.Duration, clock float64) (*worker.Percentiles, error) {
	return s.timed(clock, func(batch int) worker.Span {
		sp := worker.Lasting(d)
		for _, least := range enoughReadings {
			sp.AtLeast = append(sp.AtLeast, worker.AtLeast{Ops: least.Ops * batch, Within: least.Within})
		}
		// Room for twice as many as expected, in case the machine becomes faster.
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

// timed does ops with clock readings between batches of them. A batch is so long that a reading takes a small share
// of the median batch. Its length is first guessed from the mean of the last pass. If that was too short, because
// long stalls made the mean larger than the median, the pass is repeated with longer batches.
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
