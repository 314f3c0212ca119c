package doctor

import "time"

// gaps are the times in which a thread that never sleeps did not run, ns.
type gaps struct {
	watched float64 // all the time
	n       int     // gaps of more than 5 µs
	total   float64 // of these together
	longest float64 // of all gaps
}

// gapWorthCounting is longer than any clock reading and shorter than an interrupt that does something.
const gapWorthCounting = 5 * time.Microsecond

// jitter has a thread on a CPU poll the clock for a time and notes for how long it did not run: because of interrupts,
// other threads, or the hypervisor with another guest. Source: the idea is that of the kernel's osnoise tracer and of
// sysjitter.
func jitter(cpu int, watch time.Duration) (gaps, error) {
	var g gaps
	err := onThreads(thread{cpu, func() { g = poll(watch) }})
	return g, err
}

func poll(watch time.Duration) (g gaps) {
	began := now()
	last := began
	for last-began < int64(watch) {
		t := now()
		gap := t - last
		if gap > int64(gapWorthCounting) {
			g.n++
			g.total += float64(gap)
		}
		g.longest = max(g.longest, float64(gap))
		last = t
	}
	g.watched = float64(last - began)
	return g
}
