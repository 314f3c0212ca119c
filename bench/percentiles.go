package bench

import (
	"math"
	"slices"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

const (
	// The histogram counts 1 ns to histogramMax with three significant digits (0.1 %). Its largest value is kept apart
	// and exact, so that a stall beyond the range is not lost.
	histogramMax    = int64(time.Hour)
	histogramDigits = 3

	// clockShare is how much of an op the clock's own cost may be before several ops share one reading.
	clockShare = 0.05

	// maxReadings bounds the readings of one pass: 8 MiB.
	maxReadings = 1 << 20
)

// percentiles are of round trips, in ns, the clock's own cost taken off.
type percentiles struct {
	P50, P90, P99, P999, Max float64
	Batch                    int // ops between two readings; over 1, each value is a mean of so many
}

// clockCost is what one reading of the clock costs in a loop, ns: the least of many means, as everything else only adds.
func clockCost() float64 {
	const rounds, readings = 20, 500
	base := time.Now()
	best := math.Inf(1)
	for range rounds {
		began := time.Since(base)
		var last time.Duration
		for range readings {
			last = time.Since(base)
		}
		best = min(best, float64(last-began)/readings)
	}
	return best
}

// batchFor is how many ops of nsPerOp share a reading.
func batchFor(nsPerOp, clock float64) int {
	if nsPerOp <= 0 {
		return 1
	}
	return max(1, int(math.Ceil(clock/(clockShare*nsPerOp))))
}

// summarise makes percentiles of the times between readings, ns, each over batch ops and one clock reading.
func summarise(readings []int64, batch int, clock float64) *percentiles {
	if len(readings) == 0 {
		return nil
	}
	h := hdrhistogram.New(1, histogramMax, histogramDigits)
	cost := int64(math.Round(clock))
	for _, ns := range readings {
		h.RecordValue(min(max(ns-cost, 1), histogramMax)) // in range, so never an error
	}
	longest := max(slices.Max(readings)-cost, 1)
	per := func(ns int64) float64 { return float64(ns) / float64(batch) }
	// A quantile is the upper end of its bucket, which may lie above everything that was recorded.
	quantile := func(q float64) float64 { return per(min(h.ValueAtQuantile(q), longest)) }
	return &percentiles{
		P50: quantile(50), P90: quantile(90), P99: quantile(99), P999: quantile(99.9), Max: per(longest), Batch: batch,
	}
}
