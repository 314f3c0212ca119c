package uring

import (
	"encoding/hex"
	"errors"
	"fmt"
	"sync/atomic"
	"unsafe"

	"ipcbench/internal/cpu"
	"ipcbench/internal/sys"

	"golang.org/x/sys/unix"
)

// A Ring is an io_uring that the calling thread owns. No other thread may use it.
type Ring struct {
	fd         int // to enter: an index of the registered ones, if enterFlags say so
	enterFlags uint32
	own        int // the descriptor itself

	rings, requests []byte // as mapped

	sqTail, sqFlags *uint32
	sqMask          uint32
	queue           []Request
	tail, due       uint32 // of the submission queue; how many before it are not submitted

	cqHead, cqTail *uint32
	cqMask         uint32
	completions    []Completion
}

// Available is nil if rings with these flags ([SetupDefer] or [SetupDirect]) can be made here, and otherwise says what
// would help.
func Available(flags uint32) error {
	fd, _, err := setup(1, 2, flags)
	if err == nil {
		return unix.Close(fd)
	}
	switch {
	case errors.Is(err, unix.ENOSYS):
		return errors.New("this kernel has no io_uring (CONFIG_IO_URING), or a container's seccomp profile hides it")
	case errors.Is(err, unix.EPERM):
		return errors.New("kernel.io_uring_disabled or a sandbox forbids io_uring (set it to 0 with sysctl)")
	case errors.Is(err, unix.EINVAL):
		return errors.New("this kernel's io_uring has no IORING_SETUP_DEFER_TASKRUN (Linux 6.1 and later have)")
	}
	return err
}

func setup(entries, completions, flags uint32) (fd int, p params, err error) {
	p = params{CQEntries: completions, Flags: flags | setupCQSize}
	r, _, errno := unix.Syscall(unix.SYS_IO_URING_SETUP, uintptr(entries), uintptr(unsafe.Pointer(&p)), 0)
	if errno == unix.ENOMEM { // rings are accounted as locked memory of a user without CAP_IPC_LOCK
		return -1, p, fmt.Errorf("io_uring_setup: %w (raise RLIMIT_MEMLOCK with ulimit -l)", errno)
	}
	if errno != 0 {
		return -1, p, fmt.Errorf("io_uring_setup: %w", errno)
	}
	if p.Features&featSingleMmap == 0 || p.Features&featNoDrop == 0 {
		unix.Close(int(r))
		return -1, p, fmt.Errorf("io_uring_setup: %w", unix.EINVAL)
	}
	return int(r), p, nil
}

// Make makes a ring that another thread will own, with room for so many requests and completions, powers of two. A
// coordinator gives the descriptor, which is the caller's, and the shape to the worker that calls [Own]. shape says as
// text where everything lies in the ring's memory.
func Make(entries, completions, flags uint32) (fd int, shape string, err error) {
	fd, p, err := setup(entries, completions, flags|setupRDisabled)
	if err != nil {
		return -1, "", err
	}
	return fd, hex.EncodeToString(unsafe.Slice((*byte)(unsafe.Pointer(&p)), unsafe.Sizeof(p))), nil
}

// Own makes the calling thread the owner of a ring that [Make] made. The Ring owns fd from then on, errors included.
func Own(fd int, shape string) (*Ring, error) {
	var p params
	as := unsafe.Slice((*byte)(unsafe.Pointer(&p)), unsafe.Sizeof(p))
	if n, err := hex.Decode(as, []byte(shape)); err != nil || n != len(as) {
		unix.Close(fd)
		return nil, fmt.Errorf("a ring's shape of %d bytes: %d are due", n, len(as))
	}
	if err := register(fd, registerEnableRings, nil, 0); err != nil {
		unix.Close(fd)
		return nil, err
	}
	return attach(fd, p)
}

// New makes a ring that the calling thread owns, with room for so many requests and completions: powers of two.
func New(entries, completions, flags uint32) (*Ring, error) {
	fd, p, err := setup(entries, completions, flags)
	if err != nil {
		return nil, err
	}
	return attach(fd, p)
}

func attach(fd int, p params) (*Ring, error) {
	r := &Ring{fd: fd, own: fd}
	size := max(p.SQ.Array+4*p.SQEntries, p.CQ.CQEs+p.CQEntries*uint32(unsafe.Sizeof(Completion{})))
	var err error
	if r.rings, err = mmap(fd, offRings, int(size)); err == nil {
		r.requests, err = mmap(fd, offRequests, int(p.SQEntries)*int(unsafe.Sizeof(Request{})))
	}
	if err != nil {
		return nil, errors.Join(err, r.Close())
	}
	at := func(offset uint32) *uint32 { return (*uint32)(unsafe.Pointer(&r.rings[offset])) }
	r.sqTail, r.sqFlags, r.sqMask = at(p.SQ.Tail), at(p.SQ.Flags), *at(p.SQ.Mask)
	r.cqHead, r.cqTail, r.cqMask = at(p.CQ.Head), at(p.CQ.Tail), *at(p.CQ.Mask)
	r.queue = unsafe.Slice((*Request)(unsafe.Pointer(&r.requests[0])), p.SQEntries)
	r.completions = unsafe.Slice((*Completion)(unsafe.Pointer(&r.rings[p.CQ.CQEs])), p.CQEntries)
	for i := range p.SQEntries {
		*at(p.SQ.Array + 4*i) = i
	}
	// A registered ring spares each call the look-up of its descriptor. A thread can register only a few rings; where
	// it has too many already, this one works without.
	self := struct {
		Offset, _ uint32
		Data      uint64
	}{^uint32(0), 0, uint64(fd)}
	if n, err := registerCount(fd, registerRingFDs, unsafe.Pointer(&self), 1); err == nil && n == 1 {
		r.fd, r.enterFlags = int(self.Offset), enterRegisteredRing
	}
	return r, nil
}

func mmap(fd int, offset int64, size int) ([]byte, error) {
	m, err := unix.Mmap(fd, offset, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED|unix.MAP_POPULATE)
	if err != nil {
		return nil, fmt.Errorf("mmap of a ring: %w", err)
	}
	return m, nil
}

func registerCount(fd int, what uintptr, argument unsafe.Pointer, n int) (int, error) {
	r, _, errno := unix.Syscall6(unix.SYS_IO_URING_REGISTER, uintptr(fd), what, uintptr(argument), uintptr(n), 0, 0)
	if errno != 0 {
		return 0, fmt.Errorf("io_uring_register: %w", errno)
	}
	return int(r), nil
}

func register(fd int, what uintptr, argument unsafe.Pointer, n int) error {
	_, err := registerCount(fd, what, argument, n)
	return err
}

// Files registers descriptors: with [FixedFile], a request's FD is an index of them. The ring holds what they are of,
// so that the caller may close them.
func (r *Ring) Files(fds ...int32) error {
	return register(r.own, registerFiles, unsafe.Pointer(unsafe.SliceData(fds)), len(fds))
}

// Next is the next request, with all its fields 0, for the caller to fill before the next call of Enter. Between two
// calls there may be as many as the ring has entries.
func (r *Ring) Next() *Request {
	q := &r.queue[r.tail&r.sqMask]
	*q = Request{}
	r.tail++
	r.due++
	return q
}

// Enter is io_uring_enter(2): it submits what Next gave, and returns when wait completions are there, or with EINTR
// after a signal.
func (r *Ring) Enter(wait uint32) unix.Errno {
	cpu.StoreRelease32(r.sqTail, r.tail)
	n, errno := sys.IoUringEnter(r.fd, r.due, wait, r.enterFlags|enterGetEvents)
	if errno == 0 {
		r.due -= uint32(n)
	}
	return errno
}

// Completion is the oldest completion, or nil if there is none. It is valid until Seen.
func (r *Ring) Completion() *Completion {
	head := *r.cqHead
	if head == atomic.LoadUint32(r.cqTail) {
		return nil
	}
	return &r.completions[head&r.cqMask]
}

// Seen gives the oldest completion's place back to the kernel.
func (r *Ring) Seen() { cpu.StoreRelease32(r.cqHead, *r.cqHead+1) }

// Owes tells whether the kernel has something to finish that it will finish in the next call of Enter.
func (r *Ring) Owes() bool { return atomic.LoadUint32(r.sqFlags)&(sqTaskrun|sqCQOverflow) != 0 }

// Cancel makes a request to give up the one whose UserData is request. Each has its completion; that of the Cancel has
// the UserData own.
func (r *Ring) Cancel(request, own uint64) {
	q := r.Next()
	q.Opcode, q.FD, q.Address, q.UserData = opAsyncCancel, -1, request, own
}

// Close unmaps and closes the ring. The kernel gives up the requests under way.
func (r *Ring) Close() error {
	var err error
	if r.enterFlags&enterRegisteredRing != 0 {
		self := struct {
			Offset, _ uint32
			Data      uint64
		}{Offset: uint32(r.fd)}
		err = register(r.own, unregisterRingFDs, unsafe.Pointer(&self), 1)
	}
	for _, m := range [][]byte{r.rings, r.requests} {
		if m != nil {
			err = errors.Join(err, unix.Munmap(m))
		}
	}
	return errors.Join(err, unix.Close(r.own))
}
