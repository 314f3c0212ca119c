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
)

// A FloorStep is one step that mechanisms take to move a message. The pattern Floor measures it by itself.
type FloorStep struct {
	Name  string
	Brief string // in a few words, for the report's table
	Op    string // what one op is: a phrase for docs/format.md
}

// FloorSteps are all steps in reading order.
var FloorSteps = []FloorStep{
	{FloorSyscall, "null system call", "one getppid(2)"},
	{FloorClock, "clock reading", "one reading of the clock"},
	{FloorEngine, "the engine's own loop, a round trip",
		"one turn of Latency's own loop over a mechanism that does nothing: a message stamped, sent, " +
			"received, checked and counted"},
	{FloorCopy, "copy, in cache", "one copy of `size` bytes between buffers that stay in the cache"},
	{FloorCopyCold, "copy, out of cache", "one copy of `size` bytes between places that are in no cache"},
	{FloorLine, "cache line to another CPU, there and back", "one cache line moves to another CPU and back"},
	{FloorSwitch, "context switch by sched_yield, there and back",
		"two processes on one CPU: one yields to the other and back, by sched_yield(2)"},
	{FloorWake, "sleep and wake-up by futex, there and back",
		"two processes: one wakes the other, which sleeps in futex(2), and is woken by it"},
	{FloorPath, "a message by one thread, without waiting",
		"one thread holds both ends of `mech` and sends one message each way, up to 4 KiB, without waiting"},
}

// FloorStepNamed finds a step; false if there is none of that name.
func FloorStepNamed(name string) (FloorStep, bool) {
	i := FloorStepRank(name)
	if i == len(FloorSteps) {
		return FloorStep{}, false
	}
	return FloorSteps[i], true
}

// FloorStepRank is the position of a step in reading order. A name that is not listed comes after all others.
func FloorStepRank(name string) int {
	if i := slices.IndexFunc(FloorSteps, func(s FloorStep) bool { return s.Name == name }); i >= 0 {
		return i
	}
	return len(FloorSteps)
}
