package sample

import (
	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/bench/worker"
	"ipcbench/internal/host"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
	"math"
	"testing"
	"time"
)

// Two sides that wake each other across CPUs do not count as disturbed if nobody disturbs them. Whether anybody does
// is seen by two sides that spin, which are measured right after.
func TestAQuietMachineReadsAsQuiet(t *testing.T) {
	if _, err := place.Cross.CPUs(); err != nil {
		t.Skip(err)
	}
	const quiet, enough, most = 0.05, 5, 20
	noise, _ := schema.UnitNamed(schema.NoisePercent)
	tooLoud := noise.Disturbed / 100 // without the cost of wake-ups it would be 0.15 to 0.25
	var loud []float64
	for range most {
		clear(wakeCosts)
		asleep := noiseOf(t, cell(pattern.Latency, delayedNamed("none"), mechanisms.Block, place.Cross, 64))
		if math.IsNaN(asleep) {
			t.Skip("this kernel does not show it")
		}
		if asleep < tooLoud {
			return
		}
		if noiseOf(t, cell(pattern.Latency, delayedNamed("none"), mechanisms.Spin, place.Cross, 64)) > quiet {
			continue
		}
		if loud = append(loud, math.Round(1000*asleep)/10); len(loud) == enough {
			t.Fatalf("noise-%% of %d samples that block while nobody else runs: %v", enough, loud)
		}
	}
	t.Skipf("other processes disturbed all %d samples; load average %s", most, host.Line("/proc/loadavg"))
}

func noiseOf(t *testing.T, c plan.Cell) float64 {
	t.Helper()
	s, err := open(c, Options{Idle: 30 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	m, err := s.runFor(s.lead(), worker.Lasting(150*time.Millisecond))
	if err != nil {
		t.Fatal(s.killed(err))
	}
	noise := s.disturbed(m).Noise
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	return noise
}
