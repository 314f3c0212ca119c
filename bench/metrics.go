package bench

import (
	"math"
	"slices"
	"testing"
	"time"
)

// reportMeasurement reports what the measured pass cost. The figures are the workers' own: those that the testing
// package would print are the coordinator's, which include sending the order.
func reportMeasurement(b *testing.B, c Cell, m measurement, warmed time.Duration) {
	b.ReportMetric(float64(warmed), "warm-up-ns")
	b.ReportMetric(m.nsPerOp, "ns/op")
	b.ReportMetric(m.cpuNsPerOp, "cpu-ns/op")
	b.ReportMetric(m.cores, "cores")
	b.ReportMetric(m.switchesPerOp, "csw/op")
	b.ReportMetric(m.oustedPerOp, "inv-csw/op")
	b.ReportAllocs()
	b.ReportMetric(m.mallocs, "allocs/op")
	b.ReportMetric(m.bytes, "B/op")
	if messages := c.Pattern.messages(); messages > 0 {
		bytes := messages * float64(c.Size)
		b.SetBytes(int64(bytes))
		b.ReportMetric(bytes/m.nsPerOp*1e9/1e6, "MB/s")
		b.ReportMetric(messages*1e9/m.nsPerOp, "msg/s")
	}
}

func reportPercentiles(b *testing.B, p *percentiles, m measurement) {
	b.ReportMetric(apart(p.Mean, m.nsPerOp), "passes-%")
	for _, q := range p.told() {
		b.ReportMetric(q.value, q.unit)
	}
	b.ReportMetric(p.Max, "max-ns")
	b.ReportMetric(float64(p.Batch), "ops/clock")
	b.ReportMetric(float64(p.Readings), "readings")
}

func reportCounts(b *testing.B, c counts) {
	if !math.IsNaN(c.syscallsPerOp) {
		b.ReportMetric(c.syscallsPerOp, "syscalls/op")
	}
	if c.deepest > 0 {
		b.ReportMetric(float64(c.deepest), "in-flight")
	}
}

// reportSteps reports the median of each step.
func reportSteps(b *testing.B, steps map[string][]int64) {
	for name, took := range steps {
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)/2]), "step-"+name+"-ns")
	}
}

// reportDisturbance reports what could be seen of others meanwhile; what could not be seen is absent.
func reportDisturbance(b *testing.B, d disturbance) {
	for unit, share := range map[string]float64{"noise-%": d.noise, "steal-%": d.steal, "freq-%": d.frequency} {
		if !math.IsNaN(share) {
			b.ReportMetric(100*share, unit)
		}
	}
}
