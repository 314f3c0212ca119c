package sample

import (
	"math"
	"time"

	"ipcbench/bench/worker"
	"ipcbench/internal/schema"
)

const (
	// The clocks of two hosts are compared by round trips that take clocksFor, but by at least clocksLeast and at most
	// clocksMost.
	clocksFor   = 50 * time.Millisecond
	clocksLeast = 20
	clocksMost  = 1000

	// A one-way latency is told only if it is clocksTimes the error of the clocks.
	clocksTimes = 5
)

// A skew is how far the receiver's clock is ahead of the sender's, and the largest error of that, both in ns.
type skew struct{ ahead, err float64 }

// skewOf finds the skew from what both clocks showed at round trips: the sender's before and after, the receiver's in
// between. The fastest round trip tells most: in between is within half of it of its middle, whatever each way takes.
// Source: RFC 5905, section 8; Cristian, Probabilistic clock synchronization (1989).
func skewOf(sender, receiver []int64) skew {
	s := skew{err: math.Inf(1)}
	for i, at := range receiver {
		before, after := sender[2*i], sender[2*i+1]
		if half := float64(after-before) / 2; half < s.err {
			s = skew{float64(at) - float64(before) - half, half}
		}
	}
	return s
}

// between is the skew in the middle of a pass, from those before and after. The drift in the meantime adds to the
// error.
func between(before, after skew) skew {
	return skew{
		ahead: (before.ahead + after.ahead) / 2,
		err:   max(before.err, after.err) + math.Abs(after.ahead-before.ahead)/2,
	}
}

// compareClocks finds the skew of the ends' clocks now.
func (s *Sample) compareClocks() (skew, error) {
	n := min(max(int(float64(clocksFor)/(2*s.estimate)), clocksLeast), clocksMost)
	reports, err := s.pass(worker.Order{Task: worker.ClockTask, Span: worker.Exactly(n)})
	if err != nil {
		return skew{}, err
	}
	return skewOf(reports[0].Times, reports[1].Times), nil
}

// pacedPass does the pass of an open loop that o orders. Between machines it compares their clocks before and after,
// and has the receiver judge the pass by its own clock.
func (s *Sample) pacedPass(o worker.Order) (reports []worker.Report, clocks skew, err error) {
	if !s.remote() {
		reports, err = s.pass(o)
		return reports, skew{}, err
	}
	before, err := s.compareClocks()
	if err != nil {
		return nil, skew{}, err
	}
	if reports, err = s.pass(o); err != nil {
		return nil, skew{}, err
	}
	after, err := s.compareClocks()
	if err != nil {
		return nil, skew{}, err
	}
	clocks = between(before, after)
	o.Task, o.Lead = worker.JudgeTask, 0
	o.Began = reports[0].Start + int64(clocks.ahead)
	judged, err := s.pass(o)
	if err != nil {
		return nil, skew{}, err
	}
	for i, r := range reports {
		judged[i].AllOps, judged[i].Used.Mallocs, judged[i].Used.Bytes = r.AllOps, r.Used.Mallocs, r.Used.Bytes
	}
	return judged, clocks, nil
}

// answered measures round trips from when each message was due, between machines: those of the sender's clock. They are
// nil where these messages cannot hold the rate, as each waits for the answer to the one before.
func (s *Sample) answered(o worker.Order, clocks skew) (*worker.Percentiles, error) {
	o.Task = worker.AnswerTask
	o.Span.Most = min(o.Span.Most, max(int(float64(remoteMost)/(2*clocks.err)), pacedLeast))
	reports, err := s.pass(o)
	if err != nil || reports[0].Figures[schema.UnheldPercent] > 0 {
		return nil, err
	}
	return reports[0].Percentiles, nil
}

// roundTripUnits are the units of those round trips, by those of one way.
var roundTripUnits = map[string]string{
	schema.P50Ns: schema.RoundP50Ns, schema.P90Ns: schema.RoundP90Ns, schema.P99Ns: schema.RoundP99Ns,
	schema.MaxNs: schema.RoundMaxNs,
}

// addAnswered adds them.
func (r *Result) addAnswered(p *worker.Percentiles) {
	if p == nil {
		return
	}
	for _, q := range append(p.Told(), worker.Quantile{Unit: schema.MaxNs, Value: p.Max}) {
		if unit := roundTripUnits[q.Unit]; unit != "" {
			r.add(unit, q.Value)
		}
	}
}

// surely are the quantiles of one-way latencies that are long enough for the error of the clocks.
func (c skew) surely(all []worker.Quantile) (some []worker.Quantile) {
	for _, q := range all {
		if q.Value >= clocksTimes*c.err {
			some = append(some, q)
		}
	}
	return some
}

// add adds the error of the clocks to a result.
func (c skew) add(r *Result) {
	if c.err > 0 {
		r.add(schema.ClockErrNs, c.err)
	}
}
