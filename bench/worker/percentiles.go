package worker

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

	// MaxReadings bounds the readings of one pass: 8 MiB.
	MaxReadings = 1 << 20

	// beyond is how many readings must lie beyond a quantile for it to say something of them: that of fewer is the
	// lot of a few rare events.
	beyond = 10
)

// Percentiles are those of what ops take, in ns, with the clock's own cost taken off.
type Percentiles struct {
	P50, P90, P99, P999, P9999, Max float64
	Mean                            float64
	Batch                           int // ops between two readings; over 1, each value is a mean of so many
	Readings                        int
}

// A Quantile is one of the percentiles, as it is reported.
type Quantile struct {
	Unit  string
	share int // of 10,000 readings that are at or below it
	Value float64
}

// Told are the quantiles that so many readings tell: those beyond which enough of them lie.
func (p *Percentiles) Told() []Quantile {
	all := []Quantile{
		{"p50-ns", 5000, p.P50}, {"p90-ns", 9000, p.P90}, {"p99-ns", 9900, p.P99}, {"p99.9-ns", 9990, p.P999}, {"p99.99-ns", 9999, p.P9999},
	}
	return slices.DeleteFunc(all, func(q Quantile) bool { return p.Readings*(10_000-q.share) < beyond*10_000 })
}

// ClockCost is what one reading of the clock costs in a loop, ns, at this moment on this CPU: the median of some
// means, so that an interruption does not count. The least of them would be less than what most readings cost; and of
// another moment it may be that of another clock rate: seen was a difference of more than the whole cost between a
// worker's start and its pass.
func ClockCost() float64 {
	const rounds, readings = 21, 100
	base := time.Now()
	var means [rounds]float64
	for i := range means {
		began := time.Since(base)
		var last time.Duration
		for range readings {
			last = time.Since(base)
		}
		means[i] = float64(last-began) / readings
	}
	slices.Sort(means[:])
	return means[rounds/2]
}

// BatchFor is how many ops of nsPerOp share a reading.
func BatchFor(nsPerOp, clock float64) int {
	if nsPerOp <= 0 {
		return 1
	}
	return max(1, int(math.Ceil(clock/(clockShare*nsPerOp))))
}

// Summarise makes percentiles of the times between readings, ns, each over batch ops and one clock reading.
func Summarise(readings []int64, batch int, clock float64) *Percentiles {
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
	quantile := func(share int) float64 { return per(min(ranked(h, rank(share, len(readings))), longest)) }
	return &Percentiles{
		P50: quantile(5000), P90: quantile(9000), P99: quantile(9900), P999: quantile(9990), P9999: quantile(9999), Max: per(longest),
		Mean: max(sum/float64(len(readings))-clock, 0) / float64(batch), Batch: batch, Readings: len(readings),
	}
}

// rank is the place, counted from 1, of a quantile among n values in ascending order: the first that has at least so
// many of 10,000 at or below it. It is whole arithmetic, as 0.999 × 1000 is not 999 in floating point.
func rank(share, n int) int { return (share*n + 9999) / 10_000 }

// ranked is the value at a rank. Asked for a percentage, the histogram rounds the rank that follows from it to the
// nearest, which for p99.9 of 1400 values is one too low: it is asked for the percentage that is a whole rank.
func ranked(h *hdrhistogram.Histogram, rank int) int64 {
	return h.ValueAtQuantile(100 * float64(rank) / float64(h.TotalCount()))
}
