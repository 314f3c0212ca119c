// Package inproc holds the mechanisms between two threads of one process.
package inproc

import (
	"ipcbench/internal/cpu"
	"ipcbench/mechanisms"
)

// Chan is go-chan: two goroutines of one process, each locked to a thread of its own, over Go channels.
//
// A channel carries a slice: 24 bytes, however long the payload is. So that the payload moves as it does in the other
// mechanisms, Send copies it into a buffer of the Link and Recv copies it out. A channel holds one message: if it held
// none, a send and a receive that do not block would never meet.
type Chan struct {
	// Buffered is go-chan-buffered: a channel holds up to 64 messages, and fewer where 64 would be more than 16 MiB.
	Buffered bool
}

const (
	mostBuffered  = 64
	bufferedBytes = 16 << 20
)

// depth is how many messages a channel holds.
func (m Chan) depth(size int) int {
	if !m.Buffered {
		return 1
	}
	return max(1, min(mostBuffered, bufferedBytes/size))
}

// Traits implements [mechanisms.Mechanism].
func (m Chan) Traits() mechanisms.Traits {
	t := mechanisms.Traits{
		Name: "go-chan", Family: "inproc", Moves: "a Go channel each way between two goroutines, one message deep",
		Provider: mechanisms.User, Scope: mechanisms.Thread, Direction: mechanisms.Duplex, Relation: mechanisms.Related,
		Crosses: []mechanisms.Border{mechanisms.OneProcess},
		Waits:   []mechanisms.Wait{mechanisms.Block, mechanisms.Spin},
		Copies:  2, Managed: true,
	}
	if m.Buffered {
		t.VariantOf = t.Name
		t.Name, t.Moves = "go-chan-buffered", "a Go channel each way between two goroutines, up to 64 messages deep"
	}
	return t
}

// Available implements [mechanisms.Mechanism].
func (Chan) Available() error { return nil }

// Prepare has nothing to make: the channels are made in the worker that runs both ends.
func (Chan) Prepare(*mechanisms.Preparation) error { return nil }

// Open takes one end of the two channels. It interprets the wait strategy itself: an end waits for a Go channel here,
// which no package of the kit knows. Block is the channel's own sleep, spin a select that does not wait.
func (m Chan) Open(e *mechanisms.End) (mechanisms.Link, error) {
	depth := m.depth(e.Size)
	channels := mechanisms.Local(e, "channels", func() [2]chan []byte {
		return [2]chan []byte{make(chan []byte, depth), make(chan []byte, depth)}
	})
	l := &chanLink{
		name: m.Traits().Name, buffers: make([][]byte, depth+2),
		out: channels[e.Side], in: channels[e.Side.Other()], spin: e.Wait == mechanisms.Spin,
	}
	for i := range l.buffers {
		l.buffers[i] = make([]byte, e.Size)
	}
	return l, nil
}

type chanLink struct {
	out  chan<- []byte
	in   <-chan []byte
	name string
	// There are two buffers more than the channel holds messages: Send writes one, and the receiver may be reading
	// another, the last that it took out of the channel. It has finished with those that it took before.
	buffers [][]byte
	next    int
	spin    bool
}

// Send copies p into a buffer and sends it.
func (l *chanLink) Send(p []byte) error {
	buffer := l.buffers[l.next]
	if len(p) > len(buffer) {
		return &mechanisms.SizeError{Mechanism: l.name, Size: len(p), Limit: len(buffer), Why: "the buffer's size"}
	}
	l.next = (l.next + 1) % len(l.buffers)
	buffer = buffer[:copy(buffer, p)]
	if !l.spin {
		l.out <- buffer
		return nil
	}
	for {
		select {
		case l.out <- buffer:
			return nil
		default:
			cpu.Pause()
		}
	}
}

// Recv receives a buffer and copies it out.
func (l *chanLink) Recv(p []byte) error {
	if !l.spin {
		copy(p, <-l.in)
		return nil
	}
	for {
		select {
		case buffer := <-l.in:
			copy(p, buffer)
			return nil
		default:
			cpu.Pause()
		}
	}
}

// Close has nothing to close.
func (l *chanLink) Close() error { return nil }
