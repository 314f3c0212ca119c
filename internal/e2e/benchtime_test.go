package e2e

import (
	"math"
	"slices"
	"testing"
)

// The pass that is reported lasts as long as -test.benchtime says, whatever the cell; and as many ops as it says. Two
// sides that spin on one CPU are the hardest: an op takes 10 µs or 7 ms, by whether the scheduler takes the CPU away
// meanwhile.
func TestPassesLastForTheBenchtime(t *testing.T) {
	const benchtime = 100e6 // ns
	for _, arguments := range [][]string{
		{"-test.bench=Latency|Throughput", "-ipc.mechs=pipe", "-ipc.waits=block"},
		{"-test.bench=Latency|Throughput", "-ipc.mechs=shm-slot", "-ipc.waits=spin", "-ipc.places=same"},
	} {
		r := finished(t, 0, append(arguments, "-ipc.sizes=64", "-test.benchtime=100ms", "-test.count=2")...)
		loud := 0                      // samples beside which others used the CPUs: their ops take as long as those others let them
		took := map[string][]float64{} // in benchtimes, or ops if those take longer
		for _, result := range parse(t, r.stdout.Bytes()) {
			ns, ok := value(result, "ns/op")
			if !ok {
				t.Fatalf("%s: no ns/op", result.Name)
			}
			name := result.Name.String()
			if noise, _ := value(result, "noise-%"); noise > 30 {
				loud++
				continue
			}
			took[name] = append(took[name], ns*float64(result.Iters)/max(benchtime, ns))
		}
		for name, samples := range took {
			slices.Sort(samples)
			// A busy machine stands still for longer than a pass; that is what bench.TestAPassEndsSoonAfterAStall
			// looks at.
			if least, most := samples[0], samples[len(samples)-1]; most < 0.5 || least > 2 {
				t.Errorf("%s: passes took %.2f times the benchtime, want 1", name, samples)
			}
		}
		if len(took) == 0 {
			t.Skipf("the machine was too busy: others used its CPUs beside each of %d samples", loud)
		}
	}
	r := finished(t, 0, "-test.bench=Latency", "-ipc.mechs=pipe", "-ipc.sizes=64", "-test.benchtime=50x", "-test.count=2")
	for _, result := range parse(t, r.stdout.Bytes()) {
		if readings, _ := value(result, "readings"); result.Iters != 50 || math.Abs(readings-50) > 0 {
			t.Errorf("%s: %d ops and %v readings, want 50", result.Name, result.Iters, readings)
		}
	}
}

// The timed pass goes on until it tells of the tail, whatever the benchtime is.
func TestTailsHaveReadings(t *testing.T) {
	r := finished(t, 0, "-test.bench=Latency", "-ipc.mechs=pipe,grpc", "-ipc.sizes=64", "-ipc.waits=block", "-test.benchtime=1ms")
	for _, result := range parse(t, r.stdout.Bytes()) {
		readings, _ := value(result, "readings")
		if _, ok := value(result, "p90-ns"); readings < 100 || !ok {
			t.Errorf("%s: %v readings, want 10,000, or 300 ms of them; p90 is told: %v", result.Name, readings, ok)
		}
	}
}
