package proc

import (
	"encoding/json"

	"ipcbench/mechanisms"
)

// An Endpoint is one end of a group as the coordinator sees it: how it is told what to do, how far it has got, whether
// it lives, and how it is ended. Nothing in the methods says that it is a process of this host: what starts an end on
// another one (over ssh, say, with its control connection over TCP) implements Endpoint, and [NewGroup] does the rest.
type Endpoint interface {
	// Send gives the end a message, which its handler receives from [Session].Control.
	Send(message any) error
	// Follow calls said with each message of the end as it comes, and became with what becomes of it, in words: that it
	// was stopped, and at last, after all that it has said, that it ended or was lost sight of. Follow is called once,
	// right after the start, and returns when the end has ended and has been reaped. Of several ends in one process
	// the first tells what becomes of that.
	Follow(said func(json.RawMessage), became func(fate string))
	// Ended is closed when the end has ended and been reaped.
	Ended() <-chan struct{}
	// Progress is how far the end has got since it opened; zero after Close.
	Progress() Progress
	// PID is the end's process on this host, or 0.
	PID() int
	// Finish tells the end that no more messages come: it closes its Link and ends.
	Finish()
	// Kill ends it at once. It is no error if it has ended already. Ended is closed soon after, also if the end cannot
	// be reached any more.
	Kill() error
	// Close frees what the coordinator holds of an end that has ended.
	Close() error
}

// Progress is how many messages an end has sent and received since it opened.
type Progress struct{ Sent, Received uint64 }

// An Event is something that an end said, or that became of it.
type Event struct {
	Side    mechanisms.Side // the number of the end
	Message json.RawMessage // what it said, or nil
	Fate    string          // what became of it, in words: "was killed by SIGKILL", or ""
	Gone    bool            // it has ended, and this is its last event; told only of a [Part]
}
