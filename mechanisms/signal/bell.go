package signal

import "ipcbench/mechanisms"

// A Bell is a mechanism that tells the other side that something has happened, and carries a number: for others that
// keep their messages in shared memory, and tell of them by it.
type Bell interface {
	mechanisms.Mechanism
	// Unread is how many numbers may be sent and not yet received, at most, when Send returns.
	Unread() int
}
