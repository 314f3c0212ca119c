package memory

import (
	"cmp"
	"fmt"
	"unsafe"

	"ipcbench/internal/cpu"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/segment"
	"ipcbench/mechanisms/kit/word"
)

// Slot is one shared slot each way: what docs/taxonomy.md calls a global variable between two processes. A slot is a
// sequence word with the payload behind it, in memory that both processes map: shm-slot in a memfd, and shm-posix,
// shm-sysv and shm-mmap, which differ only in where the memory comes from.
type Slot struct {
	Name    string          // "" is shm-slot
	Segment segment.Segment // nil is [segment.Memfd]
}

func (m Slot) name() string { return cmp.Or(m.Name, "shm-slot") }

func (m Slot) memory() segment.Segment {
	if m.Segment == nil {
		return segment.Memfd{}
	}
	return m.Segment
}

// Traits implements [mechanisms.Mechanism].
func (m Slot) Traits() mechanisms.Traits {
	where, relation, crosses := m.memory().Describe()
	kind := ""
	if m.Name != "" {
		kind = Slot{}.name()
	}
	return mechanisms.Traits{
		Name: m.name(), VariantOf: kind, Family: "memory",
		Moves:    "one shared slot each way: sequence word and payload in " + where,
		Provider: mechanisms.User, Scope: mechanisms.Process, Direction: mechanisms.Simplex, Relation: relation,
		Crosses: []mechanisms.Border{crosses},
		Waits:   word.Waits, Copies: 2, Raw: true,
	}
}

// Available implements [mechanisms.Mechanism].
func (m Slot) Available() error { return m.memory().Available() }

// Prepare makes the memory.
func (m Slot) Prepare(p *mechanisms.Preparation) error {
	return m.memory().Create(p, layout(p.Size).total)
}

// Open maps the memory.
func (m Slot) Open(e *mechanisms.End) (mechanisms.Link, error) {
	at := layout(e.Size)
	region, err := m.memory().Attach(e, at.total)
	if err != nil {
		return nil, err
	}
	return newSlotLink(m, e, region, at), nil
}

// A slotLayout says where everything lies in the shared memory, in bytes from its start. Of each pair, the first is for
// messages from A to B.
type slotLayout struct {
	slot    [2]int // sequence word
	payload int    // how far behind its sequence word a payload is
	beside  int    // the same of what a waiter loads with its sequence word; 0: nothing
	taken   [2]int // how many messages of the slot the receiver has taken
	sleeper [2]int // the receiver sleeps on slot
	blocked [2]int // the sender sleeps on taken
	total   int
}

// apart is from how many bytes on a payload begins on a cache line of its own. A shorter one begins on the line of its
// sequence word, so that one line carries both; a longer one has many lines anyway, and a copy is quicker between two
// places with the same alignment.
const apart = 2048

func layout(size int) slotLayout {
	var at slotLayout
	place := func(bytes int) int {
		here := at.total
		at.total += (bytes + word.Line - 1) &^ (word.Line - 1)
		return here
	}
	at.payload = 8
	if size >= apart {
		at.payload = word.Line
	}
	// A message of 64 bytes with its sequence word is on two lines. One of more lines would lose some to the receiver
	// while the sender still writes them; docs/evidence.md has the figures.
	if all := at.payload + size; cacheLine < all && all <= 2*cacheLine {
		at.beside = cacheLine
	}
	for d := range 2 {
		at.slot[d] = place(at.payload + size)
	}
	for d := range 2 {
		at.taken[d], at.sleeper[d], at.blocked[d] = place(8), place(4), place(4)
	}
	return at
}

// A slotLink is one end. Its sequence word has two counters, written by one store: how many messages this slot has
// carried (low half), and how many its writer has taken out of the other slot (high half). So in a ping-pong the answer
// says that the question was taken, and no other cache line moves between the processors. Only a sender whose message
// was not answered looks at the counter taken, which the receiver keeps on a line of its own.
type slotLink struct {
	outWord    word.Word
	outPayload []byte
	outTaken   word.Word // written by the other side

	inWord    word.Word
	inPayload []byte
	inTaken   word.Word

	sent, received uint32 // messages, modulo 1<<32
	known          uint32 // how many of sent are known to be taken

	sleeps           bool // waiters may sleep, so stores must wake
	canSend, canRecv word.Waiter
	of               Slot
	memory           []byte
}

func newSlotLink(of Slot, e *mechanisms.End, m []byte, at slotLayout) *slotLink {
	out, in := int(e.Side), int(e.Side.Other())
	at64 := func(offset int) *uint64 { return (*uint64)(unsafe.Pointer(&m[offset])) }
	at32 := func(offset int) *uint32 { return (*uint32)(unsafe.Pointer(&m[offset])) }
	payload := func(d int) []byte { return m[at.slot[d]+at.payload:][:e.Size] }
	var beside *uint64
	if at.beside > 0 {
		beside = at64(at.slot[in] + at.beside)
	}
	return &slotLink{
		outWord:    word.Word{Value: at64(at.slot[out]), Sleeper: at32(at.sleeper[out])},
		outPayload: payload(out),
		outTaken:   word.Word{Value: at64(at.taken[out]), Sleeper: at32(at.blocked[out])},
		inWord:     word.Word{Value: at64(at.slot[in]), Sleeper: at32(at.sleeper[in]), Beside: beside},
		inPayload:  payload(in),
		inTaken:    word.Word{Value: at64(at.taken[in]), Sleeper: at32(at.blocked[in])},
		sleeps:     e.Wait.Sleeps(),
		canSend:    word.NewWaiter(e), canRecv: word.NewWaiter(e), of: of, memory: m,
	}
}

// Send copies p into the slot once the message before it has been taken.
func (l *slotLink) Send(p []byte) error {
	if len(p) > len(l.outPayload) {
		return l.tooLarge(p)
	}
	if l.known != l.sent {
		if err := l.outTaken.Await(l.sent, &l.canSend); err != nil {
			return err
		}
	}
	if cpu.IsShort(len(p)) {
		cpu.CopyShort(l.outPayload, p)
	} else {
		cpu.Copy(l.outPayload, p)
	}
	l.known = l.sent
	l.sent++
	v := uint64(l.received)<<32 | uint64(l.sent)
	l.outWord.Publish(v, l.sleeps)
	return nil
}

// Recv copies the next message out of the slot and says that it is taken.
func (l *slotLink) Recv(p []byte) error {
	if len(p) > len(l.inPayload) {
		return l.tooLarge(p)
	}
	next := l.received + 1
	if err := l.inWord.Await(next, &l.canRecv); err != nil {
		return err
	}
	l.known = uint32(*l.inWord.Value >> 32)
	cpu.Copy(p, l.inPayload[:len(p)])
	l.received = next
	l.inTaken.Publish(uint64(next), l.sleeps)
	return nil
}

// tooLarge is the error of a message that has no room in a slot: both are of the same size.
func (l *slotLink) tooLarge(p []byte) error {
	return &mechanisms.SizeError{
		Mechanism: l.of.name(), Size: len(p), Limit: len(l.outPayload), Why: "the slot's size",
	}
}

// Close unmaps the memory.
func (l *slotLink) Close() error {
	if l.memory == nil {
		return fmt.Errorf("%s: closed twice", l.of.name())
	}
	m := l.memory
	l.memory = nil
	return l.of.memory().Detach(m)
}
