package bench

import (
	"math"
	"slices"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

const (
	// The histogram counts 1 ns to histogramMax with three significant digits: up to 2048 ns to the nanosecond, and
	// beyond in buckets no wider than 0.1 % of what they hold. What is longer than histogramMax counts as that; the
	// largest value is kept apart and exact, so that such a stall is not lost.
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
	Mean                     float64
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
	var sum float64
	for _, ns := range readings {
		h.RecordValue(min(max(ns-cost, 1), histogramMax)) // in range, so never an error
		sum += float64(ns)
	}
	longest := max(slices.Max(readings)-cost, 1)
	per := func(ns int64) float64 { return float64(ns) / float64(batch) }
	// A quantile is the upper end of its bucket, which may lie above everything that was recorded.
	quantile := func(permille int) float64 { return per(min(ranked(h, rank(permille, len(readings))), longest)) }
	return &percentiles{
		P50: quantile(500), P90: quantile(900), P99: quantile(990), P999: quantile(999), Max: per(longest),
		Mean: max(sum/float64(len(readings))-clock, 0) / float64(batch), Batch: batch,
	}
}

// rank is the place, counted from 1, of a quantile among n values in ascending order: the first that has at least so many
// of a thousand at or below it. It is whole arithmetic, as 0.999 × 1000 is not 999 in floating point.
func rank(permille, n int) int { return (permille*n + 999) / 1000 }

// ranked is the value at a rank. Asked for a percentage, the histogram rounds the rank that follows from it to the nearest,
// which for p99.9 of 1400 values is one too low: it is asked for the percentage that is a whole rank.
func ranked(h *hdrhistogram.Histogram, rank int) int64 {
	return h.ValueAtQuantile(100 * float64(rank) / float64(h.TotalCount()))
}
