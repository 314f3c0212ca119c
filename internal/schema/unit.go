package schema

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// The names of the units, as they stand in files.
const (
	NsPerOp          = "ns/op"
	P50Ns            = "p50-ns"
	P90Ns            = "p90-ns"
	P99Ns            = "p99-ns"
	P999Ns           = "p99.9-ns"
	P9999Ns          = "p99.99-ns"
	MaxNs            = "max-ns"
	OpsPerClock      = "ops/clock"
	Readings         = "readings"
	PassesPercent    = "passes-%"
	MBPerSec         = "MB/s"
	MsgPerSec        = "msg/s"
	CPUNsPerOp       = "cpu-ns/op"
	Cores            = "cores"
	SwitchesPerOp    = "csw/op"
	InvoluntaryPerOp = "inv-csw/op"
	SyscallsPerOp    = "syscalls/op"
	InFlight         = "in-flight"
	StepNs           = "step-<name>-ns" // <name> is one of the mechanism's own steps; see [StepUnit]
	BytesPerOp       = "B/op"
	AllocsPerOp      = "allocs/op"
	NoisePercent     = "noise-%"
	StealPercent     = "steal-%"
	ThrottledPercent = "throttled-%"
	FreqPercent      = "freq-%"
	WarmUpNs         = "warm-up-ns"
	LineNs           = "line-ns"
	CallNs           = "call-ns"
	ClockPercent     = "clock-%"
	WakeNs           = "wake-ns"
	StatePercent     = "state-%"
	UnheldPercent    = "unheld-%"
	ClocksPercent    = "clocks-%"
	RoundP50Ns       = "rtt-p50-ns"
	RoundP90Ns       = "rtt-p90-ns"
	RoundP99Ns       = "rtt-p99-ns"
	RoundMaxNs       = "rtt-max-ns"
	ClockErrNs       = "clock-err-ns"
	LatePercent      = "late-%"
	Backlog          = "backlog"
	RecvCores        = "recv-cores"
	SendCores        = "send-cores"
	NeighbourPercent = "neighbour-%"
	ClockLatePercent = "clockwork-late-%"
	ClockP99Ns       = "clockwork-p99-ns"
	MicroJPerOp      = "uJ/op"
	InterruptsPerSec = "interrupts/s"
	GapOftenNs       = "gap-1kHz-ns"
	GapSeldomNs      = "gap-100Hz-ns"
	LostPerMillion   = "lost/M"
	OpenedPercent    = "opened-%"
)

// The names that golang.org/x/perf/benchunit gives to some units, which it converts to seconds and bytes: tidied names.
const (
	SecPerOp    = "sec/op"
	P50Sec      = "p50-sec"
	P90Sec      = "p90-sec"
	P99Sec      = "p99-sec"
	P999Sec     = "p99.9-sec"
	P9999Sec    = "p99.99-sec"
	MaxSec      = "max-sec"
	BytesPerSec = "B/s"
	CPUSecPerOp = "cpu-sec/op"
	StepSec     = "step-<name>-sec"
	WarmUpSec   = "warm-up-sec"
	LineSec     = "line-sec"
	CallSec     = "call-sec"
	WakeSec     = "wake-sec"
	ClockP99Sec = "clockwork-p99-sec"
	ClockErrSec = "clock-err-sec"
	RoundP50Sec = "rtt-p50-sec"
	RoundP90Sec = "rtt-p90-sec"
	RoundP99Sec = "rtt-p99-sec"
	RoundMaxSec = "rtt-max-sec"

	GapOftenSec  = "gap-1kHz-sec"
	GapSeldomSec = "gap-100Hz-sec"
)

// Better says which values of a unit are better.
type Better int

// The values of Better. Neither is the zero value.
const (
	Lower   Better = -1
	Neither Better = 0
	Higher  Better = 1
)

// String is the word in a Unit line; "" for Neither.
func (b Better) String() string {
	switch b {
	case Lower:
		return "lower"
	case Higher:
		return "higher"
	}
	return ""
}

// A Unit is the unit of a figure in a result, with what is known of it.
type Unit struct {
	Name    string // as it stands in files
	Tidied  string // its name after golang.org/x/perf/benchunit has converted it; "" if that is Name
	Better  Better
	GoKnows bool   // readers of Go benchmark format know which values are better without a Unit line
	Meaning string // sentences for docs/format.md

	// Highest is the highest credible value, in the tidied unit. A higher value shows that the line is damaged: no op
	// takes three hours, no machine moves a petabyte in a second. 0 if there is no limit.
	Highest float64
	// Positive says that 0 is as impossible as a negative value.
	Positive bool
	// Needs is how many clock readings a quantile needs, so that 10 lie beyond it; 0 if the unit is no quantile.
	Needs int
	// Counted says that the value is counted, not measured. If it is the same in every sample, it is certain.
	Counted bool
	// Disturbed is the value above which the report counts a sample as disturbed by others; 0 if there is none. Cause
	// says what happened then, with %g for that value.
	Disturbed float64
	Cause     string
}

// Units are all units, in the order in which people read them and files list them.
var Units = []Unit{
	{
		Name: NsPerOp, Tidied: SecPerOp, Better: Lower, GoKnows: true, Highest: 1e4, Positive: true,
		Meaning: "The time of one op. Latency: the whole **round trip**. Throughput: the time from A's first send " +
			"to B's last receive, divided by the messages of all pairs. Duplex: the time from the first send to " +
			"the last receive of either side, divided by the ops. Setup: the whole op. Paced: the mean latency " +
			"of a message; absent if the rate was not held. Claim with `what=stranger`: how long the attempt took, " +
			"from before the processes started.",
	},
	{
		Name: P50Ns, Tidied: P50Sec, Better: Lower, Highest: 1e4, Positive: true, Needs: 20,
		Meaning: "Half of the ops took no longer. All quantiles are those of timed ops, between which the clock is " +
			"read; the clock's own cost is taken off. A quantile is absent unless at least 10 readings lie beyond " +
			"it: p50 takes 20 readings, p90 100, p99 1,000, p99.9 10,000 and p99.99 100,000.",
	},
	{
		Name: P90Ns, Tidied: P90Sec, Better: Lower, Highest: 1e4, Needs: 100,
		Meaning: "90 % of the ops took no longer.",
	},
	{
		Name: P99Ns, Tidied: P99Sec, Better: Lower, Highest: 1e4, Needs: 1_000,
		Meaning: "99 % of the ops took no longer.",
	},
	{
		Name: P999Ns, Tidied: P999Sec, Better: Lower, Highest: 1e4, Needs: 10_000,
		Meaning: "99.9 % of the ops took no longer.",
	},
	{
		Name: P9999Ns, Tidied: P9999Sec, Better: Lower, Highest: 1e4, Needs: 100_000,
		Meaning: "99.99 % of the ops took no longer.",
	},
	{
		Name: MaxNs, Tidied: MaxSec, Better: Lower, Highest: 1e4,
		Meaning: "The longest timed op. Floor: the longest gap.",
	},
	{
		Name: OpsPerClock, Better: Lower, Highest: 1e12, Positive: true,
		Meaning: "How many timed ops lie between two readings of the clock. It is more than 1 where a " +
			"reading would weigh more than 5 % of p50; each quantile is then one of their means, and the report " +
			"marks it with †.",
	},
	{
		Name: Readings, Better: Higher, Highest: 1e12,
		Meaning: "How many readings of the clock the quantiles are made of. Older files do not say it. The report " +
			"then takes the line's iterations divided by `ops/clock`, and leaves out the quantiles that have too " +
			"few.",
	},
	{
		Name: PassesPercent, Better: Lower, Highest: 1e9,
		Meaning: "By how much the mean of the timed ops differs from `ns/op`. Where a reading takes more than 1 % of " +
			"an op, `ns/op` is the mean of other ops, which are done by turns with the timed ones. The report " +
			"counts the samples above 3 %.",
	},
	{
		Name: MBPerSec, Tidied: BytesPerSec, Better: Higher, GoKnows: true, Highest: 1e15,
		Meaning: "Payload per second, in 10⁶ bytes. Throughput: one way, of all pairs. Duplex, and Claim " +
			"with `what=duplex`: both ways together.",
	},
	{
		Name: MsgPerSec, Better: Higher, Highest: 1e12, Positive: true,
		Meaning: "Messages per second, counted as in `MB/s`. Paced: those that arrived.",
	},
	{
		Name: InFlight, Highest: 1e12,
		Meaning: "How deep the mechanism's own queue gets: the most messages that the receiver saw sent and not " +
			"yet received, in the pass that counts system calls. It is 1 for calls.",
	},
	{
		Name: UnheldPercent, Better: Lower, Highest: 100,
		Meaning: "By how much the rate was missed: how long after its time the last message came, in percent of the " +
			"whole pass. It is 0 if the rate was held: the last message came within 1 ms and 1 % of the pass. A " +
			"line of a rate that was not held has no latencies, which would only say how long the pass was.",
	},
	{
		Name: ClocksPercent, Better: Lower, Highest: 1e6,
		Meaning: "Between two machines only: by how much the time of the pass differs if side A's clock measures it, " +
			"until side B has confirmed the last message, from that of side B's clock, from its first message to its " +
			"last, which the figures are made of.",
	},
	{
		Name: ClockErrNs, Tidied: ClockErrSec, Better: Lower, Highest: 60,
		Meaning: "Between two machines only: by how much one-way latencies may be wrong, because each machine has a " +
			"clock of its own. Round trips before and after the pass compare the clocks: half the fastest one, and " +
			"half of what the clocks drifted meanwhile. Latencies of less than five times as much are absent.",
	},
	{
		Name: RoundP50Ns, Tidied: RoundP50Sec, Better: Lower, Highest: 1e4,
		Meaning: "Between two machines only: the median time from when a message was due until side A had an answer " +
			"to it, in a pass of its own in which each message waits for the answer to the one before. By A's clock " +
			"alone. Absent where the rate cannot be held so.",
	},
	{Name: RoundP90Ns, Tidied: RoundP90Sec, Better: Lower, Highest: 1e4, Meaning: "The same: 90 % took no longer."},
	{Name: RoundP99Ns, Tidied: RoundP99Sec, Better: Lower, Highest: 1e4, Meaning: "The same: 99 % took no longer."},
	{Name: RoundMaxNs, Tidied: RoundMaxSec, Better: Lower, Highest: 1e4, Meaning: "The same: the longest."},
	{
		Name: LatePercent, Better: Lower, Highest: 100,
		Meaning: "The share of messages that left the sender more than one gap after they were due, because it was " +
			"still busy with those before. Their latency counts from when they were due all the same.",
	},
	{
		Name: Backlog, Better: Lower, Highest: 1e12,
		Meaning: "The most messages that were due at one moment and had not left the sender.",
	},
	{
		Name: RecvCores, Better: Lower, Highest: 1e5,
		Meaning: "CPU time of the receiver's process divided by the wall time. Of threads in one process it is that " +
			"of the receiver's thread.",
	},
	{
		Name: SendCores, Better: Lower, Highest: 1e5,
		Meaning: "The same for the sender. It contains the clockwork: the sender sleeps until 200 µs before a " +
			"message is due, and spins the rest.",
	},
	{
		Name: NeighbourPercent, Better: Higher, Highest: 1000,
		Meaning: "With `/neighbour=on`: how much of what a process that computes does alone, it still does on the " +
			"receiver's CPU in the pass: 100 if the receiver takes nothing from it.",
	},
	{
		Name: ClockLatePercent, Better: Lower, Highest: 100,
		Meaning: "The clockwork's own part in `late-%`, measured before the pass with the same gaps (1 ms at most) " +
			"and no message.",
	},
	{
		Name: ClockP99Ns, Tidied: ClockP99Sec, Better: Lower, Highest: 1e4,
		Meaning: "How late the clockwork is by itself: its p99, measured before the pass with the same gaps (1 ms at " +
			"most) and no message. What of a latency is less than this may be the machine's.",
	},
	{
		Name: StepNs, Tidied: StepSec, Highest: 1e4,
		Meaning: "The time of one step on a message's way, of mechanisms that name their steps (`file`: open, " +
			"write, read, close, and look, a read that finds nothing). It is the median of both sides' steps.",
	},
	{
		Name: InterruptsPerSec, Better: Lower, Highest: 1e12,
		Meaning: "Of `what=jitter`, whose quantiles are those of all gaps: how many gaps a second are interruptions. " +
			"These are longer than 1 µs, or than five times the median gap where that is more.",
	},
	{
		Name: GapOftenNs, Tidied: GapOftenSec, Better: Lower, Highest: 1e4,
		Meaning: "Of `what=jitter`: gaps at least as long as this came 1,000 times a second. It is absent unless " +
			"there were 10.",
	},
	{
		Name: GapSeldomNs, Tidied: GapSeldomSec, Better: Lower, Highest: 1e4,
		Meaning: "Of `what=jitter`: gaps at least as long as this came 100 times a second. It is absent unless " +
			"there were 10.",
	},
	{
		Name: LostPerMillion, Better: Lower, Highest: 1e6,
		Meaning: "Of `what=one-slot` and `what=two-slots`: how many of a million messages the other end never saw, " +
			"since its writer, or the other one, wrote over them first. Both ends count what they sent and what " +
			"they saw, in all ops of the pass, and look once more when neither writes any longer.",
	},
	{
		Name: OpenedPercent, Highest: 100, Counted: true,
		Meaning: "Of `what=stranger`: 100 if the process that inherits nothing and is handed nothing opened its end, " +
			"and messages arrived both ways or a call was answered; 0 if the mechanism refused it.",
	},
	{
		Name: CPUNsPerOp, Tidied: CPUSecPerOp, Better: Lower, Highest: 1e7,
		Meaning: "CPU time of both sides, user and system, per op. Paced: of the receiver alone. Claim with " +
			"`what=idle`: of the thread alone that waits.",
	},
	{
		Name: Cores, Better: Lower, Highest: 1e5,
		Meaning: "That CPU time divided by the wall time: 2.0 is two CPUs fully used.",
	},
	{
		Name: SwitchesPerOp, Better: Lower, Highest: 1e9,
		Meaning: "Context switches of both sides per op, voluntary and involuntary. Paced: of the receiver alone. " +
			"Claim with `what=idle`: of the thread alone that waits.",
	},
	{
		Name: InvoluntaryPerOp, Better: Lower, Highest: 1e9,
		Meaning: "The involuntary ones among them: the scheduler gave the CPU to another thread, which may be the " +
			"other side's.",
	},
	{
		Name: SyscallsPerOp, Better: Lower, Highest: 1e9, Counted: true,
		Meaning: "System calls of both sides per op, counted by the kernel in a pass of their own. Paced: of the " +
			"receiver alone. It is absent where the kernel does not let us count.",
	},
	{
		Name: BytesPerOp, Better: Lower, GoKnows: true, Highest: 1e15, Counted: true,
		Meaning: "Bytes of heap that both sides allocate in the measured loop, per op.",
	},
	{
		Name: AllocsPerOp, Better: Lower, GoKnows: true, Highest: 1e12, Counted: true,
		Meaning: "Heap allocations of both sides in the measured loop, per op.",
	},
	{
		Name: NoisePercent, Better: Lower, Highest: 100,
		Disturbed: 15, Cause: "others used more than %g %% of the pair's CPUs",
		Meaning: "The share of the pair's CPUs that others used meanwhile: other processes, threads of the " +
			"kernel, other guests of the host, and whatever ran on the other hardware thread of the same cores. " +
			"It is absent for `pty`, whose messages a thread of the kernel carries.",
	},
	{
		Name: StealPercent, Better: Lower, Highest: 100,
		Disturbed: 5, Cause: "the hypervisor gave more than %g %% of the pair's CPUs to other guests",
		Meaning: "The share of the pair's CPUs that the hypervisor gave to other guests while a thread here " +
			"wanted to run. It is absent where /proc/stat has no such column.",
	},
	{
		Name: ThrottledPercent, Better: Lower, Highest: 100,
		Disturbed: 3, Cause: "the control group's CPU quota held CPUs back for more than %g %% of the time",
		Meaning: "The share of the measured pass's wall time in which CPUs stood still, as the CPU quota of the " +
			"control group that the run is in, or of one above it, was used up (`throttled_time` or `throttled_usec` " +
			"in cpu.stat). Two CPUs that stand still at once count twice, up to 100. It is absent where there is no " +
			"quota (`cpu.cfs_quota_us` is -1, `cpu.max` is max), or where it cannot be read.",
	},
	{
		Name: FreqPercent, Better: Lower, Highest: 1e5,
		Disturbed: 10, Cause: "the clock rate of a CPU changed by more than %g %%",
		Meaning: "The largest change of the clock rate of one of the pair's CPUs between the beginning and the " +
			"end of the measured pass. It is absent where cpufreq is not visible, as in most virtual machines.",
	},
	{
		Name: WarmUpNs, Tidied: WarmUpSec, Better: Lower, Highest: 1e4,
		Meaning: "How long the warm-up took, until successive batches agreed.",
	},
	{
		Name: LineNs, Tidied: LineSec, Better: Lower, Highest: 1e4, Positive: true,
		Meaning: "The machine's state, on the pair's CPUs, beside the measured pass: the time in which a cache " +
			"line travels from one CPU to the other and back. It is the geometric mean of a probe before the " +
			"measured pass and one after it. It is absent on one CPU.",
	},
	{
		Name: CallNs, Tidied: CallSec, Better: Lower, Highest: 1e4, Positive: true,
		Meaning: "In the same probes: the time of a system call that does nothing (getppid(2)).",
	},
	{
		Name: ClockPercent, Better: Higher, Highest: 1e4, Positive: true,
		Meaning: "In the same probes: the rate of a chain of additions, one each clock cycle, in percent of the " +
			"clock rate that the kernel names for the CPU (cpufreq/cpuinfo_max_freq, or else `cpu MHz` in " +
			"/proc/cpuinfo). It is absent where the kernel names none.",
	},
	{
		Name: WakeNs, Tidied: WakeSec, Better: Lower, Highest: 1e4, Positive: true,
		Meaning: "In the same probes: the time in which one end wakes the other, which sleeps in futex(2), and is " +
			"woken by it. It is absent where the ends do not sleep, or are threads of one process.",
	},
	{
		Name: StatePercent, Better: Lower, Highest: 1e9,
		Disturbed: 100, Cause: "the machine changed its state, by more than %g %% of what one state varies",
		Meaning: "The largest difference between those probes, in percent of what probes of one state may differ by: " +
			"50 % for the cache line and the call, 15 % for the clock rate, 200 % for the wake-up. Above 100 the " +
			"machine changed its state in the middle. The pass is then done again, three times at most and for " +
			"up to 1.5 s in all.",
	},
	{
		Name: MicroJPerOp, Better: Lower, Highest: 1e13,
		Meaning: "The energy of one op in µJ: the mean power during the measured pass, less the power while " +
			"everything sleeps, divided by the ops done in a second; 0 at least. It is that of the processor's whole " +
			"packages, so what other programs make them take counts too. It is absent where the kernel shows no " +
			"counter (/sys/class/powercap), as in most virtual machines, or lets only root read it.",
	},
}

// The beginning and the end of the name of a unit that times one of a mechanism's own steps.
const (
	stepPrefix = "step-"
	stepEnd    = "-ns"
)

// StepUnit is the unit that times one of a mechanism's own steps, by the name of the step.
func StepUnit(step string) string { return stepPrefix + step + stepEnd }

// StepOf is the step that a unit times, by the unit's tidied name; ok is false if it times none.
func StepOf(tidied string) (step string, ok bool) {
	step, ok = strings.CutPrefix(tidied, stepPrefix)
	if !ok {
		return "", false
	}
	return strings.TrimSuffix(step, "-sec"), true
}

// Tidy is the name of the unit after golang.org/x/perf/benchunit has converted it.
func (u Unit) Tidy() string { return cmp.Or(u.Tidied, u.Name) }

// Line is the Unit line for a result file; "" if readers need none.
func (u Unit) Line() string {
	if u.GoKnows || u.Better == Neither {
		return ""
	}
	return fmt.Sprintf("Unit %s better=%v", u.Name, u.Better)
}

// UnitNamed finds a unit by its name in files or by its tidied name; false if it is not listed.
func UnitNamed(name string) (Unit, bool) {
	if _, ok := StepOf(name); ok {
		name = StepNs
	}
	u, ok := unitsByName[name]
	return u, ok
}

// unitsByName are all units by both of their names. The report looks up one with every figure.
var unitsByName = func() map[string]Unit {
	all := map[string]Unit{}
	for _, u := range Units {
		all[u.Name], all[u.Tidy()] = u, u
	}
	return all
}()

// UnitName is the name in files of a unit with this tidied name, which need not be listed.
func UnitName(tidied string) string {
	if u, ok := UnitNamed(tidied); ok && u.Name != StepNs {
		return u.Name
	}
	for end, written := range map[string]string{"sec": "ns", "sec/op": "ns/op"} {
		if begin, ok := strings.CutSuffix(tidied, end); ok {
			return begin + written
		}
	}
	return tidied
}

// Common are the units that results of every pattern have.
func Common() []Unit {
	return slices.DeleteFunc(slices.Clone(Units), func(u Unit) bool {
		return slices.ContainsFunc(Patterns, func(p Pattern) bool { return p.Has(u.Name) })
	})
}

// UnitLines are the Unit lines of a file whose results have these units and the common ones, in reading order. Units
// that are not in [Units] come last.
func UnitLines(used ...Unit) (lines []string) {
	add := func(u Unit) {
		if line := u.Line(); line != "" && !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	all := append(Common(), used...)
	for _, u := range Units {
		if slices.ContainsFunc(all, func(one Unit) bool { return one.Name == u.Name }) {
			add(u)
		}
	}
	for _, u := range used {
		add(u)
	}
	return lines
}

// unitsNamed are the units with these names, in reading order.
func unitsNamed(names ...string) (units []Unit) {
	for _, u := range Units {
		if slices.Contains(names, u.Name) {
			units = append(units, u)
		}
	}
	return units
}
