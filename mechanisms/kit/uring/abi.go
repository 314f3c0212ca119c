package uring

// Flags of io_uring_setup(2).
const (
	setupCQSize       = 1 << 3
	setupRDisabled    = 1 << 6
	setupTaskrunFlag  = 1 << 9
	setupSingleIssuer = 1 << 12
	setupDeferTaskrun = 1 << 13
)

// How a ring finishes its requests: the flags of [New] and [Make].
const (
	// SetupDefer has the kernel finish requests only when the owner of the ring, the one thread that may submit, enters
	// the kernel; it says in memory when there is something to finish.
	SetupDefer = setupSingleIssuer | setupDeferTaskrun | setupTaskrunFlag
	// SetupDirect lets completions appear in memory whenever they are due, also while the owner runs.
	SetupDirect = setupSingleIssuer
)

// Opcodes of a [Request]. Source: io_uring_enter(2).
const (
	opAsyncCancel = 14
	OpSend        = 26 // send(2)
	OpRecv        = 27 // recv(2)
	OpMsgRing     = 40 // a completion for another ring
)

// Flags of a [Request].
const (
	FixedFile      = 1 << 0 // FD is an index into the registered files
	CQESkipSuccess = 1 << 6 // no completion unless it fails
)

// A Request is struct io_uring_sqe, an entry of the submission queue.
type Request struct {
	Opcode   uint8
	Flags    uint8
	Priority uint16 // or flags of the opcode
	FD       int32  // a descriptor, or with [FixedFile] an index
	Offset   uint64
	Address  uint64 // of the memory to move, which must stay where it is until the completion
	Len      uint32 // its bytes
	OpFlags  uint32 // flags of the opcode: MSG_ flags of send and recv
	UserData uint64 // is in the completion again
	_        [3]uint64
}

// A Completion is struct io_uring_cqe, an entry of the completion queue.
type Completion struct {
	UserData uint64 // of the request
	Result   int32  // what the system call would return, or an error number below 0
	Flags    uint32
}

// params is struct io_uring_params.
type params struct {
	SQEntries, CQEntries, Flags, SQThreadCPU, SQThreadIdle, Features, WQ uint32
	_                                                                    [3]uint32
	SQ                                                                   struct {
		Head, Tail, Mask, Entries, Flags, Dropped, Array uint32
		_                                                [3]uint32
	}
	CQ struct {
		Head, Tail, Mask, Entries, Overflow, CQEs, Flags uint32
		_                                                [3]uint32
	}
}

const (
	featSingleMmap = 1 << 0
	featNoDrop     = 1 << 1

	offRings    = 0
	offRequests = 0x10000000

	enterGetEvents      = 1 << 0
	enterRegisteredRing = 1 << 4

	sqCQOverflow = 1 << 1
	sqTaskrun    = 1 << 2

	registerFiles       = 2
	registerEnableRings = 12
	registerRingFDs     = 20
	unregisterRingFDs   = 21
)
