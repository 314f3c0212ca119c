package sample

import (
	"math"
	"slices"
	"sync"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/worker"
	"ipcbench/internal/schema"
)

// A Result is the result of one sample.
type Result struct {
	pattern.Measurement                  // of the pass with two clock readings
	Figures             []pattern.Metric // all figures except ns/op, in no particular order
	Reported            float64          // ns/op as it is reported; 0 if the line has none
	Unheld              float64          // by how much the rate was missed, in percent; 0 if it was held
	Sleepless           bool             // see [Sleepless]
	Attempt             bool             // no op was done that has a cost: a stranger tried to get in
	Log                 *worker.Log      // of what has percentiles, if Options ask for it; otherwise nil
}

// Take measures a sample and ends it. It can be called once. After an error the caller ends what is left of the
// sample by Kill.
func (s *Sample) Take(length Length) (r Result, err error) {
	if s.pattern.Stranger {
		return s.attempt()
	}
	taken, err := s.passes(length)
	if err != nil {
		return r, err
	}
	r.Measurement, r.Reported = taken.measured, taken.measured.NsPerOp
	switch {
	case taken.own != nil:
		r.addPaced(taken)
	case taken.timed != nil:
		r.addPercentiles(taken.timed)
	}
	if taken.timed != nil {
		r.Log = taken.timed.Log
	}
	r.addStates(taken.around, s.namedRate())
	r.addDisturbance(s.disturbed(r.Measurement))
	r.addEnergy(taken.power)
	if err := s.last(&r); err != nil {
		return r, err
	}
	if err := s.Close(); err != nil {
		return r, err
	}
	r.addMeasurement(s)
	r.Sleepless = s.sleptNever(r.Measurement)
	return r, nil
}

// coordinatorClock is the cost of reading the clock in the coordinator, in ns. It decides how many ops share a
// reading. What the worker processes subtract they measure themselves.
var coordinatorClock = sync.OnceValue(worker.ClockCost)

// disturbed is what others did on the CPUs from the beginning of the measured pass, m, until now.
func (s *Sample) disturbed(m pattern.Measurement) place.Disturbance {
	waking := func() float64 {
		return float64(wakeCost(s.cell.Place, s.options)) * m.VoluntaryPerOp() / m.NsPerOp
	}
	if s.options.Trial {
		waking = nil
	}
	d := s.watch.End(s.look(), waking)
	if s.remote() {
		d.Noise = math.NaN() // half of it is on another host
	}
	if s.cell.Mechanism.Traits().Deferred {
		d.Noise = math.NaN() // a kernel thread carries the messages, and cannot be told from others
	}
	return d
}

// last does the last pass, which has no clock: it times the steps of a mechanism, or counts unless the sample is brief.
func (s *Sample) last(r *Result) error {
	n := countOps(s.estimate)
	if s.pattern.Steps {
		steps, err := s.steps(min(n, mostSteps))
		for name, took := range steps {
			slices.Sort(took)
			r.add(schema.StepUnit(name), float64(took[len(took)/2]))
		}
		return err
	}
	if s.options.Brief || r.Unheld > 0 || s.pattern.Single > 0 {
		return nil
	}
	if s.rate > 0 {
		n = min(max(n, countLeast), max(int(s.rate*countPaced.Seconds()), 1))
	}
	c, err := s.count(n)
	if !math.IsNaN(c.syscallsPerOp) {
		r.add(schema.SyscallsPerOp, c.syscallsPerOp)
	}
	for unit, value := range c.seen {
		r.add(unit, value)
	}
	return err
}

func (r *Result) add(unit string, value float64) {
	r.Figures = append(r.Figures, pattern.Metric{Unit: unit, Value: value})
}

// addMeasurement adds the figures of the measured pass.
func (r *Result) addMeasurement(s *Sample) {
	r.add(schema.WarmUpNs, float64(s.warmed/time.Nanosecond))
	r.add(schema.CPUNsPerOp, r.CPUNsPerOp)
	if s.pattern.Charged == nil {
		r.add(schema.Cores, r.Cores)
	}
	r.add(schema.SwitchesPerOp, r.SwitchesPerOp)
	r.add(schema.InvoluntaryPerOp, r.InvoluntaryPerOp)
	r.add(schema.AllocsPerOp, r.AllocsPerOp)
	r.add(schema.BytesPerOp, r.AllocatedBytesPerOp)
	if s.remote() && s.pattern.Distant != nil {
		r.add(schema.ClocksPercent, r.Clocks)
	}
	if s.pattern.Figures != nil {
		r.Figures = append(r.Figures, s.pattern.Figures(s.cell, r.Measurement)...)
	}
}

func (r *Result) addPercentiles(p *worker.Percentiles) {
	r.add(schema.PassesPercent, apart(p.Mean, r.NsPerOp))
	r.add(schema.OpsPerClock, float64(p.Batch))
	r.addQuantiles(p, skew{})
}

// addQuantiles adds the quantiles that there are enough readings for, and that are long enough for the clocks.
func (r *Result) addQuantiles(p *worker.Percentiles, clocks skew) {
	for _, q := range clocks.surely(append(p.Told(), worker.Quantile{Unit: schema.MaxNs, Value: p.Max})) {
		r.add(q.Unit, q.Value)
	}
	r.add(schema.Readings, float64(p.Readings))
}

// apart is the difference between the mean op with clock readings in between and that without, in percent of the
// latter. Where it is large, the percentiles do not belong to the same distribution as ns/op.
func apart(timed, measured float64) float64 { return 100 * math.Abs(timed/measured-1) }

// addDisturbance adds what others did meanwhile. It leaves out what the kernel does not show.
func (r *Result) addDisturbance(d place.Disturbance) {
	for unit, share := range map[string]float64{
		schema.NoisePercent: d.Noise, schema.StealPercent: d.Steal, schema.FreqPercent: d.Frequency,
		schema.ThrottledPercent: d.Throttled,
	} {
		if !math.IsNaN(share) {
			r.add(unit, 100*share)
		}
	}
}
