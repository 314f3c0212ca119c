package uring

// Flags of io_uring_setup(2).
const (
	setupCQSize       = 1 << 3
	SetupRDisabled    = 1 << 6 // made by one thread for another, which enables it
	setupTaskrunFlag  = 1 << 9
	setupSingleIssuer = 1 << 12
	setupDeferTaskrun = 1 << 13

	// SetupDefer has the kernel finish requests only when their owner, the one thread that may submit, enters it, and
	// says in memory when there is something to finish.
	SetupDefer = setupSingleIssuer | setupDeferTaskrun | setupTaskrunFlag
	// SetupDirect lets completions appear whenever they are due, also while the owner runs.
	SetupDirect = setupSingleIssuer
)

// Opcodes.
const (
	opAsyncCancel = 14
	OpSend        = 26
	OpRecv        = 27
	OpMsgRing     = 40
)

// Flags of a request.
const (
	FixedFile      = 1 << 0 // FD is an index into the registered files
	CQESkipSuccess = 1 << 6 // no completion unless it fails
)

// A Request is struct io_uring_sqe, of which a submission queue is made.
type Request struct {
	Opcode   uint8
	Flags    uint8
	Priority uint16 // and flags of send and recv
	FD       int32
	Offset   uint64
	Address  uint64
	Len      uint32
	OpFlags  uint32 // what the opcode makes of them: MSG_ flags
	UserData uint64
	_        [3]uint64
}

// A Completion is struct io_uring_cqe.
type Completion struct {
	UserData uint64
	Result   int32 // what the system call would return, or an error number below 0
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
