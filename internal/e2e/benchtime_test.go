package e2e

import "testing"

// The pass that is reported lasts as long as -test.benchtime says, though it is led in for almost as long; and as many ops as it says.
func TestPassesLastForTheBenchtime(t *testing.T) {
	r := finished(t, 0, "-test.bench=Latency|Throughput", "-ipc.mechs=pipe,shm-slot", "-ipc.sizes=64", "-test.benchtime=20ms", "-test.count=2")
	for _, result := range parse(t, r.stdout.Bytes()) {
		ns, ok := value(result, "ns/op")
		if took := ns * float64(result.Iters) / 1e6; !ok || took < 8 { // the machine may have been twice as slow a moment before
			t.Errorf("%s: %d ops in %.1f ms, want about 20 ms", result.Name, result.Iters, took)
		}
	}
	r = finished(t, 0, "-test.bench=Latency", "-ipc.mechs=pipe", "-ipc.sizes=64", "-test.benchtime=50x")
	for _, result := range parse(t, r.stdout.Bytes()) {
		if result.Iters != 50 {
			t.Errorf("%s: %d ops, want 50", result.Name, result.Iters)
		}
	}
}
