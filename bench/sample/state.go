package sample

import (
	"math"
	"slices"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/worker"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
)

// A stateProbe is one of the figures of a [worker.State].
type stateProbe struct {
	unit string
	of   func(worker.State) float64 // 0 if it was not probed
	// within is the factor by which the probe may differ before and after a pass. Where it differs by more, the machine
	// has changed its state in the middle, and the figures of the pass belong to neither state. docs/evidence.md has
	// the figures.
	within float64
}

var stateProbes = []stateProbe{
	{schema.LineNs, func(s worker.State) float64 { return s.Line }, 1.5},
	{schema.CallNs, func(s worker.State) float64 { return s.Call }, 1.5},
	{schema.ClockPercent, func(s worker.State) float64 { return s.Clock }, 1.15},
	{schema.WakeNs, func(s worker.State) float64 { return s.Wake }, 3},
}

// each are the probe's figures in some states.
func (p stateProbe) each(all []worker.State) (values []float64) {
	for _, s := range all {
		if v := p.of(s); v > 0 {
			values = append(values, v)
		}
	}
	return values
}

// change is the largest difference between the probes of some states, as a part of what those of one state may differ
// by. Above 1 they are of several states.
func change(all []worker.State) (largest float64) {
	for _, p := range stateProbes {
		if values := p.each(all); len(values) > 0 {
			largest = max(largest, (slices.Max(values)/slices.Min(values)-1)/(p.within-1))
		}
	}
	return largest
}

// A taken is what the passes of a sample that take time gave.
type taken struct {
	measured pattern.Measurement
	timed    *worker.Percentiles // nil of a pattern without timed ops
	own      map[string]float64  // of an open loop: its figures by unit; otherwise nil
	clocks   skew                // of an open loop between machines
	answered *worker.Percentiles // of round trips there, from when each message was due; nil if the rate was not held
	around   []worker.State      // before and after
	power    float64             // of the processor's packages in the measured pass, in watts; NaN if it is not known
}

// A pass is done again if the machine changed its state in its middle, so often at most, and only if all of them
// together probably take no longer than that: a pass of a second is hardly ever of one state on a machine that moves.
const (
	again    = 3
	againFor = 1500 * time.Millisecond
)

// passes does the measured pass, with probes of the machine's state around it; again if the state changed. If it did so
// in the last pass too, that pass counts, and state-% says it. A trial has no probes.
func (s *Sample) passes(length Length) (t taken, err error) {
	if !s.options.Trial {
		idlePower() // while the ends sleep
	}
	began := time.Now()
	for tries := again; ; tries-- {
		t = taken{}
		last := time.Now()
		if err := s.probe(&t); err != nil {
			return t, err
		}
		if err := s.once(length, &t); err != nil {
			return t, err
		}
		t.power = s.power()
		if err := s.probe(&t); err != nil {
			return t, err
		}
		soon := time.Since(began)+time.Since(last) <= againFor
		if tries == 0 || !soon || change(t.around) <= 1 {
			return t, nil
		}
	}
}

// once does the measured pass, with timed ops if the pattern has them.
func (s *Sample) once(length Length, t *taken) (err error) {
	switch {
	case s.pattern.Rate != nil:
		err = s.paced(length, t)
	case s.pattern.Timed && len(s.mates) == 0 && !s.options.MeansOnly:
		t.measured, t.timed, err = s.withReadings(length, coordinatorClock())
	case s.pattern.Single > 0:
		t.measured, err = s.runAll(worker.Exactly(1))
	case length.Ops > 0:
		t.measured, err = s.runAll(worker.Exactly(length.Ops))
	default:
		t.measured, err = s.runAll(worker.Lasting(s.lasts(length.For)))
	}
	return err
}

// lasts is how long the measured pass lasts where -benchtime says d.
func (s *Sample) lasts(d time.Duration) time.Duration {
	if s.pattern.Lasts == nil || s.options.Brief {
		return d
	}
	return s.pattern.Lasts(s.cell, d)
}

// probe sees what known work takes on the CPUs of the ends.
func (s *Sample) probe(t *taken) error {
	if s.options.Trial {
		return nil
	}
	reports, err := s.pass(worker.Order{Task: worker.ProbeTask, Probe: s.probes})
	t.around = append(t.around, reports[0].State)
	return err
}

// probesOf are what the first two ends can probe together: nothing if one of them cannot take part, or if the two run
// in one process to take turns. On one CPU a line does not travel. Ends that never sleep are not woken; nor are
// threads of one process, which cannot sleep in the way of the probe; see package turns.
func (s *Sample) probesOf(opened []worker.Report) worker.Probe {
	unable := slices.ContainsFunc(opened, func(r worker.Report) bool { return !r.Probes })
	if len(opened) < 2 || unable || s.inOne() {
		return worker.Probe{}
	}
	threads := s.cell.Mechanism.Traits().Scope == mechanisms.Thread
	return worker.Probe{Line: s.cell.Place != place.Same, Wake: s.cell.Wait.Sleeps() && !threads}
}

// addStates adds the figures of the probes: the geometric mean of each, and their largest change. It leaves out what
// was not probed, and the clock rate where the kernel names none to compare it with. named is the rate that it names,
// in GHz; 0 if it names none.
func (r *Result) addStates(all []worker.State, named float64) {
	if len(all) == 0 {
		return
	}
	for _, p := range stateProbes {
		values := p.each(all)
		if len(values) == 0 || p.unit == schema.ClockPercent && named == 0 {
			continue
		}
		sum := 0.0
		for _, v := range values {
			sum += math.Log(v)
		}
		mean := math.Exp(sum / float64(len(values)))
		if p.unit == schema.ClockPercent {
			mean *= 100 / named
		}
		r.add(p.unit, mean)
	}
	r.add(schema.StatePercent, 100*change(all))
}

// namedRate is the clock rate that the kernel names for the first end's CPU, in GHz; 0 if it names none.
func (s *Sample) namedRate() float64 {
	cpus, err := s.cell.Place.CPUs()
	if err != nil {
		return 0
	}
	return place.NamedRate(place.Of(cpus, 0))
}
