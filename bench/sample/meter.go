package sample

import (
	"math"

	"ipcbench/bench/pattern"
	"ipcbench/bench/plan"
	"ipcbench/internal/meter"
	"ipcbench/internal/proc"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
)

// Workers is for the main function of a program that makes a [Meter]: it is where the program's worker processes begin,
// and must come before anything else. The function it returns is called at the end and removes what is left of them.
func Workers(all ...mechanisms.Mechanism) (end func() error) {
	proc.Intercept(pattern.Known(all), pattern.Handlers())
	return proc.End
}

// A Meter is a fresh group of ends that has been verified, from which single means are taken.
type Meter struct{ sample *Sample }

// NewMeter starts the ends of a cell and warms them up. Close ends them.
func NewMeter(c plan.Cell, o Options) (*Meter, error) {
	s, err := open(c, o)
	if err != nil {
		return nil, err
	}
	return &Meter{s}, nil
}

// NewBriefMeter is NewMeter with a short warm-up, or with none if cold: enough where passes are only compared with
// those of another meter that was started like this one, or where nothing is timed.
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
	return &Meter{s}, nil
}

// Estimate is what an op took in the last pass, ns; 0 before the first.
func (m *Meter) Estimate() float64 { return m.sample.estimate }

// Mean is what an op takes, in ns: n of them between two clock readings. It is the first thing that [Sample.Take]
// measures, without the others. Between two calls all processes sleep. After an error the ends have been ended.
func (m *Meter) Mean(n int) (float64, error) { return m.mean(m.sample.run, n) }

// MeanBeside is what an op takes in a pass that is only compared with one of another meter beside it. Where the ends
// block, the lead-in is left out, which takes three times as long as a short pass: what it keeps out makes the passes
// of both programs longer alike. Ends that spin differ by a tenth without it, depending on which went first.
func (m *Meter) MeanBeside(n int) (float64, error) {
	if m.sample.cell.Wait == mechanisms.Block {
		return m.mean(m.sample.try, n)
	}
	return m.mean(m.sample.run, n)
}

// mean is what an op takes in a pass of n.
func (m *Meter) mean(pass func(n int) (pattern.Measurement, error), n int) (float64, error) {
	result, err := pass(n)
	if err != nil {
		return 0, m.sample.killed(err)
	}
	return result.NsPerOp, nil
}

// Count is what n ops count. The switches are the voluntary ones: how often others take a CPU away is no property of a
// mechanism. After an error the ends have been ended.
func (m *Meter) Count(n int) (meter.Counts, error) {
	result, err := m.sample.run(n)
	if err != nil {
		return nil, m.sample.killed(err)
	}
	calls, err := m.sample.countCalls(n)
	if err != nil {
		return nil, m.sample.killed(err)
	}
	counted := meter.Counts{
		schema.SwitchesPerOp: result.VoluntaryPerOp(), schema.AllocsPerOp: result.AllocsPerOp,
		schema.BytesPerOp: result.AllocatedBytesPerOp,
	}
	if !math.IsNaN(calls) {
		counted[schema.SyscallsPerOp] = calls
	}
	return counted, nil
}

// Close ends the ends in order.
func (m *Meter) Close() error { return m.sample.close() }
