package sample

import (
	"math"
	"sync/atomic"
	"time"

	"ipcbench/bench/place"
	"ipcbench/bench/worker"
	"ipcbench/internal/schema"
)

const (
	// The pass of an open loop lasts as long as -benchtime says, but at least pacedFor, so that a stall of the machine
	// is a small part of it; and longer until it has pacedReadings, within pacedWithin; and it has pacedLeast messages
	// however long they take.
	pacedFor      = 100 * time.Millisecond
	pacedReadings = 1_000
	pacedWithin   = time.Second
	pacedLeast    = 10

	// remoteMost is how long a pass between machines lasts at most where the closed loop is slower than the rate.
	remoteMost = 2 * time.Second

	// aloneFor is how long a guest works alone, before the pass and after it.
	aloneFor = 30 * time.Millisecond

	// capacityFor is how long the closed loop lasts from which a rate that is a share follows.
	capacityFor = 50 * time.Millisecond

	// A rate that was missed by less than nearly is tried once more: the machine may have stood still at the end.
	nearly = 0.2
)

// UnheldRemark is the remark on a benchmark whose rate was not held, with %g for by how much it was missed, in percent.
const UnheldRemark = "the rate was not held, but missed by up to %.2g %%; lines that miss it have no latencies"

// pacedOps is how many messages a pass at a rate has.
func pacedOps(length Length, perSecond float64) int {
	n := float64(length.Ops)
	if n == 0 {
		in := func(d time.Duration) float64 { return perSecond * d.Seconds() }
		n = max(in(max(length.For, pacedFor)), min(pacedReadings, in(pacedWithin)), pacedLeast)
	}
	return int(min(math.Ceil(n), worker.MaxReadings))
}

// pacedSeed counts passes, so that each has other random times, and a run can be repeated.
var pacedSeed atomic.Uint64

// paced measures messages that are due at times of their own. There are no percentiles if the rate was not held.
func (s *Sample) paced(length Length, t *taken) (err error) {
	each := s.estimate // ns of a message in the closed loop
	rate := s.pattern.Rate(s.cell)
	if rate.Share > 0 {
		m, err := s.runFor(s.lead(), worker.Lasting(max(length.For, capacityFor)))
		if err != nil {
			return err
		}
		each = m.NsPerOp
	}
	s.rate = rate.Of(1e9 / each)
	for again := true; ; again = false {
		s.estimate = each
		n := pacedOps(length, s.rate)
		if s.remote() { // the sender cannot give up: the pass ends within a time in any case
			n = min(n, max(int(float64(remoteMost)/each), pacedLeast))
		}
		o := s.order(worker.RunTask, worker.Exactly(n), s.lead())
		s.pace(&o)
		var alone [2]float64
		if alone[0], err = s.aloneRate(); err != nil {
			return err
		}
		s.watch.Begin(s.look())
		s.gap = time.Duration(1e9 / s.rate)
		reports, clocks, err := s.pacedPass(o)
		s.gap = 0
		if err != nil {
			return err
		}
		if t.measured, err = s.measured(reports); err != nil {
			return err
		}
		t.clocks = clocks
		if s.remote() {
			if t.answered, err = s.answered(o, clocks); err != nil {
				return err
			}
		}
		t.own = map[string]float64{}
		t.timed = nil
		for _, r := range reports {
			for unit, value := range r.Figures {
				t.own[unit] = value
			}
			if r.Percentiles != nil {
				t.timed = r.Percentiles
			}
		}
		if guest, ok := s.pattern.GuestOf(s.cell); ok {
			if alone[1], err = s.aloneRate(); err != nil {
				return err
			}
			t.own[schema.NeighbourPercent] = 100 * reports[guest].Rate / ((alone[0] + alone[1]) / 2)
		}
		unheld := t.own[schema.UnheldPercent] / 100
		if unheld > 0 {
			t.timed = nil // a latency that says how long the pass was
		}
		if unheld == 0 || unheld > nearly || !again {
			return nil
		}
	}
}

// aloneRate is how much the guest does in a ns while no other end does anything; 0 if there is none.
func (s *Sample) aloneRate() (float64, error) {
	guest, ok := s.pattern.GuestOf(s.cell)
	if !ok {
		return 0, nil
	}
	end := s.all()[guest]
	if err := s.send(end, worker.Order{Task: worker.AloneTask, Span: worker.Lasting(aloneFor)}); err != nil {
		return 0, err
	}
	if _, err := s.await(worker.Armed, end); err != nil {
		return 0, err
	}
	reports, err := s.await(worker.Done, end)
	return reports[guest].Rate, err
}

// pace makes o an order for messages that are due at the rate of the sample.
func (s *Sample) pace(o *worker.Order) {
	o.Rate, o.Seed, o.Shared = s.rate, pacedSeed.Add(1), s.cell.Place == place.Same
}

// addPaced adds the figures of an open loop.
func (r *Result) addPaced(t taken) {
	r.Reported = 0
	for unit, value := range t.own {
		r.add(unit, value)
	}
	r.add(schema.MsgPerSec, 1e9/t.measured.NsPerOp)
	t.clocks.add(r)
	r.addAnswered(t.answered)
	if p := t.timed; p != nil {
		if p.Mean >= clocksTimes*t.clocks.err {
			r.Reported = p.Mean
		}
		r.addQuantiles(p, t.clocks)
	}
	if u := t.own[schema.UnheldPercent]; u > 0 {
		r.Unheld = u
	}
}
