package mechanisms

// A Mechanism is one way for two processes (or threads) to talk. Its methods are called in three processes: Traits and
// Available anywhere, Prepare in the coordinator, Open in each worker. A Mechanism holds no state between them; all
// that passes from Prepare to Open passes through [Preparation] and [End].
type Mechanism interface {
	// Traits describes the mechanism as it is on this machine now (limits come from sysctls).
	Traits() Traits

	// Available is nil if the mechanism can run here, and otherwise says in words a user understands why it cannot and
	// what would help. It is then skipped with that reason.
	Available() error

	// Prepare makes what both ends share, in the coordinator, before either worker starts. On an error everything
	// registered so far is removed by the caller.
	Prepare(p *Preparation) error

	// Open joins one end, in a worker. Both ends open at the same time and may wait for each other. They take at most 1
	// MiB of the Go heap together: Setup opens thousands of channels. What needs more is mapped, and unmapped by Close.
	Open(e *End) (Link, error)
}

// A Link is one open end of a channel that carries messages both ways. A message is exactly len(p) bytes at both ends:
// the engine sends and receives equal sizes, so byte streams need no framing. One goroutine uses a Link at a time.
//
// When the process at the other end is gone, Send and Recv return an error that wraps [ErrPeerGone], within a second,
// even if they sleep in the kernel at that moment.
type Link interface {
	// Send returns when the mechanism has taken all of p; the caller may then overwrite p. A p longer than [End].Size,
	// even if shorter than [Traits].Largest, is refused with a [SizeError] that names the mechanism and End.Size, and
	// nothing is sent. Only byte streams carry it.
	Send(p []byte) error

	// Recv returns when p is full. The Link keeps no reference to p.
	Recv(p []byte) error

	// Close gives back all that Open took and all that Prepare gave this end: descriptors, memory, threads, names. Some
	// of it may take up to a second after Close has returned. Messages that are on their way may be lost.
	Close() error
}

// A Flusher is a Link that may hold messages back to hand over several at once. It hands them over at the latest when
// its side receives, or when it cannot hold more; a side that only sends calls Flush after the last message. Recv must
// hand over what is held before it waits: the caller does not call Flush between Send and Recv, and otherwise both ends
// would wait for ever.
type Flusher interface {
	Link
	// Flush returns when all messages sent can be received.
	Flush() error
}

// A Viewer is a Link over memory that both processes map, whose messages can be made and read in place. The engine
// reads each cache line of a message that it views, as a receiver would that uses it. Send and Recv copy, as those of
// other Links do.
type Viewer interface {
	Link
	// Reserve returns room for the next message of size bytes, to be filled and then sent by Commit. The slice is the
	// sender's until then.
	Reserve(size int) ([]byte, error)
	Commit() error
	// View waits for the next message, which must have size bytes, and returns it where it lies. The slice is the
	// receiver's until it calls Release, which frees it.
	View(size int) ([]byte, error)
	Release() error
}

// A Stepper is a Link that can tell how long each step of a message takes: of a file open, write and close.
type Stepper interface {
	Link
	// Trace has Send and Recv call done with the name of each step when it is over, from now on.
	Trace(done func(step string))
}

// A Caller is the client's Link of a mechanism whose natural unit is the call, not the message: an RPC system. The
// engine then makes one op of Latency one Call instead of a Send and a Recv; Send is a call with an empty answer.
type Caller interface {
	Link
	// Call sends request and returns when response, which the server answers with, is full.
	Call(request, response []byte) error
}

// A Server is the server's Link of such a mechanism.
type Server interface {
	Link
	// Serve answers each request, in whatever goroutine the RPC system runs its handlers in, with what handle returns
	// (nil after the client's Send), until handle says it was the last, or fails. One call of handle runs at a time.
	// It returns the error of handle, or [ErrPeerGone].
	Serve(handle func(request []byte) (response []byte, last bool, err error)) error
}

// Side is one of the two ends. A sends first; B answers.
type Side int

// The two ends.
const (
	A Side = iota
	B
)

// Sides are both ends in order.
var Sides = [2]Side{A, B}

func (s Side) String() string { return string(rune('A' + s)) }

// Other is the opposite end.
func (s Side) Other() Side { return 1 - s }
