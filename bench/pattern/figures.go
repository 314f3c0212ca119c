package pattern

import (
	"math"

	"ipcbench/bench/plan"
	"ipcbench/bench/worker"
	"ipcbench/internal/schema"
)

// A Metric is one figure of a result, and its unit.
type Metric struct {
	Unit  string
	Value float64
}

// A Measurement is what a pass cost all ends together. Its figures per op are means.
type Measurement struct {
	Ops                 int
	Began, Ended        int64   // CLOCK_MONOTONIC, ns
	NsPerOp             float64 // wall time
	CPUNsPerOp          float64 // user and system time
	Cores               float64 // CPU time ÷ wall time
	SwitchesPerOp       float64 // context switches, voluntary and involuntary
	InvoluntaryPerOp    float64 // those that the scheduler forced
	AllocsPerOp         float64 // heap objects
	AllocatedBytesPerOp float64 // of heap

	// Clocks is by how much the time of the pass differs, in percent, if the first end measures it until the others
	// have confirmed it. It is 0 if all clocks are one.
	Clocks float64

	Own []Metric // what the first end's role itself reports of the pass, in no particular order; see [worker.Report]
}

// VoluntaryPerOp is the number of voluntary context switches per op: an end went to sleep, or gave up its CPU.
func (m Measurement) VoluntaryPerOp() float64 { return m.SwitchesPerOp - m.InvoluntaryPerOp }

// Measure computes the measurement of a pass from the reports of all ends. If the clocks of the ends disagree, Ended
// is not after Began, and the figures mean nothing.
func (p *Pattern) Measure(reports []worker.Report) Measurement {
	began, ended := p.window(reports)
	m := Measurement{Ops: reports[0].Ops, Began: began, Ended: ended}
	var used worker.Usage
	for _, r := range p.charged(reports) {
		used = used.Plus(r.Used)
	}
	ops := float64(m.Ops)
	cpu := float64(used.CPU)
	m.SwitchesPerOp = float64(used.Switches) / ops
	m.InvoluntaryPerOp = float64(used.Involuntary) / ops
	m.AllocsPerOp = float64(used.Mallocs) / float64(reports[0].AllOps)
	m.AllocatedBytesPerOp = float64(used.Bytes) / float64(reports[0].AllOps)
	wall := float64(ended - began)
	m.NsPerOp, m.CPUNsPerOp, m.Cores = wall/ops, cpu/ops, cpu/wall
	for unit, value := range reports[0].Figures {
		m.Own = append(m.Own, Metric{unit, value})
	}
	if first := reports[0]; first.Distant && p.Distant != nil {
		byFirst := float64(first.Confirmed - first.Start - first.Meeting)
		m.Clocks = 100 * math.Abs(byFirst/wall-1)
	}
	return m
}

// window is the time of a pass.
func (p *Pattern) window(reports []worker.Report) (began, ended int64) {
	switch {
	case !reports[0].Distant:
		return p.Window(reports)
	case p.Distant != nil:
		return p.Distant(reports)
	}
	return byFirst(reports)
}

// charged are the reports of the ends that an op is charged with.
func (p *Pattern) charged(reports []worker.Report) []worker.Report {
	if p.Charged == nil {
		return reports
	}
	var some []worker.Report
	for _, end := range p.Charged {
		some = append(some, reports[end])
	}
	return some
}

// SumUp combines the measurements of several groups of ends that ran at once. Each op of any group is one op of the
// result. Its time runs from the first op of the group that begins first to the last op of the group that ends last.
// each must not be empty.
func SumUp(each []Measurement) Measurement {
	total := Measurement{Began: each[0].Began, Ended: each[0].Ended}
	for _, m := range each {
		ops := float64(m.Ops)
		total.Ops += m.Ops
		total.Began, total.Ended = min(total.Began, m.Began), max(total.Ended, m.Ended)
		total.CPUNsPerOp += ops * m.CPUNsPerOp
		total.SwitchesPerOp += ops * m.SwitchesPerOp
		total.InvoluntaryPerOp += ops * m.InvoluntaryPerOp
		total.AllocsPerOp += ops * m.AllocsPerOp
		total.AllocatedBytesPerOp += ops * m.AllocatedBytesPerOp
	}
	ops := float64(total.Ops)
	total.NsPerOp = float64(total.Ended-total.Began) / ops
	for _, sum := range []*float64{
		&total.CPUNsPerOp, &total.SwitchesPerOp, &total.InvoluntaryPerOp,
		&total.AllocsPerOp, &total.AllocatedBytesPerOp,
	} {
		*sum /= ops
	}
	total.Cores = total.CPUNsPerOp / total.NsPerOp
	return total
}

// byFirst is the window of a pattern whose ops begin and end at the first end.
func byFirst(r []worker.Report) (began, ended int64) { return r[0].Start, r[0].Used.Clock }

// ratesOf are the data rate and message rate of a pattern whose ops carry messages one way or both ways.
func ratesOf(c plan.Cell, m Measurement) []Metric {
	listed, _ := schema.PatternNamed(string(c.Pattern))
	return ratesWith(listed.Messages, c, m)
}

// ratesWith are those of ops that carry so many messages.
func ratesWith(perOp int, c plan.Cell, m Measurement) []Metric {
	messages := float64(perOp)
	return []Metric{
		{schema.MBPerSec, messages * float64(c.Size) / m.NsPerOp * 1e9 / 1e6},
		{schema.MsgPerSec, messages * 1e9 / m.NsPerOp},
	}
}
