package sample

import "time"

// DefaultIdle is how long a sample may make no progress where the user does not say.
const DefaultIdle = 5 * time.Second

// Options are how samples are taken.
type Options struct {
	// Idle is how long a sample may make no progress before it is ended.
	Idle time.Duration
	// Whole has every byte of each message compared in every pass, not only its marks.
	Whole bool
	// Trial says that it is only to be seen whether the cell runs: the warm-up is short, and nothing about the
	// machine is measured that would make the figures better.
	Trial bool
	// Traceable has the workers let themselves be traced, to count system calls where the tracepoint may not be used.
	// Any process of the same user may then read their memory.
	Traceable bool
}

// A Length is how long a measured pass is: so many ops, or, if that is 0, such a time.
type Length struct {
	Ops int
	For time.Duration
}
