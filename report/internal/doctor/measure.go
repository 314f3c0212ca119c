package doctor

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"ipcbench/internal/host"
	"ipcbench/internal/stat"
	"ipcbench/report/internal/quantity"
)

// budget is about the longest time that one measurement takes.
const budget = 200 * time.Millisecond

// Measure measures the steps that every exchange is made of, and whether others use the CPUs, in about two seconds.
func (m Machine) Measure() []Finding {
	a, b, two := m.pair()
	all := []Finding{systemCall(), clock(), wake("Wake-up on one CPU", b, b)}
	if two {
		all = append(all, wake("Wake-up across CPUs", a, b), line(a, b), interruptions(a))
	}
	return append(all, interruptions(b))
}

// pair are two CPUs that are not of one core, chosen as the benchmarks choose them: of the fastest kind if it has two,
// and of those the ones with the highest numbers. two is false where there are no two.
func (m Machine) pair() (a, b int, two bool) {
	var order []int
	for _, kind := range m.coreKinds() {
		order = append(order, descending(kind.cpus)...)
	}
	if len(order) != len(m.CPUs) { // the kinds are not shown
		order = descending(m.CPUs)
	}
	b = order[0]
	siblings, _ := host.ParseCPUs(m.Line(fmt.Sprintf("sys/devices/system/cpu/cpu%d/topology/thread_siblings_list", b)))
	for _, a := range order[1:] {
		if !slices.Contains(siblings, a) {
			return min(a, b), max(a, b), true
		}
	}
	return 0, b, false
}

func descending(cpus []int) []int {
	cpus = slices.Clone(cpus)
	slices.Sort(cpus)
	slices.Reverse(cpus)
	return cpus
}

func ns(v float64) string { return quantity.Duration(v*1e-9, v*1e-9/100) }

func systemCall() Finding {
	return Finding{Topic: "System call", Effect: "Every exchange through the kernel makes two to four a message."}.
		with(Note, ns(nullCall())+" for one that does nothing")
}

func clock() Finding {
	f := Finding{
		Topic: "Clock reading",
		Effect: "It is taken off the percentiles. Round trips that take not much longer are timed in batches: their " +
			"percentiles are of the batches' means, and marked so.",
	}
	cost := clockReading()
	found := fmt.Sprintf("%s, in steps of %s", ns(cost), ns(clockStep()))
	if cost > 100 {
		return f.with(Warn, found)
	}
	return f.with(Good, found)
}

// wake is a note: how much a wake-up costs on this machine decides between sleeping and spinning. The floors of a
// benchmark run (what=wake) are lower, as neither side sleeps for long there.
func wake(topic string, waker, sleeper int) Finding {
	f := Finding{
		Topic: topic,
		Effect: "What a message to a side that has slept for 0.3 ms waits for. Where messages go back and forth " +
			"without a pause, caches and CPUs stay awake and it is less.",
	}
	if waker != sleeper {
		f.Effect += " Where it is many times the wake-up on one CPU, blocking across CPUs measures how the idle CPU " +
			"comes back (idle state, hypervisor), whatever the mechanism."
		f.Change = "idle=poll on the kernel's command line, or halt polling on the host"
	}
	d, err := wakeUp(waker, sleeper, budget)
	if err != nil {
		return f.with(Warn, err.Error())
	}
	return f.with(Note, fmt.Sprintf("%s, p99 %s (CPU %d wakes %d)", ns(d.median), ns(d.p99), waker, sleeper))
}

const (
	// A cache line is looked at lineLooks times, lineEvery apart, as a host may move the CPUs from one moment to the
	// next.
	lineLooks = 24
	lineEvery = 25 * time.Millisecond
	lineFor   = 2 * time.Millisecond
)

func line(a, b int) Finding {
	f := Finding{
		Topic:  "Cache line",
		Effect: "No message between the two CPUs is faster. Below 30 ns they are likely two threads of one core.",
	}
	var looks []float64
	for range lineLooks {
		t, err := lineRoundTrip(a, b, lineFor)
		if err != nil {
			return f.with(Warn, err.Error())
		}
		looks = append(looks, t)
		time.Sleep(lineEvery)
	}
	found, states := lineFound(looks)
	if states > 1 {
		f.Effect = "The host moves the CPUs, so that no single figure is the machine's. Each sample says in which " +
			"state it was taken (line-ns), and the report shows one state at a time (--state)."
	}
	return f.with(Note, fmt.Sprintf("%s to another CPU and back (%d and %d)", found, a, b))
}

// lineFound says what a cache line takes, in ns, as often as it was looked at: in each state of the machine, if it had
// several meanwhile.
func lineFound(looks []float64) (found string, states int) {
	const apart = 1.5 // as for the results of a run; see package report/internal/state
	clusters := stat.Clusters(looks, apart)
	if len(clusters) < 2 {
		return ns(stat.Median(looks)), 1
	}
	var words []string
	for _, c := range clusters {
		in := slices.DeleteFunc(slices.Clone(looks), func(t float64) bool { return !c.Contains(t) })
		words = append(words, fmt.Sprintf("%s in %d of %d looks", ns(stat.Median(in)), len(in), len(looks)))
	}
	return strings.Join(words, ", "), len(clusters)
}

// interruptions are the times in which a thread that never sleeps does not run.
func interruptions(cpu int) Finding {
	f := Finding{
		Topic: fmt.Sprintf("Interruptions, CPU %d", cpu),
		Effect: "What interrupts the two sides makes their p99.9 and their maximum: interrupts, other processes, " +
			"the hypervisor.",
		Change: "top -o %CPU   (shows who else runs; nohz_full=LIST isolcpus=LIST on the kernel's command line " +
			"keeps the kernel off)",
	}
	g, err := jitter(cpu, budget)
	if err != nil {
		return f.with(Warn, err.Error())
	}
	found := "none above 5 µs"
	if g.n > 0 {
		found = fmt.Sprintf("%d above 5 µs in %v, the longest %s, together %.2g %%",
			g.n, budget, ns(g.longest), 100*g.total/g.watched)
	}
	switch {
	case g.total > 0.02*g.watched:
		return f.with(Warn, found)
	case g.n > 0:
		return f.with(Note, found)
	}
	return f.with(Good, found)
}
