package sample

import "time"

// DefaultIdle is the usual value of [Options].Idle.
const DefaultIdle = 5 * time.Second

// Options say how samples are taken.
type Options struct {
	// Idle is how long a sample may make no progress before it fails.
	Idle time.Duration
	// Whole says that every byte of each message is compared in every pass, not only the marks.
	Whole bool
	// Trial says that the sample only shows whether the cell runs. The warm-up is then short, and properties of the
	// machine that would make the figures more accurate are not measured.
	Trial bool
	// Verified says that the content of messages of this cell was verified before in this run, so that a few are enough
	// now. The marks of every message are checked all the same.
	Verified bool
	// Brief says that a sample lasts no longer than its means need: percentiles are of fewer ops, or absent, and what
	// only a further pass would tell, such as the system calls, is left out.
	Brief bool
	// MeansOnly says that single ops of a closed loop are not timed, so that a pass need not last until there are
	// enough readings for a percentile.
	MeansOnly bool
	// Log says that the readings of a sample are kept, as [Result].Log.
	Log bool
	// Hosts starts the ends of cells of scope host: it is of the type Starter of internal/proc, which only this module
	// can name. nil for both ends on this host.
	Hosts any
	// Traceable lets worker processes be traced, so that system calls can be counted where the tracepoint may not be
	// used. Any process of the same user can then read their memory.
	Traceable bool
}

// A Length is how long a measured pass is: Ops ops, or if that is 0, the time For.
type Length struct {
	Ops int
	For time.Duration
}
