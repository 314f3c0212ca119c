package schema

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

// A FloorStep is something that mechanisms do to move a message, measured by itself.
type FloorStep struct {
	Name string
	Op   string // what one op is: a phrase for docs/format.md
}

// FloorSteps are all of them in reading order.
var FloorSteps = []FloorStep{
	{FloorSyscall, "one getppid(2)"},
	{FloorClock, "one reading of the clock"},
	{FloorEngine, "one turn of Latency's own loop over a mechanism that does nothing: a message stamped, sent, " +
		"received, checked and counted"},
	{FloorCopy, "one copy of `size` bytes between buffers that stay in the cache"},
	{FloorCopyCold, "one copy of `size` bytes between places that are in no cache"},
	{FloorLine, "one cache line to another CPU and back"},
	{FloorSwitch, "two processes on one CPU: to the other and back, by sched_yield(2)"},
	{FloorWake, "two processes that sleep in futex(2): the other woken, and back"},
	{FloorPath, "one thread that holds both ends of `mech`: one message each way, and no waiting; up to 4 KiB"},
}
