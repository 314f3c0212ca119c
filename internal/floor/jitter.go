package floor

import (
	"time"
)

// Gaps are the times in which a thread that never sleeps did not run.
type Gaps struct {
	Watched float64 // ns
	N       int     // gaps of more than 5 µs
	Total   float64 // ns of these together
	Longest float64 // ns, of all gaps
}

// gapWorthCounting is longer than any clock reading and shorter than an interrupt that does something.
const gapWorthCounting = 5 * time.Microsecond

// Jitter has a thread on a CPU poll the clock for a time and notes where it stood still: interrupts, other threads, the
// hypervisor with another guest. Source: the idea is that of the kernel's osnoise tracer and of sysjitter.
func Jitter(cpu int, watch time.Duration) (Gaps, error) {
	var g Gaps
	err := onThreads(thread{cpu, func() { g = poll(watch) }})
	return g, err
}

func poll(watch time.Duration) (g Gaps) {
	began := now()
	last := began
	for last-began < int64(watch) {
		t := now()
		gap := t - last
		if gap > int64(gapWorthCounting) {
			g.N++
			g.Total += float64(gap)
		}
		g.Longest = max(g.Longest, float64(gap))
		last = t
	}
	g.Watched = float64(last - began)
	return g
}
