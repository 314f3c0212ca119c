package schema

// The names of the scheduling policies, as in /sched=<name> or /sched=<name>:<priority>.
const (
	Other = "other"
	Batch = "batch"
	Idle  = "idle"
	FIFO  = "fifo"
	RR    = "rr"
)

// The values of the key mlock.
const (
	Locked   = "on"
	Unlocked = "off"
)

// A Sched is a policy by which the kernel schedules the ends.
type Sched struct {
	Name     string
	RealTime bool   // a value has a priority too, as in fifo:50
	Meaning  string // a phrase for docs/format.md
}

// Scheds are all policies in reading order.
var Scheds = []Sched{
	{Name: Other, Meaning: "SCHED_OTHER: shares the CPU fairly with others, like any process"},
	{Name: Batch, Meaning: "SCHED_BATCH: the same, but takes the CPU from nobody when it wakes up"},
	{Name: Idle, Meaning: "SCHED_IDLE: runs when hardly anybody else wants the CPU"},
	{Name: FIFO, RealTime: true, Meaning: "SCHED_FIFO, with a real-time priority from 1 to 99: runs before all " +
		"ordinary processes until it sleeps"},
	{Name: RR, RealTime: true, Meaning: "SCHED_RR: the same, but takes turns with others of its priority"},
}
