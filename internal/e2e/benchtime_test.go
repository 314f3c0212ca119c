package e2e

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"
)

// The reported pass of any cell lasts as long as -test.benchtime says, or has as many ops. It is hardest with two
// sides that spin on one CPU: an op takes 10 µs or 7 ms, depending on whether the scheduler takes the CPU away in
// between.
func TestPassesLastForTheBenchtime(t *testing.T) {
	const benchtime = 100e6 // ns
	for _, arguments := range [][]string{
		{"-test.bench=Latency|Throughput", "-ipc.mechs=pipe", "-ipc.waits=block"},
		{"-test.bench=Latency|Throughput", "-ipc.mechs=shm-slot", "-ipc.waits=spin", "-ipc.places=same"},
	} {
		r := finished(t, 0, append(arguments, "-ipc.sizes=64", "-test.benchtime=100ms", "-test.count=2")...)
		loud := 0                      // samples during which other processes used the CPUs, which are left out
		took := map[string][]float64{} // durations of passes, in benchtimes, or in ops if an op takes longer
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
			// Timed ops go on until there are enough readings, for at most 300 ms, or 2 s for the first hundred.
			readings, _ := value(result, "readings")
			batch, _ := value(result, "ops/clock")
			if all := ns * readings * batch; readings > 110 && all > 3*max(benchtime, 300e6) || all > 3*2e9 {
				t.Errorf("%s: the timed ops took %.0f ms", name, all/1e6)
			}
		}
		for name, samples := range took {
			slices.Sort(samples)
			// A busy machine may stand still for longer than a pass. TestAPassEndsSoonAfterAStall of package worker
			// tests that.
			if least, most := samples[0], samples[len(samples)-1]; most < 0.5 || least > 2 {
				t.Errorf("%s: passes took %.2f times the benchtime, want 1", name, samples)
			}
		}
		if len(took) == 0 {
			t.Skipf("the machine was too busy: others used its CPUs beside each of %d samples", loud)
		}
	}
	r := finished(t, 0, "-test.bench=Latency", "-ipc.mechs=pipe", "-ipc.sizes=64",
		"-test.benchtime=50x", "-test.count=2")
	for _, result := range parse(t, r.stdout.Bytes()) {
		if readings, _ := value(result, "readings"); result.Iters != 50 || math.Abs(readings-50) > 0 {
			t.Errorf("%s: %d ops and %v readings, want 50", result.Name, result.Iters, readings)
		}
	}
}

// An attempt is one op that cannot be repeated. A run ends as soon as it is made, whatever the benchtime is, with a
// line for each -test.count.
func TestAnAttemptDoesNotLastForTheBenchtime(t *testing.T) {
	r := newRun(t, "-test.bench=Claim/what=stranger/mech=(pipe|unix-stream)$", "-test.benchtime=10m", "-test.count=2")
	r.start(t)
	giveUp := time.AfterFunc(2*time.Minute, func() { r.cmd.Process.Kill() })
	defer giveUp.Stop()
	if status := r.wait(t); status.ExitStatus() != 0 {
		t.Fatalf("ended with %v\n%s%s", status, &r.stdout, &r.stderr)
	}
	results := parse(t, r.stdout.Bytes())
	if len(results) != 4 {
		t.Errorf("%d lines, want 4:\n%s", len(results), &r.stdout)
	}
	for _, result := range results {
		opened, told := value(result, "opened-%")
		if entered := strings.Contains(result.Name.String(), "unix-stream"); !told || (opened > 0) != entered {
			t.Errorf("%s: opened-%% %v, %v", result.Name, opened, told)
		}
		if took, _ := value(result, "ns/op"); result.Iters != 1 || took <= 0 {
			t.Errorf("%s: %d iterations of %v ns, want one", result.Name, result.Iters, took)
		}
	}
	r.leavesNothing(t)
}

// The timed pass lasts until it has enough readings for the tail, whatever the benchtime is.
func TestTailsHaveReadings(t *testing.T) {
	r := finished(t, 0, "-test.bench=Latency", "-ipc.mechs=pipe,grpc", "-ipc.sizes=64", "-ipc.waits=block",
		"-test.benchtime=1ms")
	for _, result := range parse(t, r.stdout.Bytes()) {
		readings, _ := value(result, "readings")
		if _, ok := value(result, "p90-ns"); readings < 100 || !ok {
			t.Errorf("%s: %v readings, want 10,000, or 300 ms of them; p90 is reported: %v", result.Name, readings, ok)
		}
	}
}
