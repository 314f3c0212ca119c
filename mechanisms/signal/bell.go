package signal

import "ipcbench/mechanisms"

// A Bell is a mechanism that tells the other side that something has happened, and can carry the news of what lies in
// memory.
type Bell interface {
	mechanisms.Mechanism
	// Unread is how many numbers may be sent and not yet received, at most, when Send returns.
	Unread() int
}
