package socket

import (
	"strings"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

// noticed has a link read a notice.
func noticed(l *zerocopyLink, e unix.SockExtendedErr) error {
	l.header.Controllen = uint64(unix.CmsgSpace(int(unsafe.Sizeof(e))))
	*(*unix.SockExtendedErr)(unsafe.Pointer(&l.control[unix.CmsgLen(0)])) = e
	return l.note()
}

// under is a link with a call under way from each of n buffers.
func under(n int) *zerocopyLink {
	l := &zerocopyLink{buffers: make([]zerocopyBuffer, n), calls: make([]calledFor, 8)}
	for i := range l.buffers {
		l.buffers[i].calls = 1
		l.calls[i] = calledFor{&l.buffers[i]}
	}
	l.sent = uint32(n)
	return l
}

// A buffer is free when the notice of its own calls has come, whatever others came before.
func TestNoticesOutOfOrder(t *testing.T) {
	const origin = 5
	l := under(4)
	for _, step := range []struct {
		from, to uint32
		free     string // of each buffer
	}{{2, 3, "..xx"}, {0, 0, "x.xx"}, {1, 1, "xxxx"}} {
		if err := noticed(l, unix.SockExtendedErr{Origin: origin, Info: step.from, Data: step.to}); err != nil {
			t.Fatal(err)
		}
		var free strings.Builder
		for _, b := range l.buffers {
			free.WriteByte(".x"[1-min(1, b.calls)])
		}
		if free.String() != step.free {
			t.Errorf("after %d to %d the buffers %s are free, want %s", step.from, step.to, free.String(), step.free)
		}
	}
	if l.first != 4 {
		t.Errorf("the oldest call not done with is %d", l.first)
	}
}

// A notice that is none of zero-copy, of an error, or of calls that are not under way is an error that says so, and
// never "errno 0".
func TestOtherNotices(t *testing.T) {
	const origin = 5
	for want, e := range map[string]unix.SockExtendedErr{
		"origin 2":         {Origin: 2},
		"connection reset": {Origin: origin, Errno: uint32(unix.ECONNRESET)},
		"calls 3 to 5":     {Origin: origin, Info: 3, Data: 5},
		"calls 9 to 9":     {Origin: origin, Info: 9, Data: 9},
		"calls 2 to 1":     {Origin: origin, Info: 2, Data: 1},
	} {
		err := noticed(under(4), e)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "errno 0") {
			t.Errorf("%+v: %v, want an error with %q", e, err, want)
		}
	}
	l := under(2)
	one := unix.SockExtendedErr{Origin: origin, Info: 1, Data: 1}
	if err := noticed(l, one); err != nil {
		t.Fatal(err)
	}
	if err := noticed(l, one); err == nil {
		t.Error("a second notice of a call was taken")
	}
}

// The error of a process that may pin nothing names ulimit -l.
func TestNothingMayBePinned(t *testing.T) {
	if mayLock() {
		t.Log("this process may pin what it likes")
	} else if err := mayPin(1 << 60); err == nil || !strings.Contains(err.Error(), "ulimit -l") {
		t.Errorf("%v, want a word of ulimit -l", err)
	}
	if err := pinned(1 << 10); err == nil || strings.Contains(err.Error(), "\n") {
		t.Errorf("%v, want one line", err)
	}
}
