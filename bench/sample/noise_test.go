package sample

import (
	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/bench/worker"
	"ipcbench/internal/host"
	"ipcbench/mechanisms"
	"math"
	"testing"
	"time"
)

// Two sides that wake each other across CPUs are not called disturbed where nobody disturbs them: where two that spin
// right after see nobody.
func TestAQuietMachineReadsAsQuiet(t *testing.T) {
	if _, err := place.Cross.CPUs(); err != nil {
		t.Skip(err)
	}
	const quiet, tooLoud = 0.05, 0.10 // 0.15 to 0.25 was seen without what waking costs
	const enough, most = 5, 20
	var loud []float64
	for range most {
		clear(wakeCosts)
		asleep := noiseOf(t, cell(pattern.Latency, delayedNamed("none"), mechanisms.Block, place.Cross, 64))
		if math.IsNaN(asleep) {
			t.Skip("this kernel does not tell")
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
	t.Skipf("in %d samples there were always others; load average %s", most, host.Line("/proc/loadavg"))
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
