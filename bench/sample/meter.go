package sample

import (
	"fmt"
	"math"

	"ipcbench/bench/pattern"
	"ipcbench/bench/plan"
	"ipcbench/bench/worker"
	"ipcbench/internal/proc"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
)

// Workers must be called first in the main function of a program that makes a [Meter], with the mechanisms that the
// program measures. The worker processes of the program begin in it and never return from it. In the program itself
// it returns a function to call at the end, which removes what the worker processes have left behind, and returns
// what it could not remove as an error.
func Workers(all ...mechanisms.Mechanism) (end func() error) {
	pattern.Intercept(all)
	return proc.End
}

// A Meter takes single means and counts from a group of ends, which it starts and verifies. Its user ends it by
// Close, unless another of its methods has failed.
type Meter struct {
	sample *Sample
	state  []worker.State // at the last probe; none before the first
}

// NewMeter starts the ends of a cell, verifies and warms them up. On an error no process of it is left.
func NewMeter(c plan.Cell, o Options) (*Meter, error) {
	s, err := open(c, o)
	if err != nil {
		return nil, err
	}
	return &Meter{sample: s}, nil
}

// NewBriefMeter is NewMeter with a short warm-up, or with none if cold. That is enough if passes are only compared
// with those of another meter that was started in the same way, or if nothing is timed.
func NewBriefMeter(c plan.Cell, o Options, cold bool) (*Meter, error) {
	s, err := OpenCold(c, o)
	if err != nil {
		return nil, err
	}
	if !cold {
		if err := s.warmBriefly(); err != nil {
			return nil, s.killed(err)
		}
	}
	return &Meter{sample: s}, nil
}

// Estimate is what an op took in the latest pass, in ns; 0 before the first pass. In an open loop it is at least the
// gap between two messages.
func (m *Meter) Estimate() float64 {
	s := m.sample
	if s.pattern.Rate == nil || s.estimate == 0 {
		return s.estimate
	}
	return max(s.estimate, 1e9/s.pattern.Rate(s.cell).Of(1e9/s.estimate))
}

// Mean is the mean time of an op in ns, over n ops between two clock readings; in an open loop the mean latency of n
// messages, whose rate must be held. It is measured as ns/op is in [Sample.Take]. Between two calls all worker
// processes sleep. After an error they have been ended.
func (m *Meter) Mean(n int) (float64, error) { return m.mean(m.sample.run, n) }

// MeanBeside is [Meter.Mean] for passes that are only compared with those of another meter beside it. If the ends
// block, it leaves out the lead-in, which takes three times as long as a short pass. Without the lead-in both
// programs' passes become longer by the same amount. If the ends spin, it keeps the lead-in: without it the two
// programs would differ by a tenth, depending on which went first.
func (m *Meter) MeanBeside(n int) (float64, error) {
	if m.sample.cell.Wait == mechanisms.Block {
		return m.mean(m.sample.try, n)
	}
	return m.mean(m.sample.run, n)
}

// mean is the mean time of an op in a pass of n ops, in ns.
func (m *Meter) mean(pass func(n int) (pattern.Measurement, error), n int) (float64, error) {
	if m.sample.pattern.Rate != nil {
		return m.latency(n)
	}
	result, err := pass(n)
	if err != nil {
		return 0, m.sample.killed(err)
	}
	return result.NsPerOp, nil
}

// latency is the mean latency of n messages of an open loop, in ns.
func (m *Meter) latency(n int) (float64, error) {
	s, t := m.sample, taken{}
	err := s.paced(Length{Ops: n}, &t)
	if err == nil && t.timed == nil {
		err = fmt.Errorf("%v: the rate was missed by %.2g %%: choose a lower one", s.cell, t.own[schema.UnheldPercent])
	}
	if err != nil {
		return 0, s.killed(err)
	}
	return t.timed.Mean, nil
}

// Changed probes the machine's state, and tells whether it has changed since the last call; the first call tells false.
// After an error the ends have been ended.
func (m *Meter) Changed() (bool, error) {
	var now taken
	if err := m.sample.probe(&now); err != nil {
		return false, m.sample.killed(err)
	}
	before := m.state
	m.state = now.around
	return len(before) > 0 && change(append(before, now.around...)) > 1, nil
}

// Count counts context switches, heap allocations and system calls per op, over n ops. Only voluntary switches are
// counted: how often the scheduler takes a CPU away is no property of a mechanism. What this machine cannot count is
// left out. After an error the ends have been ended.
func (m *Meter) Count(n int) (map[string]float64, error) {
	result, err := m.sample.run(n)
	if err != nil {
		return nil, m.sample.killed(err)
	}
	calls, err := m.sample.countCalls(n)
	if err != nil {
		return nil, m.sample.killed(err)
	}
	counted := map[string]float64{
		schema.SwitchesPerOp: result.VoluntaryPerOp(), schema.AllocsPerOp: result.AllocsPerOp,
		schema.BytesPerOp: result.AllocatedBytesPerOp,
	}
	if !math.IsNaN(calls) {
		counted[schema.SyscallsPerOp] = calls
	}
	return counted, nil
}

// Close ends the worker processes, after a last exchange that finds messages left over.
func (m *Meter) Close() error { return m.sample.close() }
