package worker

import (
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// exact is a quantile of readings by its definition: the smallest value such that at least share of 10,000 are at or
// below it.
func exact(readings []int64, share int) int64 {
	sorted := slices.Sorted(slices.Values(readings))
	for i, v := range sorted {
		if (i+1)*10_000 >= share*len(sorted) {
			return v
		}
	}
	panic("no readings")
}

// For any readings, each percentile is within 0.1 % of the reading at its rank, and the maximum and the mean are
// exact. The clock's cost is subtracted once for each reading, and a reading over several ops is divided by their
// number.
func TestSummariseIsExactToItsResolution(t *testing.T) {
	reading := rapid.OneOf(rapid.Int64Range(0, 300), rapid.Int64Range(0, 1_000_000), rapid.Int64Range(0, histogramMax))
	rapid.Check(t, func(t *rapid.T) {
		readings := rapid.SliceOfN(reading, 1, 3000).Draw(t, "readings")
		batch := rapid.SampledFrom([]int{1, 1, 2, 7, 200}).Draw(t, "batch")
		clock := float64(rapid.IntRange(0, 60).Draw(t, "clock"))
		p := Summarise(readings, batch, clock)
		var sum float64
		for _, r := range readings {
			sum += float64(r)
		}
		for _, c := range []struct {
			name      string
			got       float64
			share     int
			tolerance float64 // of the value
		}{
			{"p50", p.P50, 5000, 0.001}, {"p90", p.P90, 9000, 0.001}, {"p99", p.P99, 9900, 0.001},
			{"p99.9", p.P999, 9990, 0.001}, {"p99.99", p.P9999, 9999, 0.001}, {"max", p.Max, 10_000, 0},
		} {
			want := max(float64(exact(readings, c.share))-clock, 1) / float64(batch)
			if math.Abs(c.got-want) > c.tolerance*want {
				t.Fatalf("%s of %d readings is %v, want %v", c.name, len(readings), c.got, want)
			}
		}
		if mean := max(sum/float64(len(readings))-clock, 0) / float64(batch); math.Abs(p.Mean-mean) > 1e-9*mean {
			t.Fatalf("mean %v, want %v", p.Mean, mean)
		}
		if p.Batch != batch || p.Readings != len(readings) {
			t.Fatalf("%d readings of %d ops, want %d of %d", p.Readings, p.Batch, len(readings), batch)
		}
	})
}

// The rank is right for any number of readings.
func TestRankIsExact(t *testing.T) {
	for n := 1; n <= 10_000; n++ {
		for _, share := range []int{5000, 9000, 9900, 9990, 9999} {
			got := rank(share, n)
			if got < 1 || got > n || got*10_000 < share*n || (got-1)*10_000 >= share*n {
				t.Fatalf("rank of quantile %d/10,000 among %d is %d", share, n, got)
			}
		}
	}
	readings := make([]int64, 1400)
	for i := range readings {
		readings[i] = int64(i + 1) // so small that a bucket holds one value
	}
	if p := Summarise(readings, 1, 0); p.P50 != 700 || p.P90 != 1260 || p.P99 != 1386 ||
		p.P999 != 1399 || p.Max != 1400 {
		t.Errorf("of 1 to 1400: %+v", *p)
	}
}

func TestSummariseKeepsWhatIsBeyondTheRange(t *testing.T) {
	stall := 2 * histogramMax
	p := Summarise([]int64{100, 100, 100, stall}, 1, 20)
	if p.Max != float64(stall-20) {
		t.Errorf("max %v, want %v", p.Max, stall-20)
	}
	if math.Abs(p.P999/float64(histogramMax)-1) > 0.001 {
		t.Errorf("p99.9 %v, want the end of the range, %v", p.P999, histogramMax)
	}
	if mean := float64(300+stall)/4 - 20; p.Mean != mean {
		t.Errorf("mean %v, want %v", p.Mean, mean)
	}
	if p.P50 != 80 {
		t.Errorf("p50 %v, want 80, with the clock's cost subtracted", p.P50)
	}
	if Summarise(nil, 1, 0) != nil {
		t.Error("percentiles of nothing")
	}
}

func TestBatchKeepsTheClockSmall(t *testing.T) {
	for _, c := range []struct {
		op, clock float64
		want      int
	}{{50_000, 25, 1}, {500, 25, 1}, {499, 25, 2}, {100, 25, 5}, {3, 30, 200}, {0, 25, 1}} {
		if got := BatchFor(c.op, c.clock); got != c.want {
			t.Errorf("BatchFor(%v, %v) = %d, want %d", c.op, c.clock, got, c.want)
		}
	}
}

// The cost of a clock reading is the time between two readings with nothing in between.
func TestClockCost(t *testing.T) {
	cost := ClockCost()
	readings := make([]int64, 10_000)
	base := time.Now()
	last := time.Since(base)
	for i := range readings {
		now := time.Since(base)
		readings[i] = int64(now - last)
		last = now
	}
	if between := float64(exact(readings, 5000)); cost <= 0 || math.Abs(between-cost) > max(cost/2, 2) {
		t.Errorf("a reading is said to cost %.1f ns; between two lie %v", cost, between)
	}
}

// A quantile is reported only if ten readings lie beyond it.
func TestQuantilesNeedReadings(t *testing.T) {
	for _, c := range []struct {
		readings int
		last     string // the highest quantile reported
	}{
		{1, ""}, {19, ""}, {20, "p50-ns"}, {99, "p50-ns"}, {100, "p90-ns"}, {999, "p90-ns"},
		{1000, "p99-ns"}, {9999, "p99-ns"}, {10_000, "p99.9-ns"}, {99_999, "p99.9-ns"}, {100_000, "p99.99-ns"},
	} {
		readings := make([]int64, c.readings)
		for i := range readings {
			readings[i] = int64(i + 1)
		}
		last := ""
		for _, q := range Summarise(readings, 1, 0).Told() {
			last = q.Unit
			past := 0
			for _, r := range readings {
				if float64(r) > q.Value {
					past++
				}
			}
			// The histogram's buckets are 0.1 % wide: readings in the quantile's bucket do not count as beyond it.
			if past < Beyond-1-c.readings/1000 {
				t.Errorf("%s of %d readings, of which %d lie beyond", q.Unit, c.readings, past)
			}
		}
		if last != c.last {
			t.Errorf("the highest quantile of %d readings is %q, want %q", c.readings, last, c.last)
		}
	}
}
