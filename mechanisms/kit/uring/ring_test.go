package uring

import (
	"runtime"
	"testing"
	"unsafe"

	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// open makes a ring for the calling goroutine, which keeps its thread: a ring has one issuer.
func open(t *testing.T) *Ring {
	t.Helper()
	if err := Available(SetupDefer); err != nil {
		t.Skip(err)
	}
	runtime.LockOSThread()
	r, err := New(2, 4, SetupDefer)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
		runtime.UnlockOSThread()
	})
	return r
}

// buffer is on the heap, where it stays: the kernel knows its address.
//
//go:noinline
func buffer() []byte { return make([]byte, 8) }

func transfer(q *Request, opcode uint8, index int32, p []byte, userData uint64) {
	q.Opcode, q.Flags, q.FD, q.UserData = opcode, FixedFile, index, userData
	q.Address, q.Len = uint64(uintptr(unsafe.Pointer(unsafe.SliceData(p)))), uint32(len(p))
}

// What one socket of a pair is sent, the other receives, for each wait, many times round the rings.
func TestWaiterMovesBytes(t *testing.T) {
	for _, wait := range Waits {
		t.Run(string(wait), func(t *testing.T) {
			r := open(t)
			fds := sockets(t)
			if err := r.Files(fds[:]...); err != nil {
				t.Fatal(err)
			}
			w := NewWaiter(&mechanisms.End{Wait: wait, Peer: new(mechanisms.Peer)}, r)
			out, in := buffer(), buffer()
			for i := range 100 {
				out[0], in[0] = byte(i), 0
				transfer(w.Next(), OpSend, 0, out, 0)
				if n, err := w.Do(); n != 8 || err != nil {
					t.Fatalf("send %d: %d, %v", i, n, err)
				}
				transfer(w.Next(), OpRecv, 1, in, 0)
				if n, err := w.Do(); n != 8 || err != nil || in[0] != byte(i) {
					t.Fatalf("receive %d: %d, %v, content %d", i, n, err, in[0])
				}
			}
		})
	}
}

// A hybrid wait that may spin finds a completion in memory, and one that may not goes to the kernel at once: which here
// refuses it, as the ring's descriptor is none.
func TestHybridKeepsToItsSpinTime(t *testing.T) {
	for _, c := range []struct {
		spin  mechanisms.SpinTime
		spins bool
	}{
		{mechanisms.SpinFor(0), false},
		{mechanisms.SpinFor(1), true},
		{mechanisms.SpinTime(0), true},
		{mechanisms.AdaptiveSpin, true},
	} {
		t.Run(c.spin.String(), func(t *testing.T) {
			r := open(t)
			fds := sockets(t)
			if err := r.Files(fds[:]...); err != nil {
				t.Fatal(err)
			}
			w := NewWaiter(&mechanisms.End{Wait: mechanisms.Hybrid, Peer: new(mechanisms.Peer), Spin: c.spin}, r)
			transfer(w.Next(), OpSend, 0, buffer(), 0)
			for r.Completion() == nil {
				if errno := r.Enter(1); errno != 0 && errno != unix.EINTR {
					t.Fatal(errno)
				}
			}
			fd := r.fd
			r.fd = 1 << 20
			completion, err := w.hybrid()
			r.fd = fd
			if spun := err == nil && completion != nil; spun != c.spins {
				t.Errorf("found in memory: %t, want %t (%v)", spun, c.spins, err)
			}
		})
	}
}

// A request that cannot be completed can be given up; both completions come, of which one says so.
func TestCancel(t *testing.T) {
	r := open(t)
	fds := sockets(t)
	if err := r.Files(fds[:]...); err != nil {
		t.Fatal(err)
	}
	transfer(r.Next(), OpRecv, 0, buffer(), 1)
	if errno := r.Enter(0); errno != 0 {
		t.Fatal(errno)
	}
	if c := r.Completion(); c != nil {
		t.Fatalf("%+v of a socket that nothing was sent to", *c)
	}
	r.Cancel(1, 2)
	results := map[uint64]int32{}
	for len(results) < 2 {
		c := r.Completion()
		if c == nil {
			if errno := r.Enter(1); errno != 0 && errno != unix.EINTR {
				t.Fatal(errno)
			}
			continue
		}
		results[c.UserData] = c.Result
		r.Seen()
	}
	if results[1] != -int32(unix.ECANCELED) || results[2] != 0 {
		t.Errorf("results %v, want %d and 0", results, -int32(unix.ECANCELED))
	}
}

// A result below 0 is the error of the call.
func TestErrorsAreResults(t *testing.T) {
	r := open(t)
	w := NewWaiter(&mechanisms.End{Wait: mechanisms.Block, Peer: new(mechanisms.Peer)}, r)
	q := w.Next()
	q.Opcode, q.FD = OpRecv, -1
	if n, err := w.Do(); n != -int32(unix.EBADF) || err != nil {
		t.Errorf("%d, %v, want %d", n, err, -int32(unix.EBADF))
	}
}

func sockets(t *testing.T) [2]int32 {
	t.Helper()
	fds, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, fd := range fds {
			unix.Close(fd)
		}
	})
	return [2]int32{int32(fds[0]), int32(fds[1])}
}
