package bench

import (
	"math"
	"time"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
)

// A disturbance is what others did to a sample, as shares of 0 to 1; NaN is what this kernel does not show.
type disturbance struct {
	noise     float64 // of the pair's CPUs, what neither idled nor ran the benchmark: processes, kernel threads, other guests
	steal     float64 // of the pair's CPUs, what the hypervisor gave to other guests
	frequency float64 // largest change of a CPU's clock rate
}

// A quietness is a reading from which, with a later one, follows what others did meanwhile.
type quietness struct {
	ok       bool // the kernel told
	at       time.Time
	pair     int                   // CPUs of the pair
	times    []cpuTimes            // of these CPUs, then of their hardware siblings
	idle     []time.Duration       // of the pair's CPUs, to 1 µs; nil where only times tells
	own      time.Duration         // CPU time of this process
	each     map[int]time.Duration // and of each of its children by process id: workers, brokers
	clockKHz []float64             // of the pair's CPUs
}

// quiet takes a reading.
func (s *sample) quiet() (q quietness) {
	cpus, siblings, err := s.cell.Place.cores()
	if err != nil {
		return q
	}
	q.pair = len(cpus)
	if q.times, err = readCPUTimes("/proc", append(cpus, siblings...)); err != nil {
		return q
	}
	pids := sys.Children()
	for _, one := range append([]*sample{s}, s.mates...) { // where the kernel does not list children
		pids = append(pids, one.pair.PID(mechanisms.A), one.pair.PID(mechanisms.B))
	}
	q.each = make(map[int]time.Duration, len(pids))
	for _, pid := range pids {
		if used, errno := sys.CPUOf(pid); errno == 0 {
			q.each[pid] = time.Duration(used)
		}
	}
	q.own = time.Duration(sys.ProcessCPU())
	for _, cpu := range cpus {
		if idle, ok := idleStates(cpuRoot, cpu); ok {
			q.idle = append(q.idle, idle)
		}
	}
	if len(q.idle) < len(cpus) {
		q.idle = nil
	}
	q.at = time.Now()
	q.clockKHz = frequencies(cpuRoot, cpus)
	q.ok = true
	return q
}

// noiseSince is the share of the pair's CPUs that others used, up to 1. What others used of a hardware sibling, which
// takes from the core that the pair runs on, counts as far as it is certain: /proc/stat is exact to a tick. What waking
// took of a CPU, see [wakeCost], was not others'; a CPU that never idled was never woken.
func (q quietness) noiseSince(earlier quietness, waking time.Duration) float64 {
	wall := q.at.Sub(earlier.at)
	if wall <= 0 {
		return 0
	}
	others := time.Duration(q.pair)*wall - (q.own - earlier.own)
	for pid, used := range q.each {
		others -= used - earlier.each[pid]
	}
	for i := range q.times {
		idle := q.times[i].idle - earlier.times[i].idle
		switch {
		case i >= q.pair:
			others += max(wall-idle-tick, 0)
		case q.idle != nil:
			others -= q.idle[i] - earlier.idle[i]
		default:
			others -= idle + min(waking, idle)
		}
	}
	return min(max(float64(others)/float64(time.Duration(q.pair)*wall), 0), 1)
}

// stealSince is the share of the pair's CPUs that the hypervisor gave away.
func (q quietness) stealSince(earlier quietness) float64 {
	var steal time.Duration
	for i := range q.pair {
		steal += q.times[i].steal - earlier.times[i].steal
	}
	wall := q.at.Sub(earlier.at)
	if wall <= 0 {
		return 0
	}
	return min(max(float64(steal)/float64(time.Duration(q.pair)*wall), 0), 1)
}

// enoughTicks is how long a window must be for /proc/stat to mean something: ten of its ticks.
const enoughTicks = 10 * tick

// A watch looks at the machine while a sample is taken.
type watch struct {
	first  quietness // before the warm-up
	before quietness // before the latest pass of run
}

func (w *watch) begin(s *sample) {
	w.before = s.quiet()
	if !w.first.ok {
		w.first = w.before
	}
}

// end sums up what was seen from the beginning of the measured pass m until now. Where the pass was too short for
// /proc/stat, what only that tells is of the whole sample, its warm-up included.
func (w *watch) end(s *sample, m measurement) disturbance {
	d := w.sumUp(s.quiet(), func() float64 {
		return float64(wakeCost(s.cell.Place, s.idle)) * m.sleeps() / m.nsPerOp
	})
	if s.cell.Mechanism.Traits().Deferred {
		d.noise = math.NaN() // a thread of the kernel works for the mechanism, and which one nobody says
	}
	return d
}

// worthAsking is the noise above which it matters what waking costs, which takes half a second to measure.
const worthAsking = 0.05

// sumUp takes in waking how much of the time went into waking, all CPUs together: a share that may be above 1.
func (w *watch) sumUp(after quietness, waking func() float64) disturbance {
	d := disturbance{noise: math.NaN(), steal: math.NaN(), frequency: math.NaN()}
	if !after.ok || !w.before.ok {
		return d
	}
	long := w.before
	if after.at.Sub(long.at) < enoughTicks {
		long = w.first
	}
	d.steal = after.stealSince(long)
	if after.idle != nil {
		d.noise = after.noiseSince(w.before, 0)
	} else if d.noise = after.noiseSince(long, 0); d.noise > worthAsking && after.pair > 1 && !trial() {
		// On one CPU each side hands over to the other, and none is woken from idling.
		wall := float64(after.at.Sub(long.at))
		d.noise = after.noiseSince(long, time.Duration(wall*waking()/float64(after.pair)))
	}
	d.frequency = frequencyChange(w.before.clockKHz, after.clockKHz)
	return d
}
