package tables

import (
	"strings"
	"testing"

	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
)

// Samples taken beside others are counted, and what they did to a median is said; a quiet run says nothing.
func TestDisturbedSamplesAreToldOf(t *testing.T) {
	if list := disturbed(english, machineWith(t, " 15 noise-%", "pipe block 64")); len(list) > 0 {
		t.Errorf("a quiet run: %q", list)
	}
	// Each line brings a calm one of tcp with it.
	m := machineWith(t, " 40 noise-%\nBenchmarkLatency/mech=tcp/wait=block/place=cross/size=64-2 1 500 ns/op 2 "+
		"noise-%", "tcp block 64", "tcp block 64", "pipe block 64")
	list := disturbed(english, m)
	want := []string{
		"3 of 6 samples were taken while others used more than 15 % of the pair's CPUs (at worst 40 %",
		"Latency pipe block cross 64 B: all its samples (1)",
	}
	for _, w := range want {
		if !strings.Contains(strings.Join(list, "\n"), w) {
			t.Errorf("%q does not say %q", list, w)
		}
	}
}

// Steal and a change of frequency mark a sample too, each with its own count, and a sample with two causes is one
// sample.
func TestEveryCauseOfADisturbanceIsTold(t *testing.T) {
	const also = " 40 noise-% 9 steal-%\nBenchmarkLatency/mech=tcp/wait=block/place=cross/size=64-2 1 500 ns/op 2 " +
		"noise-% 5 steal-% 25 freq-%"
	got := strings.Join(disturbed(english, machineWith(t, also, "pipe block 64")), "\n")
	for _, want := range []string{
		"1 of 2 samples were taken while others used more than 15 % of the pair's CPUs (at worst 40 %, in Latency " +
			"pipe block cross 64 B)",
		"1 of 2 samples were taken while the hypervisor gave more than 5 % of the pair's CPUs to other guests (at " +
			"worst 9 %, in Latency pipe block cross 64 B)",
		"1 of 2 samples were taken while the clock rate of a CPU changed by more than 10 % (at worst 25 %, in " +
			"Latency tcp block cross 64 B)",
		"together, 2 of 2 samples were disturbed",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// A figure is given with the disturbed samples and without them, and which of the two the tables have.
func TestWhatStealDidToAFigureIsTold(t *testing.T) {
	const calm = " 0 steal-%\nBenchmarkLatency/mech=pipe/wait=block/place=cross/size=64-2 1 2000 ns/op 12 steal-%"
	list := disturbed(english, machineWith(t, calm, "pipe block 64", "pipe block 64"))
	if got, want := list[len(list)-1], "2 of 4 samples, left out; 1.00 µs an op without them, 1.50 µs with them "+
		"(+50 %)"; !strings.Contains(got, want) {
		t.Errorf("%q does not say %q", got, want)
	}
	list = disturbed(english, machineWith(t, calm+"\nBenchmarkLatency/mech=pipe/wait=block/place=cross/size=64-2 1 "+
		"2000 ns/op 12 steal-%", "pipe block 64"))
	if got, want := list[len(list)-1], "2 of 3 samples, kept, as they are most; 1.00 µs an op without them, 2.0 µs "+
		"with them (+100 %)"; !strings.Contains(got, want) {
		t.Errorf("%q does not say %q", got, want)
	}
}

// A sample without a time per op, as of a rate that was not held, counts too.
func TestSamplesWithoutATimeCount(t *testing.T) {
	set := results.Read([]resultfile.Input{resultfile.FromReader("test", strings.NewReader(
		"BenchmarkPaced/mech=pipe/size=64/rate=100-2 100 5 cpu-ns/op 20 unheld-% 90 noise-%\n"+
			"BenchmarkPaced/mech=pipe/size=64/rate=100-2 100 5 cpu-ns/op 20 unheld-% 0 noise-%\n"))})
	got := disturbed(english, set.Machines[0])
	if len(got) != 1 || !strings.HasPrefix(got[0], "1 of 2 samples were taken while others used more than 15 %") {
		t.Errorf("%q", got)
	}
}
