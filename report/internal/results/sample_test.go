package results

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/resultfile"
)

// cellOf reads lines of one Latency cell, each given by what stands behind its iterations.
func cellOf(t *testing.T, lines ...string) *Cell {
	t.Helper()
	var b strings.Builder
	for i, l := range lines {
		fmt.Fprintf(&b, "# round %d/%d\nBenchmarkLatency/mech=pipe/wait=block/place=cross/size=64-2 200000 "+
			"%s\n", i+1, len(lines), l)
	}
	set := Read([]resultfile.Input{input("f", b.String())})
	if len(set.Problems) > 0 {
		t.Fatal(set.Problems)
	}
	return set.Machines[0].Cell(schema.Latency, pipe, 64)
}

// Samples that were not disturbed make the figure of every unit where they are at least half; all do where they are
// fewer.
func TestUndisturbedSamplesMakeTheFigures(t *testing.T) {
	const calm, loud = "28000 ns/op 27000 p50-ns 60000 p99-ns", "200000 ns/op 190000 p50-ns 900000 p99-ns 40 noise-%"
	for _, c := range []struct {
		calm, loud, used int
		mean, p99        float64 // ns
	}{
		{6, 0, 6, 28e3, 60e3}, {5, 1, 5, 28e3, 60e3}, {3, 3, 3, 28e3, 60e3},
		{2, 4, 6, 200e3, 900e3}, {0, 6, 6, 200e3, 900e3},
	} {
		samples := append(slices.Repeat([]string{calm}, c.calm), slices.Repeat([]string{loud}, c.loud)...)
		cell := cellOf(t, samples...)
		e, _ := cell.Estimate(schema.SecPerOp)
		if math.Round(1e9*e.Center) != c.mean || e.N != c.used || cell.Used() != c.used || cell.N() != c.calm+c.loud {
			t.Errorf("%d of %d: %+v, %d used, want %v ns of "+
				"%d", c.calm, c.calm+c.loud, e, cell.Used(), c.mean, c.used)
		}
		if cell.MostlyDisturbed() != (c.loud > c.calm) {
			t.Errorf("%d of %d: mostly disturbed: %v", c.calm, c.calm+c.loud, cell.MostlyDisturbed())
		}
		if p99, _, ok := cell.Quantile(schema.P99Sec); !ok || math.Round(1e9*p99.Center) != c.p99 || p99.N != c.used {
			t.Errorf("%d of %d: p99 %+v, %v", c.calm, c.calm+c.loud, p99, ok)
		}
	}
}

// Samples whose single ops were not timed take nothing from the quantiles of the others, and add to the mean.
func TestSamplesOfMeansHaveNoQuantiles(t *testing.T) {
	const timed, mean = "50000 ns/op 50000 p50-ns 60000 p99-ns 1000 readings", "51000 ns/op"
	cell := cellOf(t, timed, timed, timed, mean, mean, mean, mean)
	if e, _ := cell.Estimate(schema.SecPerOp); e.N != 7 || math.Round(1e9*e.Center) != 51e3 {
		t.Errorf("the mean: %+v", e)
	}
	if e, _, ok := cell.Quantile(schema.P99Sec); !ok || e.N != 3 || math.Round(1e9*e.Center) != 60e3 {
		t.Errorf("p99: %+v, %v", e, ok)
	}
	cell = cellOf(t, timed, timed, "70000 ns/op 70000 p50-ns 90 readings", mean)
	if e, _, ok := cell.Quantile(schema.P99Sec); ok {
		t.Errorf("p99 of those samples only that have enough readings: %+v", e)
	}
}

// An interval is the wider where the number of samples was decided by the samples, as the file says.
func TestIntervalsKnowHowTheSamplesWereChosen(t *testing.T) {
	at := func(sitting string) float64 {
		text := sitting
		for i := range 24 {
			text += fmt.Sprintf("# round %d/24\nBenchmarkLatency/mech=pipe/wait=block/place=cross/size=64-2 1000 "+
				"%d ns/op\n", i+1, 1000+i)
		}
		set := Read([]resultfile.Input{input("f", text)})
		e, _ := set.Machines[0].Cell(schema.Latency, pipe, 64).Estimate(schema.SecPerOp)
		return 1e9 * e.Half()
	}
	fixed := at("")
	three := at("# sitting looks at 12, 24 and 48 samples of a cell, and goes on where it is known least\n")
	once := at("# sitting decides by the first 12 samples of a cell how many it takes\n")
	// Of 24 values, number 7 to 18, between 6 and 7 to 18 and 19, and once more, where 0.75 and 1 % may miss.
	if math.Abs(fixed-5.5) > 1e-6 || !(5.5 < once && once < three && three < 6.5) {
		t.Errorf("half of the interval is %v ns, %v where three looks were taken, %v where one was", fixed, three, once)
	}
}

// A quantile that only some of the samples have is none of the cell's: it might be below p50.
func TestAQuantileOfSomeSamplesIsNone(t *testing.T) {
	const slow, fast = "50000 ns/op 50000 p50-ns 60000 p99-ns 500 readings", "1000 ns/op 900 p50-ns 2000 p99-ns " +
		"5000 readings"
	cell := cellOf(t, slow, slow, slow, fast)
	if _, _, ok := cell.Quantile(schema.P50Sec); !ok {
		t.Error("no p50")
	}
	if e, _, ok := cell.Quantile(schema.P99Sec); ok {
		t.Errorf("p99 %v below p50 %v", e.Center, cell.Value(schema.P50Sec))
	}
}

// A p99 below p50, which no pass can give, is not believed.
func TestAQuantileBelowALowerOneIsNone(t *testing.T) {
	if e, _, ok := cellOf(t, "1000 ns/op 900 p50-ns 800 p99-ns").Quantile(schema.P99Sec); ok {
		t.Errorf("p99 %v", e.Center)
	}
}

// One sample whose readings are shared makes the quantile one of means.
func TestAQuantileOfSharedReadingsIsKnown(t *testing.T) {
	const single, shared = "150 ns/op 150 p50-ns 1 ops/clock", "150 ns/op 150 p50-ns 16 ops/clock"
	for _, c := range []struct {
		lines []string
		want  bool
	}{
		{[]string{single, single}, false}, {[]string{single, shared}, true},
		{[]string{single, single, shared + " 90 noise-%"}, false},
	} {
		if _, got, ok := cellOf(t, c.lines...).Quantile(schema.P50Sec); !ok || got != c.want {
			t.Errorf("%q: %v, %v", c.lines, got, ok)
		}
	}
}

// A sample is of the round whose line stands before it, however far the filter has read on; files do not share their
// rounds.
func TestASampleKnowsItsRound(t *testing.T) {
	const line = "BenchmarkLatency/mech=pipe/wait=block/place=cross/size=64-2 1000 5000 ns/op\n"
	a := input("a", line+"# round 1/2\n"+line+line+"# round 2/2\n"+line)
	set := Read([]resultfile.Input{a, input("b", "# round 1/2\n"+line)})
	values, rounds := set.Machines[0].Cell(schema.Latency, pipe, 64).ByRound(schema.SecPerOp)
	if got, want := fmt.Sprint(rounds), "[{ 0} {a 1} {a 1} {a 2} {b 1}]"; got != want || len(values) != 5 {
		t.Errorf("%s of %d values, want %s", got, len(values), want)
	}
}
