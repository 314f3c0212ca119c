package worker

import (
	"ipcbench/internal/schema"
	"math"
	"slices"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

const (
	// The histogram counts values from 1 ns to histogramMax with three significant digits: exactly up to 2048 ns, and
	// beyond in buckets no wider than 0.1 % of their values. A value above histogramMax is counted as that. The
	// largest value is kept separately and exactly, so that a long stall is not lost.
	histogramMax    = int64(time.Hour)
	histogramDigits = 3

	// clockShare is the largest share of the time between two readings that the cost of a reading may have. If it
	// would be larger, several ops share a reading.
	clockShare = 0.05

	// MaxReadings is how many readings a pass may have: they take 8 MiB.
	MaxReadings = 1 << 20

	// Beyond is how many readings must lie beyond a quantile for it to be reported. A quantile with fewer would depend
	// on a few rare events.
	Beyond = 10
)

// Percentiles are quantiles, maximum and mean of the time of an op, in ns. The cost of reading the clock is
// subtracted.
type Percentiles struct {
	P50, P90, P99, P999, P9999, Max float64
	Mean                            float64
	Batch                           int // ops between two readings; if above 1, each value is a mean of so many ops
	Readings                        int // how many values they are computed from

	Log *Log `json:",omitempty"` // what they are computed from, if the order asks for it
}

// A Quantile is one of the percentiles, as it is reported.
type Quantile struct {
	Unit  string
	share int     // how many of 10,000 readings are at or below it
	Value float64 // ns
}

// Told are the quantiles for which there are enough readings: at least 10 must lie beyond a quantile.
func (p *Percentiles) Told() []Quantile {
	all := []Quantile{
		{schema.P50Ns, 5000, p.P50}, {schema.P90Ns, 9000, p.P90}, {schema.P99Ns, 9900, p.P99},
		{schema.P999Ns, 9990, p.P999}, {schema.P9999Ns, 9999, p.P9999},
	}
	return slices.DeleteFunc(all, func(q Quantile) bool { return p.Readings*(10_000-q.share) < Beyond*10_000 })
}

// ClockCost measures what one reading of the clock costs in a loop, in ns, on this CPU at this moment. It is the
// median of several means, so that an interruption does not count. The least mean would be less than what most
// readings cost. The cost must be measured beside the pass it is for, since the clock rate of the CPU may change: the
// costs at the start of a worker and at its pass were seen to differ by more than the cost itself.
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

// BatchFor is how many ops share a reading of the clock, if an op takes nsPerOp ns and a reading clock ns. It is such
// that readings take at most 5 % of the time.
func BatchFor(nsPerOp, clock float64) int {
	if nsPerOp <= 0 {
		return 1
	}
	return max(1, int(math.Ceil(clock/(clockShare*nsPerOp))))
}

// Summarise computes percentiles from readings. Each reading is the time of batch ops and one reading of the clock,
// in ns; clock is the cost of that, which is subtracted. It returns nil if there are no readings, and neither changes
// nor keeps them.
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
	// The histogram returns the upper end of a bucket, which may be above the largest value.
	quantile := func(share int) float64 { return per(min(ranked(h, rank(share, len(readings))), longest)) }
	return &Percentiles{
		P50: quantile(5000), P90: quantile(9000), P99: quantile(9900),
		P999: quantile(9990), P9999: quantile(9999), Max: per(longest),
		Mean: max(sum/float64(len(readings))-clock, 0) / float64(batch), Batch: batch, Readings: len(readings),
	}
}

// rank is the rank of a quantile among n values in ascending order, counted from 1: the first rank such that at least
// share of 10,000 values are at or below it. It uses integers, since 0.999 × 1000 is not 999 in floating point.
func rank(share, n int) int { return (share*n + 9999) / 10_000 }

// ranked is the value at a rank. The histogram is asked for a percentage, computes a rank from it and rounds that to
// the nearest, which for p99.9 of 1400 values is one too low. So it is asked for the percentage of a whole rank.
func ranked(h *hdrhistogram.Histogram, rank int) int64 {
	return h.ValueAtQuantile(100 * float64(rank) / float64(h.TotalCount()))
}
