package sample

import (
	"math"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/worker"
)

// enoughReadings make the timed ops of a pass last longer than -benchtime where that would give too few readings to say
// something of the tail.
var enoughReadings = []worker.AtLeast{
	{Ops: 10_000, Within: 300 * time.Millisecond}, {Ops: 100, Within: 2 * time.Second},
}

// fewReadings is the same for a brief sample: p99 needs no more.
var fewReadings = []worker.AtLeast{{Ops: 1000, Within: 300 * time.Millisecond}}

const (
	// seldom is the largest share of the time that clock readings may take, if each op is followed by one, for all ops
	// to be timed. The mean is then theirs too, less what the readings took. Where that is more, the mean is that of
	// ops without readings in between.
	seldom = 0.01

	// mostTimed is how long ops with readings last at most beside ops without, unless that gives too few readings.
	mostTimed = 300 * time.Millisecond

	// turnFor is how long a turn of ops of one kind lasts, mostTurns how many turns there are at most, and turnOps how
	// many ops a turn has at least.
	turnFor   = 2500 * time.Microsecond
	mostTurns = 32
	turnOps   = 4
)

// timesAll tells whether all ops of a pass are timed. clock is the cost of a reading, in ns.
func (s *Sample) timesAll(length Length, clock float64) bool {
	goal := length.Ops
	if goal == 0 {
		goal = worker.Lasting(length.For).Goal(s.estimate)
	}
	return clock <= seldom*s.estimate && 2*goal <= worker.MaxReadings
}

// withReadings measures ops with clock readings in between, for percentiles, and by turns with them others without,
// unless all are timed. clock is the cost of a reading, in ns.
func (s *Sample) withReadings(length Length, clock float64) (m pattern.Measurement, p *worker.Percentiles, err error) {
	all := s.timesAll(length, clock)
	reports, err := s.timed(clock, func(batch int) worker.Order {
		o := s.order(worker.RunTask, worker.Span{}, s.lead())
		switch {
		case length.Ops > 0:
			o.Timed = exactly(length.Ops, batch)
			if !all {
				o.Span = worker.Exactly(length.Ops)
			}
		case all:
			o.Timed = s.lasting(length.For, batch)
		default:
			o.Turns, o.Span, o.Timed = s.turns(length.For, batch)
		}
		return o
	})
	if err != nil {
		return m, nil, err
	}
	m, err = s.measured(reports)
	return m, reports[0].Percentiles, err
}

// lasting is how long timed ops last: d, or longer if that gives too few readings.
func (s *Sample) lasting(d time.Duration, batch int) worker.Span {
	sp := worker.Lasting(d)
	wanted := enoughReadings
	if s.options.Brief {
		wanted = fewReadings
	}
	for _, least := range wanted {
		sp.AtLeast = append(sp.AtLeast, worker.AtLeast{Ops: least.Ops * batch, Within: least.Within})
	}
	// Room for twice as many as expected, in case the machine becomes faster.
	sp.Most = min(2*max(sp.Goal(s.estimate)/batch, wanted[0].Ops), worker.MaxReadings) * batch
	return sp
}

// turns divides a pass of the time d into turns without clock readings in between, and turns with them. The latter last
// as long together, or as long as many readings take.
func (s *Sample) turns(d time.Duration, batch int) (n int, plain, timed worker.Span) {
	all := s.lasting(min(d, mostTimed), batch)
	ops := all.Goal(s.estimate)
	took := time.Duration(float64(ops) * s.estimate)
	n = max(min(int(max(took, d)/turnFor), mostTurns, ops/turnOps), 1)
	timed = worker.Span{For: all.For / time.Duration(n), Most: max(all.Most/n/batch, 1) * batch}
	for _, least := range all.AtLeast {
		timed.AtLeast = append(timed.AtLeast, worker.AtLeast{
			Ops: (least.Ops + n - 1) / n, Within: least.Within / time.Duration(n),
		})
	}
	plain = worker.Span{For: d / time.Duration(n), Most: math.MaxInt32, AtLeast: timed.AtLeast}
	return n, plain, timed
}

// exactly is about n ops in batches, as many as there is room for.
func exactly(n, batch int) worker.Span {
	return worker.Exactly(min(max(n/batch, 1), worker.MaxReadings) * batch)
}

// time times about n ops, with clock readings between batches of them.
func (s *Sample) time(n int, clock float64) (*worker.Percentiles, error) {
	reports, err := s.timed(clock, func(batch int) worker.Order {
		o := s.order(worker.RunTask, worker.Span{}, s.lead())
		o.Timed = exactly(n, batch)
		return o
	})
	return reports[0].Percentiles, err
}

// timed does a pass with timed ops. A batch is so long that a reading takes a small share of the median batch. Its
// length is first guessed from the mean of the last pass. If that was too short, because long stalls made the mean
// larger than the median, the pass is repeated with longer batches.
func (s *Sample) timed(clock float64, orderFor func(batch int) worker.Order) ([]worker.Report, error) {
	for batch := worker.BatchFor(s.estimate, clock); ; {
		o := orderFor(batch)
		o.Batch = batch
		s.watch.Begin(s.look())
		reports, err := s.pass(o)
		if err != nil {
			return reports, err
		}
		enough := worker.BatchFor(reports[0].Percentiles.P50, clock)
		if enough <= batch {
			return reports, nil
		}
		batch = enough
	}
}
