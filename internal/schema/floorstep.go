package schema

import "slices"

// The names of the steps that Floor measures, as in /what=<name>.
const (
	FloorSyscall  = "syscall"
	FloorClock    = "clock"
	FloorEngine   = "engine"
	FloorCopy     = "copy"
	FloorCopyCold = "copy-cold"
	FloorLine     = "line"
	FloorSwitch   = "switch"
	FloorWake     = "wake"
	FloorPath     = "path"
	FloorJitter   = "jitter"
)

// A FloorStep is something that mechanisms do to move a message, measured by itself.
type FloorStep struct {
	Name  string
	Brief string // in a few words, for the report's table
	Op    string // what one op is: a phrase for docs/format.md
}

// FloorSteps are all of them in reading order.
var FloorSteps = []FloorStep{
	{FloorSyscall, "null system call", "one getppid(2)"},
	{FloorClock, "clock reading", "one reading of the clock"},
	{FloorEngine, "the engine's own loop, a round trip", "one turn of Latency's own loop over a mechanism that " +
		"does nothing: a message stamped, sent, " +
		"received, checked and counted"},
	{FloorCopy, "copy, in cache", "one copy of `size` bytes between buffers that stay in the cache"},
	{FloorCopyCold, "copy, out of cache", "one copy of `size` bytes between places that are in no cache"},
	{FloorLine, "cache line to another CPU, there and back", "one cache line to another CPU and back"},
	{FloorSwitch, "context switch by sched_yield, there and back", "two processes on one CPU: to the other and " +
		"back, by sched_yield(2)"},
	{FloorWake, "sleep and wake-up by futex, there and back", "two processes that sleep in futex(2): the other " +
		"woken, and back"},
	{
		FloorPath,
		"a message by one thread, without waiting",
		"one thread that holds both ends of `mech`: one message each way, and no waiting; up to 4 KiB. A pass " +
			"lasts at most 200 ms",
	},
	{
		FloorJitter,
		"gap between clock readings on",
		"one gap between two successive readings of the clock, by a thread on `cpu` that does nothing else. A long " +
			"gap is an interruption by the machine",
	},
}

// FloorStepNamed finds a step; false if there is none of that name.
func FloorStepNamed(name string) (FloorStep, bool) {
	i := FloorStepRank(name)
	if i == len(FloorSteps) {
		return FloorStep{}, false
	}
	return FloorSteps[i], true
}

// FloorStepRank is the position of a step in reading order; a name that is not listed comes behind all.
func FloorStepRank(name string) int {
	if i := slices.IndexFunc(FloorSteps, func(s FloorStep) bool { return s.Name == name }); i >= 0 {
		return i
	}
	return len(FloorSteps)
}
