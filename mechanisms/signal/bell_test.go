package signal_test

import (
	"encoding/binary"
	"errors"
	"runtime"
	"strconv"
	"sync"
	"testing"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/signal"

	"golang.org/x/sys/unix"
)

// Memory of which a bell tells is overwritten if more messages are under way than Unread says.
func TestUnreadIsWhatABellHolds(t *testing.T) {
	for _, bell := range []signal.Bell{signal.Eventfd{}, signal.Semop{}, signal.Queued{}} {
		name := bell.Traits().Name
		t.Run(name, func(t *testing.T) {
			if err := bell.Available(); err != nil {
				t.Skipf("%s: %v", name, err)
			}
			a, b, done := openBoth(t, bell)
			defer done()
			number := make([]byte, mechanisms.NumberSize)
			sent := uint64(0)
			fill := func() (n int) {
				for ; ; n++ {
					binary.LittleEndian.PutUint64(number, sent)
					if err := a.Send(number); errors.Is(err, mechanisms.ErrPeerGone) {
						return n // no room, and nobody to make some
					} else if err != nil {
						t.Fatal(err)
					}
					sent++
				}
			}
			if n := fill(); n != bell.Unread() {
				t.Fatalf("took %d numbers that nobody received, Unread is %d", n, bell.Unread())
			}
			for received := range uint64(20) {
				if err := b.Recv(number); err != nil {
					t.Fatal(err)
				}
				if got := binary.LittleEndian.Uint64(number); got != received {
					t.Fatalf("received %d where %d was due", got, received)
				}
				if n := fill(); n != 1 {
					t.Fatalf("took %d numbers after one was received", n)
				}
			}
		})
	}
}

// openBoth opens both ends on two threads of this process, A's on the caller's. A believes that nobody is at the other
// end, so that its Send fails where it would wait. The caller calls done, on the same thread.
func openBoth(t *testing.T, m mechanisms.Mechanism) (a, b mechanisms.Link, done func()) {
	p := &mechanisms.Preparation{
		Dir: t.TempDir(), Unique: "ipcbench-" + t.Name() + strconv.Itoa(unix.Getpid()),
		Size: mechanisms.NumberSize, Wait: mechanisms.Spin,
	}
	if err := m.Prepare(p); err != nil {
		t.Fatal(err)
	}
	ends, shared := [2]*mechanisms.End{}, new(sync.Map)
	for _, s := range mechanisms.Sides {
		ends[s] = &mechanisms.End{
			Side: s, Size: p.Size, Wait: p.Wait, Dir: p.Dir, Peer: new(mechanisms.Peer),
			FDs: p.FDs(s), Values: p.Values(), Shared: shared,
		}
	}
	b, closeB := onThread(t, func() (mechanisms.Link, error) { return m.Open(ends[mechanisms.B]) })
	runtime.LockOSThread()
	a, err := m.Open(ends[mechanisms.A])
	if err != nil {
		t.Fatal(err)
	}
	ends[mechanisms.A].Peer.MarkGone()
	return a, b, func() {
		closeB()
		if err := a.Close(); err != nil {
			t.Error(err)
		}
		runtime.UnlockOSThread()
		removeSysV(t, p)
	}
}

// A threadLink is a Link that a thread of its own runs: [signal.Queued] sends to a thread.
type threadLink struct{ calls chan<- func(mechanisms.Link) }

// onThread opens a Link on a new thread, at the same time as the caller goes on, which calls done in the end.
func onThread(t *testing.T, open func() (mechanisms.Link, error)) (_ mechanisms.Link, done func()) {
	calls, ended := make(chan func(mechanisms.Link)), make(chan struct{})
	go func() {
		defer close(ended)
		runtime.LockOSThread()
		link, err := open()
		if err != nil {
			t.Errorf("opening the other end: %v", err)
		}
		for call := range calls {
			call(link)
		}
		if link != nil {
			if err := link.Close(); err != nil {
				t.Error(err)
			}
		}
	}()
	return threadLink{calls}, func() {
		close(calls)
		<-ended
	}
}

func (l threadLink) do(f func(mechanisms.Link) error) error {
	result := make(chan error)
	l.calls <- func(link mechanisms.Link) {
		if link == nil {
			result <- errors.New("the other end is not open")
			return
		}
		result <- f(link)
	}
	return <-result
}

func (l threadLink) Send(p []byte) error {
	return l.do(func(link mechanisms.Link) error { return link.Send(p) })
}

func (l threadLink) Recv(p []byte) error {
	return l.do(func(link mechanisms.Link) error { return link.Recv(p) })
}

func (l threadLink) Close() error { return nil } // done of onThread does

// removeSysV does for System V objects what the engine does.
func removeSysV(t *testing.T, p *mechanisms.Preparation) {
	for _, r := range append(p.Early(), p.Late()...) {
		key, err := strconv.Atoi(r.Name)
		if err != nil {
			continue
		}
		var id int
		switch r.Kind {
		case mechanisms.SemaphoreResource:
			if id, err = sys.SemGet(key, 0, 0); err == nil {
				err = sys.SemRemove(id)
			}
		case mechanisms.MemoryResource:
			if id, err = unix.SysvShmGet(key, 0, 0); err == nil {
				_, err = unix.SysvShmCtl(id, unix.IPC_RMID, nil)
			}
		}
		if err != nil {
			t.Errorf("removing %s %s: %v", r.Kind, r.Name, err)
		}
	}
}

// A machine that queues too few signals has the mechanism skipped, with the remedy.
func TestQueuedNamesTooLowALimit(t *testing.T) {
	var was unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_SIGPENDING, &was); err != nil {
		t.Fatal(err)
	}
	few := was
	few.Cur = min(was.Cur, 3)
	if err := unix.Setrlimit(unix.RLIMIT_SIGPENDING, &few); err != nil {
		t.Fatal(err)
	}
	err := signal.Queued{}.Available()
	if err := unix.Setrlimit(unix.RLIMIT_SIGPENDING, &was); err != nil {
		t.Fatal(err)
	}
	if err == nil {
		t.Error("available although only 3 signals may be queued")
	}
}

// What a closed Link did not receive must not reach the next one of the same thread.
func TestQueuedTakesItsSignalsAlong(t *testing.T) {
	if err := (signal.Queued{}).Available(); err != nil {
		t.Skip(err)
	}
	runtime.LockOSThread() // for all rounds
	defer runtime.UnlockOSThread()
	number := make([]byte, mechanisms.NumberSize)
	for round := range uint64(3) {
		a, b, done := openBoth(t, signal.Queued{})
		for k := range uint64(2) {
			binary.LittleEndian.PutUint64(number, 10*round+k)
			if err := b.Send(number); err != nil {
				t.Fatal(err)
			}
		}
		if err := a.Recv(number); err != nil {
			t.Fatal(err)
		}
		if got := binary.LittleEndian.Uint64(number); got != 10*round {
			t.Errorf("received %d where %d was due", got, 10*round)
		}
		done() // one number was not received
	}
}
