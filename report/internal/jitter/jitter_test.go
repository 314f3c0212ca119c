package jitter

import (
	"slices"
	"strings"
	"testing"

	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
)

func machineOf(t *testing.T, text string) *results.Machine {
	t.Helper()
	set := results.Read([]resultfile.Input{resultfile.FromReader("test", strings.NewReader(text))})
	if len(set.Machines) != 1 || len(set.Problems) > 0 {
		t.Fatal(set.Problems)
	}
	return set.Machines[0]
}

// jitterLines: the worse CPU is interrupted for 5 µs a thousand times a second, for 40 µs a hundred times, and for 2 ms
// at most.
const jitterLines = "BenchmarkFloor/what=jitter/cpu=10-2 1 25 ns/op 1200 interrupts/s 30 p99.9-ns 60 p99.99-ns " +
	"2e6 max-ns 5000 gap-1kHz-ns 40000 gap-100Hz-ns 12000000 readings\n" +
	"BenchmarkFloor/what=jitter/cpu=2-2 1 25 ns/op 300 interrupts/s 30 p99.9-ns 5000 max-ns 40 gap-1kHz-ns " +
	"3000 gap-100Hz-ns 12000000 readings\n"

const byItself = "The machine by itself, seen by a thread that only reads the clock: CPU 2 was interrupted 300 times " +
	"a second, p99.9 30.0 ns, longest 5.00 µs; CPU 10 was interrupted 1200 times a second, p99.9 30.0 ns, p99.99 " +
	"60.0 ns, longest 2.00 ms."

func TestTailsOfTheMachineAreTold(t *testing.T) {
	const may = "May be the machine's own, which interrupts a CPU for as long at least as often: "
	const no = "No tail here is so short and so rare that it may be the machine's own."
	for _, c := range []struct{ name, line, want string }{
		{"as long and as rare: 1 % of 10 µs is 1,000 a second",
			"Latency/mech=a/wait=spin/place=cross/size=64 1 10000 ns/op 10000 p50-ns 15000 p99-ns",
			may + "p99 of a spin cross 64 B."},
		{"longer", "Latency/mech=a/wait=spin/place=cross/size=64 1 10000 ns/op 10000 p50-ns 15100 p99-ns", no},
		{"as long, more often",
			"Latency/mech=a/wait=spin/place=cross/size=64 1 9000 ns/op 9000 p50-ns 14000 p99-ns", no},
		{"rarer, and as long as those", "Latency/mech=a/wait=spin/place=cross/size=64 1 10000 ns/op 10000 p50-ns " +
			"15100 p99-ns 50000 p99.9-ns 60000 p99.99-ns", may + "p99.9 of a spin cross 64 B."},
		{"shorter than any interruption",
			"Latency/mech=a/wait=spin/place=cross/size=64 1 10000 ns/op 10000 p50-ns 10999 p99-ns", no},
		{"the longest, no longer",
			"Latency/mech=a/wait=spin/place=cross/size=64 1 10000 ns/op 10000 p50-ns 90000 p99-ns 2.01e6 max-ns",
			may + "the longest of a spin cross 64 B."},
		{"the longest, longer",
			"Latency/mech=a/wait=spin/place=cross/size=64 1 10000 ns/op 10000 p50-ns 90000 p99-ns 2.02e6 max-ns", no},
		// Ten ops a reading: an excess of 0.5 µs an op is one of 5 µs, and readings come every 10 µs.
		{"means of ten",
			"Latency/mech=a/wait=spin/place=cross/size=64 1 1000 ns/op 1000 p50-ns 1500 p99-ns 10 ops/clock",
			may + "p99 of a spin cross 64 B."},
		{"means of ten, longer",
			"Latency/mech=a/wait=spin/place=cross/size=64 1 1000 ns/op 1000 p50-ns 1600 p99-ns 10 ops/clock", no},
		// Of an open loop the rate is that of the messages: 10 a second lie beyond p99.
		{"messages that are due", "Paced/mech=a/wait=block/place=cross/size=64/rate=1000 1 20000 ns/op 500 cpu-ns/op " +
			"1000 msg/s 20000 p50-ns 60000 p99-ns", may + "p99 of a rate=1000 block cross 64 B."},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := machineOf(t, jitterLines+"Benchmark"+c.line+" 1000000 readings\n")
			if got := Notes(english, m, m.All()); !slices.Equal(got, []string{byItself, c.want}) {
				t.Errorf("got %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestManyTailsAreCounted(t *testing.T) {
	text := jitterLines
	for _, size := range []string{"1", "2", "3", "4", "5", "6"} {
		text += "BenchmarkLatency/mech=a/wait=spin/place=cross/size=" + size +
			" 1 1e4 ns/op 1e4 p50-ns 15000 p99-ns 2e4 max-ns 2000 readings\n"
	}
	text += "BenchmarkLatency/mech=b/wait=spin/place=cross/size=1 1 1e4 ns/op 1e4 p50-ns 25000 p99-ns 3e4 max-ns " +
		"2000 readings\n"
	m := machineOf(t, text)
	const want = "p99 of 6 of 7, such as a spin cross 1 B, a spin cross 2 B, a spin cross 3 B, a spin cross 4 B; " +
		"the longest of all 7 rows."
	if got := Notes(english, m, m.All()); len(got) != 2 || !strings.HasSuffix(got[1], want) {
		t.Errorf("%q, want the end %q", got, want)
	}
}

func TestNothingIsToldWithoutJitterOrTails(t *testing.T) {
	const row = "BenchmarkLatency/mech=a/wait=spin/place=cross/size=64 1 10000 ns/op"
	for _, text := range []string{
		row + " 10000 p50-ns 15000 p99-ns 2000 readings\n", jitterLines + row + "\n",
		"BenchmarkFloor/what=jitter/cpu=0 1 25 ns/op\n" + row + " 10000 p50-ns 15000 p99-ns 2000 readings\n",
	} {
		m := machineOf(t, text)
		if got := Notes(english, m, m.All()); got != nil {
			t.Errorf("%q", got)
		}
	}
}
