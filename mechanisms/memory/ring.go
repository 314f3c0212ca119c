package memory

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/segment"
	"ipcbench/mechanisms/kit/word"

	"golang.org/x/sys/unix"
)

// Ring is shm-ring: a bounded ring of records of any size each way, with one producer and one consumer.
//
// A record is a header of 8 bytes, which holds the payload's length plus one, and the payload, padded to 8 bytes. Of a
// long message each takes whole cache lines.
//
// The consumer can learn of a new record in two ways. One is the record's header. A short message and its header come
// on one cache line, so a consumer that waits for one message polls the header. The producer clears the place of the
// next header before it publishes a record, since something of the last lap lies there that must not be taken for a
// header.
//
// The other way is an index, tail: up to where records are published. In a stream of messages, a consumer reads it once
// and then takes all records before it, without touching a cache line that the producer may be writing. A consumer that
// polled the headers of a stream would follow the producer line by line: that made the stream four times as slow.
//
// The consumer says how far it has read in an index of its own, after each quarter of the ring and whenever it finds no
// more. The producer looks at it only when it has used up the room that it knows of. All else both keep in private
// memory.
//
// When a consumer has caught up with a stream, each look at the index would take its line from the producer. So it
// first leaves the line alone for 64 pauses, and then finds many new messages. After a single message, as in a
// ping-pong, it polls at once.
type Ring struct {
	// Batch is shm-ring-batch: records become visible several at a time. The producer holds the header of the first one
	// back until they are 1 KiB together, or it receives itself, waits for room, or flushes.
	Batch bool
	// InPlace is shm-ring-inplace: messages are read in place, and not copied out.
	InPlace bool
	// Huge is shm-ring-huge: the memory is of huge pages, of 2 MiB on amd64.
	Huge bool
	// Named is shm-ring-named: the memory is that of shm_open(3), which any process can map that knows its name. So two
	// containers can use it that share /dev/shm.
	Named bool
}

// Traits implements [mechanisms.Mechanism].
func (m Ring) Traits() mechanisms.Traits {
	t := mechanisms.Traits{
		Name: "shm-ring", Family: "memory",
		Moves:    "a ring of records each way in a memfd mapped by both; one producer, one consumer",
		Provider: mechanisms.User, Scope: mechanisms.Process,
		Direction: mechanisms.Simplex, Relation: mechanisms.Related, Crosses: []mechanisms.Border{mechanisms.Inherited},
		Waits: word.Waits, Copies: 2, Raw: true,
	}
	if m != (Ring{}) {
		t.VariantOf = t.Name
	}
	switch {
	case m.Batch:
		t.Name, t.Moves, t.Batches = "shm-ring-batch", "the ring, records published several at a time", true
	case m.InPlace:
		t.Name, t.Moves, t.Copies = "shm-ring-inplace", "the ring, records read where they lie", 1
	case m.Named:
		where, relation, crosses := segment.POSIX{}.Describe()
		t.Name, t.Moves, t.Relation, t.Twin = "shm-ring-named", "the ring in "+where, relation, true
		t.Crosses = []mechanisms.Border{crosses}
	case m.Huge:
		t.Name, t.Moves, t.Needs = "shm-ring-huge", "the ring, in huge pages of 2 MiB", "free huge pages"
	}
	return t
}

// Available implements [mechanisms.Mechanism].
func (m Ring) Available() error {
	switch {
	case m.Named:
		return segment.POSIX{}.Available()
	case !m.Huge:
		return nil
	}
	const probe = 4 << 20
	fd, err := unix.MemfdCreate("ipcbench-probe", unix.MFD_CLOEXEC|unix.MFD_HUGETLB)
	if err != nil {
		return fmt.Errorf("no huge pages: memfd_create(MFD_HUGETLB): %w", err)
	}
	defer unix.Close(fd)
	if err := unix.Fallocate(fd, 0, 0, probe); err != nil {
		return errors.New("no huge pages are free " +
			"(sysctl vm.nr_overcommit_hugepages=64 lets the kernel make some when asked)")
	}
	return nil
}

// A ringLayout says where everything lies in the shared memory.
type ringLayout struct {
	page     int // bytes: of the memory's pages
	capacity int // of each ring; a multiple of page
}

const (
	headerBytes = 8
	// leastCapacity keeps a ring within the second-level cache of one processor.
	leastCapacity = 64 << 10
	// messagesHeld is how many of the largest messages a ring has room for.
	messagesHeld = 4
	// stretch is how many bytes of records a batch has: enough that the consumer, which polls the line of the first,
	// does not hinder the producer of the others. It is also how far ahead of itself a producer of short messages asks
	// for cache lines, in bytes.
	stretch = 1 << 10
	// shortMessages is up to how many bytes a message is short. The lines of longer ones are fetched by the processor's
	// own prefetcher.
	shortMessages = 64
	// longMessages is from how many bytes on a message is long.
	longMessages = 2 << 10
	cacheLine    = 64
	// backOff is how many pauses a consumer leaves the producer's lines alone when it has caught up.
	backOff = 64
)

func (m Ring) layout(size int) ringLayout {
	at := ringLayout{page: os.Getpagesize()}
	if m.Huge {
		at.page = hugePage()
	}
	at.capacity = max(leastCapacity, messagesHeld*(record(size)+headerBytes))
	at.capacity = (at.capacity + at.page - 1) / at.page * at.page
	return at
}

// total is the bytes of the whole: a page of words, and the two rings.
func (at ringLayout) total() int { return at.page + 2*at.capacity }

// record is how many bytes a message of size takes.
func record(size int) int {
	if size < longMessages {
		return headerBytes + (size+7)&^7
	}
	return cacheLine + (size+cacheLine-1)&^(cacheLine-1)
}

// lead is how many bytes before its payload the record of a message of size begins. The payload of a long one begins on
// a cache line of its own, if the messages before it were long too: copies go by whole lines, and one that begins
// within a line is slower (4 KiB: 1.1 times as long).
func lead(size int) uintptr {
	if size < longMessages {
		return headerBytes
	}
	return cacheLine
}

// hugePage is the size of the default huge page in bytes. Source: Documentation/admin-guide/mm/hugetlbpage.rst.
func hugePage() int {
	text, _ := os.ReadFile("/proc/meminfo")
	for l := range strings.Lines(string(text)) {
		var kilobytes int
		if n, _ := fmt.Sscanf(l, "Hugepagesize: %d kB", &kilobytes); n == 1 {
			return kilobytes << 10
		}
	}
	return 2 << 20
}

// Prepare makes the memory.
func (m Ring) Prepare(p *mechanisms.Preparation) error {
	flags := 0
	switch {
	case m.Named:
		return segment.POSIX{}.Create(p, m.layout(p.Size).total())
	case m.Huge:
		flags = unix.MFD_HUGETLB
	}
	return segment.CreateMemfd(p, segment.Name, m.layout(p.Size).total(), flags)
}

// descriptor is the memory, which the caller closes.
func (m Ring) descriptor(e *mechanisms.End) (int, error) {
	if m.Named {
		return segment.POSIX{}.FD(e)
	}
	return e.FD(segment.Name)
}

// Open maps the memory.
func (m Ring) Open(e *mechanisms.End) (mechanisms.Link, error) {
	fd, err := m.descriptor(e)
	if err != nil {
		return nil, err
	}
	defer unix.Close(fd)
	at := m.layout(e.Size)
	l := &ringLink{
		of: m.Traits().Name, batch: m.Batch, largest: e.Size, capacity: at.capacity,
		canSend: word.NewWaiter(e), canRecv: word.NewWaiter(e), sleeps: e.Wait.Sleeps(),
	}
	if l.words, err = segment.MapPages(fd, at.page); err != nil {
		return nil, err
	}
	for d := range l.rings {
		if l.rings[d], err = mapMirror(fd, at.page+d*at.capacity, at.capacity, at.page); err != nil {
			return nil, errors.Join(err, l.Close())
		}
	}
	l.join(e.Side)
	if m.InPlace {
		return inPlaceRing{l}, nil
	}
	return l, nil
}
