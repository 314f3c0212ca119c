package memory

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"ipcbench/internal/cpu"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/segment"
	"ipcbench/mechanisms/signal"
)

// Notified is payload in shared memory together with a bell, another mechanism that tells the other side of it:
// shm-eventfd, shm-semop, shm-signal. The bell carries the message's length.
//
// After each ring at most Unread messages have not been heard of. Besides, the receiver may still be copying one out,
// and the sender copies the next one in before it rings. So there are Unread + 2 places, and no two messages are ever
// in one.
type Notified struct{ Bell signal.Bell }

// Traits implements [mechanisms.Mechanism].
func (m Notified) Traits() mechanisms.Traits {
	t := m.Bell.Traits()
	t.Moves = fmt.Sprintf("payload in %d places of a memfd mapped by both, told of by %s", m.places(), t.Name)
	t.Name, t.VariantOf, t.Family = "shm-"+t.Name, Ring{}.Traits().Name, "memory"
	t.Number, t.Largest, t.LimitedBy = false, 0, ""
	t.Provider, t.Relation = mechanisms.User, mechanisms.Related
	if !slices.Contains(t.Crosses, mechanisms.Inherited) {
		t.Crosses = append([]mechanisms.Border{mechanisms.Inherited}, t.Crosses...)
	}
	return t
}

func (m Notified) places() int { return m.Bell.Unread() + 2 }

// Available is the bell's.
func (m Notified) Available() error { return m.Bell.Available() }

// notifiedName is the memory's among what the pair is given; the bell may have memory of its own.
const notifiedName = "payload"

// Prepare makes the memory and the bell.
func (m Notified) Prepare(p *mechanisms.Preparation) error {
	return errors.Join(segment.CreateMemfd(p, notifiedName, 2*m.places()*placeBytes(p.Size), 0), m.Bell.Prepare(p))
}

// placeBytes is what a message of size bytes takes in whole lines.
func placeBytes(size int) int { return (size + 63) &^ 63 }

// Open maps the memory and opens the bell.
func (m Notified) Open(e *mechanisms.End) (mechanisms.Link, error) {
	l := &notifiedLink{name: m.Traits().Name, largest: e.Size, places: m.places(), each: placeBytes(e.Size)}
	var err error
	if l.memory, err = segment.AttachMemfd(e, notifiedName, 2*l.places*l.each); err != nil {
		return nil, err
	}
	half := l.places * l.each
	l.out, l.in = l.memory[int(e.Side)*half:][:half], l.memory[int(e.Side.Other())*half:][:half]
	number := *e
	number.Size = mechanisms.NumberSize
	if l.bell, err = m.Bell.Open(&number); err != nil {
		return nil, errors.Join(err, segment.Memfd{}.Detach(l.memory))
	}
	return l, nil
}

type notifiedLink struct {
	name           string
	largest        int // bytes of a message
	places, each   int // of one direction, and the bytes of one
	out, in        []byte
	sent, received int // the places to use next
	bell           mechanisms.Link
	number         [mechanisms.NumberSize]byte
	memory         []byte
}

// Send copies p into the next place and rings.
func (l *notifiedLink) Send(p []byte) error {
	if len(p) > l.largest {
		return mechanisms.TooLarge(l.name, len(p), l.largest)
	}
	if place := l.out[l.sent*l.each:][:len(p)]; cpu.IsShort(len(p)) {
		cpu.CopyShort(place, p)
	} else {
		cpu.Copy(place, p)
	}
	binary.LittleEndian.PutUint64(l.number[:], uint64(len(p)))
	if err := l.bell.Send(l.number[:]); err != nil {
		return err
	}
	if l.sent++; l.sent == l.places {
		l.sent = 0
	}
	return nil
}

// Recv waits for the bell and copies the message out.
func (l *notifiedLink) Recv(p []byte) error {
	if err := l.bell.Recv(l.number[:]); err != nil {
		return err
	}
	if size := binary.LittleEndian.Uint64(l.number[:]); size != uint64(len(p)) {
		return mechanisms.WrongSize(l.name, int(size), len(p))
	}
	cpu.Copy(p, l.in[l.received*l.each:][:len(p)])
	if l.received++; l.received == l.places {
		l.received = 0
	}
	return nil
}

// Close closes the bell and unmaps the memory.
func (l *notifiedLink) Close() error {
	return errors.Join(l.bell.Close(), segment.Memfd{}.Detach(l.memory))
}
