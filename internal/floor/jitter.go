package floor

import (
	"math"
	"slices"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// Gaps are the times between successive readings of the clock, by a thread that does nothing else. A long one is an
// interruption: something took the CPU away, be it an interrupt, another thread, or the hypervisor. Source: the idea is
// that of the kernel's osnoise tracer, of sysjitter and of jHiccup.
//
// All gaps are counted. Those of usual length have a counter for each nanosecond, the others go into a histogram with
// three significant digits. All of that is allocated and touched before, so that to count one costs a few ns. What it
// takes to count a gap is part of the next one.
type Gaps struct {
	short   [shortGaps]uint64
	long    *hdrhistogram.Histogram
	n       int
	total   int64 // ns
	longest int64 // ns, exactly
}

const (
	shortGaps = 2048             // ns
	longGaps  = int64(time.Hour) // a longer gap is counted as that

	// worthCounting is the shortest gap that is an interruption, in ns, where readings are fast. Where they are slow,
	// as of a clock that is read by a system call, it is timesMedian times the median gap.
	worthCounting = 1000
	timesMedian   = 5
)

// NewGaps is empty, and in memory.
func NewGaps() *Gaps {
	g := &Gaps{long: hdrhistogram.New(1, longGaps, 3)}
	g.Reset()
	return g
}

// Reset empties g.
func (g *Gaps) Reset() {
	clear(g.short[:])
	g.long.Reset()
	g.n, g.total, g.longest = 0, 0, 0
}

// Watch reads the clock now, and counts the n gaps to as many further readings. It is the loop that is measured, and
// the one of this package that reads the clock.
func (g *Gaps) Watch(now func() int64, n int) {
	last := now()
	for range n {
		t := now()
		g.count(t - last)
		last = t
	}
}

func (g *Gaps) count(gap int64) {
	gap = max(gap, 0)
	if gap < shortGaps {
		g.short[gap]++
	} else {
		g.long.RecordValue(min(gap, longGaps)) // in range, so never an error
	}
	g.n++
	g.total += gap
	g.longest = max(g.longest, gap)
}

// N is how many gaps there were.
func (g *Gaps) N() int { return g.n }

// Watched is how long all gaps took together.
func (g *Gaps) Watched() time.Duration { return time.Duration(g.total) }

// Longest is the longest gap.
func (g *Gaps) Longest() time.Duration { return time.Duration(g.longest) }

// Quantile is the gap, in ns, that share of 10,000 gaps do not exceed. g must not be empty.
func (g *Gaps) Quantile(share int) float64 {
	whole, rest := g.n/10_000, g.n%10_000 // the product of n and share may not fit
	return g.ranked(whole*share + (rest*share+9999)/10_000)
}

// Often is the longest gap, in ns, such that gaps at least as long came at least so many times a second; false if there
// were fewer than least of them.
func (g *Gaps) Often(perSecond float64, least int) (ns float64, ok bool) {
	k := int(math.Ceil(perSecond * g.Watched().Seconds()))
	if k < least || k > g.n {
		return 0, false
	}
	return g.ranked(g.n - k + 1), true
}

// ranked is the gap of a rank in ascending order, counted from 1, in ns.
func (g *Gaps) ranked(rank int) float64 {
	rank = max(rank, 1)
	for ns, n := range g.short {
		if rank <= int(n) {
			return float64(ns)
		}
		rank -= int(n)
	}
	// A percentage of a whole rank, since the histogram rounds to the nearest rank. It answers with the upper end of a
	// bucket.
	at := g.long.ValueAtQuantile(100 * float64(rank) / float64(g.long.TotalCount()))
	return float64(min(at, g.longest))
}

// Interruptions are the gaps longer than limit, in ns: 1 µs, or five times the median gap where that is more.
func (g *Gaps) Interruptions() (n int, limit float64) {
	if g.n == 0 {
		return 0, worthCounting
	}
	limit = max(worthCounting, timesMedian*g.Quantile(5000))
	for ns, count := range slices.All(g.short[:]) {
		if float64(ns) > limit {
			n += int(count)
		}
	}
	for _, bar := range g.long.Distribution() {
		if float64(bar.From) > limit {
			n += int(bar.Count)
		}
	}
	return n, limit
}
