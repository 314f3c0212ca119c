package sample

import (
	"math"
	"math/rand/v2"
	"testing"

	"ipcbench/bench/worker"
	"ipcbench/internal/schema"
)

// The skew that is found is never further from the real one than it says, however unlike the two ways are.
func TestTheSkewOfClocksIsWithinItsError(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, ahead := range []int64{0, 3_600_000_000_000, -86_400_000_000_000} {
		for range 200 {
			var sender, receiver []int64
			fastest := int64(math.MaxInt64)
			for i := range 50 {
				at := int64(i) * 1_000_000
				there, back := 5_000+random.Int64N(100_000), 1_000+random.Int64N(30_000)
				sender = append(sender, at, at+there+back)
				receiver = append(receiver, at+there+ahead)
				fastest = min(fastest, there+back)
			}
			s := skewOf(sender, receiver)
			if off := math.Abs(s.ahead - float64(ahead)); off > s.err {
				t.Fatalf("clocks %d ns apart: found %g, which is off by %g, and said at most %g", ahead, s.ahead, off,
					s.err)
			}
			if s.err != float64(fastest)/2 {
				t.Fatalf("the error is %g, half the fastest round trip is %g", s.err, float64(fastest)/2)
			}
		}
	}
}

func TestDriftAddsToTheErrorOfClocks(t *testing.T) {
	if got, want := between(skew{1000, 50}, skew{1400, 80}), (skew{1200, 280}); got != want {
		t.Errorf("%v, want %v", got, want)
	}
}

// A latency that the error of the clocks could have made is not told.
func TestLatenciesNearTheErrorOfClocksAreAbsent(t *testing.T) {
	p := &worker.Percentiles{Batch: 1, Readings: 10_000, P50: 4_999, P90: 5_000, P99: 9_000, P999: 90_000, Max: 100_000}
	var r Result
	r.addQuantiles(p, skew{err: 1000})
	told := map[string]bool{}
	for _, f := range r.Figures {
		told[f.Unit] = true
	}
	for unit, want := range map[string]bool{
		schema.P50Ns: false, schema.P90Ns: true, schema.P99Ns: true, schema.P999Ns: true, schema.MaxNs: true,
		schema.Readings: true,
	} {
		if told[unit] != want {
			t.Errorf("%s: told %t, want %t", unit, told[unit], want)
		}
	}
}
