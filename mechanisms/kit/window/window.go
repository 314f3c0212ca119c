// Package window keeps a datagram mechanism from dropping messages. A sender has at most a window of messages under
// way, as many as the receiver's buffer holds in any case. The receiver acknowledges half a window at a time, over a
// channel of its own; in a ping-pong that is one acknowledgement in many round trips.
package window

import (
	"errors"

	"ipcbench/mechanisms"
)

// A Link sends messages over one Link and acknowledgements over another, whose messages have one byte. It implements
// [mechanisms.Link].
type Link struct {
	messages, acknowledgements mechanisms.Link
	window                     int
	underWay                   int // messages sent and not acknowledged
	unacknowledged             int // messages received since the last acknowledgement
	acknowledgement            [1]byte
}

// New makes a Link of both, which it owns from then on. window is in messages, at least one, and the same on both
// sides.
func New(messages, acknowledgements mechanisms.Link, window int) *Link {
	return &Link{messages: messages, acknowledgements: acknowledgements, window: window}
}

// step is how many messages an acknowledgement stands for.
func (l *Link) step() int { return (l.window + 1) / 2 }

// Send sends p, once there is room in the window.
func (l *Link) Send(p []byte) error {
	if l.underWay == l.window {
		if err := l.acknowledgements.Recv(l.acknowledgement[:]); err != nil {
			return err
		}
		l.underWay -= l.step()
	}
	if err := l.messages.Send(p); err != nil {
		return err
	}
	l.underWay++
	return nil
}

// Recv receives a message, and acknowledges half a window if it completes that.
func (l *Link) Recv(p []byte) error {
	if err := l.messages.Recv(p); err != nil {
		return err
	}
	if l.unacknowledged++; l.unacknowledged < l.step() {
		return nil
	}
	l.unacknowledged = 0
	return l.acknowledgements.Send(l.acknowledgement[:])
}

// Close closes both.
func (l *Link) Close() error {
	return errors.Join(l.messages.Close(), l.acknowledgements.Close())
}
