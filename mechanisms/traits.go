package mechanisms

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ipcbench/internal/schema"
)

// Provider is who implements the exchange; docs/taxonomy.md has the terms.
type Provider string

// The providers.
const (
	OS   Provider = "os"   // the operating system carries and synchronises: pipe, socket, queue
	User Provider = "user" // the processes do it themselves on something they share: memory, a file
)

// Scope is how far the two ends may be from each other in this mechanism's benchmark.
type Scope string

// The scopes.
const (
	Process Scope = schema.Process // two processes of one computer
	Thread  Scope = schema.Thread  // two threads of one process
	Host    Scope = schema.Host    // processes of two computers, or in two network namespaces of one
)

// Direction is that of one channel of the mechanism; two simplex channels make the two-way Link.
type Direction string

// The directions.
const (
	Simplex    Direction = "simplex"
	HalfDuplex Direction = "half-duplex"
	Duplex     Direction = "duplex"
)

// Relation is who can get at the channel.
type Relation string

// The relations.
const (
	Related Relation = "related" // only processes that inherit it, or are handed it
	Any     Relation = "any"     // any process that knows its name and may open it
)

// Traits are what a mechanism declares of itself. They are data: the taxonomy table is drawn from them, the engine
// plans by them and the conformance suite tests what can be tested of them.
type Traits struct {
	Name      string // as in mech=<name>: lower case, digits, hyphens
	Family    string // memory, file, pipe, queue, socket, signal, rpc, inproc
	Moves     string // what moves the bytes, in a few words
	Over      string // the mechanism whose channel this one uses too, or that it is built on; "" if there is none
	VariantOf string // the mechanism that stands for this one where not all are measured at all sizes; "" if none does
	Provider  Provider
	Scope     Scope // of its ends on one computer; Host if it has only that
	Hosts     bool  // the ends may be on two hosts too: Prepare and Open do what [Hosts] says
	Direction Direction
	Relation  Relation
	Crosses   []Border // what ends in two containers must share, all of it; nil if that is not said
	Waits     []Wait   // that Open accepts, in reading order

	// Copies is how often the payload is copied on its way from the sender's buffer to the receiver's; for RPC
	// systems, and what libraries do between hosts, at least that often.
	Copies int

	// Stream says that the mechanism carries bytes, not messages: any size is moved, in several parts if need be.
	Stream bool
	// Holds is how many bytes a byte stream takes at least while nobody receives, 0 if that is 32 KiB or more. Short
	// says that it may take only one message, however short.
	Holds int
	Short bool
	// Largest is the largest message in bytes that a pair can be opened for, 0 if nothing but memory limits it.
	// LimitedBy names what sets it and Remedy what raises it: the error for a larger size says both. An open Link takes
	// at most [End].Size.
	Largest   int
	LimitedBy string
	Remedy    string
	// Smallest is the smallest message in bytes that the mechanism is meant for, 0 if any is. Smaller ones are not
	// tried.
	Smallest int
	// Quick is the largest message in bytes that takes less than a tenth of a second or so, 0 if all do that are of
	// some MiB. A matrix of many sizes leaves out larger ones.
	Quick int
	// Number says that the mechanism carries numbers only: a message is an unsigned one below 1<<63 - 1, in 8 bytes of
	// little-endian order.
	Number bool

	// Raw says that Send and Recv do nothing that the Go runtime takes part in: no allocation, no channel, mutex or
	// os.File, and system calls only by unix.RawSyscall and unix.RawSyscall6 (unix.Read and its like do not count as
	// raw), or by the packages of the kit. The engine then keeps the runtime out of the worker's thread altogether, so
	// that it costs what a C program's would. If the claim is false and the Link waits in the Go scheduler, the worker
	// ends with "fatal error: schedule: holding locks". If it is false otherwise, the benchmark is up to twice as slow,
	// and only B/op shows it. The conformance suite finds both (KeepsOutOfTheRuntime).
	Raw bool
	// Managed says the opposite: that the mechanism is made of the runtime's own goroutines, netpoller or channels. Its
	// workers are not locked to a thread; their whole process is pinned instead. A mechanism that is neither runs on a
	// locked thread in an ordinary Go process.
	Managed bool

	// Rendezvous says that Send waits until the receiver takes the message, so that both sides cannot send at once.
	Rendezvous bool
	// Threaded says that an end belongs to the thread that opened it, so that no other can use it.
	Threaded bool
	// Broker says that a third process, which Prepare starts, carries the messages. The CPU time that it uses is not
	// counted, and Setup does not start one for each op.
	Broker bool

	// Batches says that Send may hold messages back to hand over several at once: the Link is a [Flusher]. That shows
	// in a stream of short messages, which the regression gate measures of such mechanisms.
	Batches bool

	// Twin says that Send and Recv are those of VariantOf, on the same kind of channel: only how the ends come by it
	// differs. A matrix of all mechanisms that is not to take long has the Setup of a twin, and nothing else.
	Twin bool

	// Deferred says that a worker thread of the kernel carries the messages, which runs when and on which CPU the
	// kernel chooses. Two pairs of the same program then differ by more than usual, and the regression gate tells only
	// larger differences.
	Deferred bool

	Needs string // what it needs of the system beyond Linux itself, or ""
}

// NumberSize is the size in bytes of every message of a mechanism whose Traits say Number.
const NumberSize = 8

// CheckSize is nil if a message of size bytes can be carried, and otherwise says why not.
func (t Traits) CheckSize(size int) error {
	switch {
	case size < 1:
		return fmt.Errorf("%s: a message has at least 1 byte, not %d", t.Name, size)
	case t.Number && size != NumberSize:
		return fmt.Errorf("%s: carries one number: size %d is not possible, it runs at %d bytes",
			t.Name, size, NumberSize)
	case size < t.Smallest:
		return fmt.Errorf("%s: is for messages from %d bytes on, not for %d", t.Name, t.Smallest, size)
	case t.Largest > 0 && size > t.Largest:
		return &SizeError{Mechanism: t.Name, Size: size, Limit: t.Largest, Why: t.LimitedBy, Remedy: t.Remedy}
	}
	return nil
}

// Scopes are how far apart the ends may be, nearest first.
func (t Traits) Scopes() []Scope {
	if t.Hosts && t.Scope != Host {
		return []Scope{t.Scope, Host}
	}
	return []Scope{t.Scope}
}

// Offers tells whether Open accepts w.
func (t Traits) Offers(w Wait) bool { return slices.Contains(t.Waits, w) }

// A Taxonomy is the traits as words: one row of the summary table. The field order is the table's column order.
type Taxonomy struct {
	Name      string `json:"name"`
	Family    string `json:"family"`
	Moves     string `json:"moves"`
	Provider  string `json:"provider"`
	Scope     string `json:"scope"`
	Direction string `json:"direction"`
	Relation  string `json:"relation"`
	Waits     string `json:"waits"`
	Copies    string `json:"copies"`
	Largest   string `json:"largest"`
	Needs     string `json:"needs"`
	Crosses   string `json:"crosses"`
	Over      string `json:"over,omitempty"`
}

// Taxonomy is the row of t.
func (t Traits) Taxonomy() Taxonomy {
	largest := "any"
	switch {
	case t.Stream:
		largest = "any (byte stream)"
	case t.Number:
		largest = "8 B (a number)"
	case t.Largest > 0:
		largest = fmt.Sprintf("%d B (%s)", t.Largest, t.LimitedBy)
	}
	copies := strconv.Itoa(t.Copies)
	if t.Managed && (t.Family == "rpc" || t.Scope == Host) {
		copies = "≥ " + copies
	}
	needs := t.Needs
	if needs == "" {
		needs = "nothing"
	}
	return Taxonomy{
		Name: t.Name, Family: t.Family, Moves: t.Moves, Provider: string(t.Provider), Scope: joined(t.Scopes()),
		Direction: string(t.Direction), Relation: string(t.Relation), Waits: joined(t.Waits),
		Copies: copies, Largest: largest, Needs: needs, Crosses: t.across(), Over: t.Over,
	}
}

// joined are words with a space between them.
func joined[T ~string](all []T) string {
	words := make([]string, len(all))
	for i, w := range all {
		words[i] = string(w)
	}
	return strings.Join(words, " ")
}
