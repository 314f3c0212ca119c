package ready_test

import (
	"errors"
	"runtime"
	"testing"
	"time"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/ready"

	"golang.org/x/sys/unix"
)

func end(wait mechanisms.Wait) *mechanisms.End {
	return &mechanisms.End{Wait: wait, Peer: new(mechanisms.Peer)}
}

func pipe(t *testing.T) (r, w int) {
	t.Helper()
	var ends [2]int
	if err := unix.Pipe2(ends[:], unix.O_CLOEXEC); err != nil {
		t.Fatal(err)
	}
	return ends[0], ends[1]
}

func isOpen(fd int) bool {
	_, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0)
	return err == nil
}

// A thread that sleeps in the kernel keeps its P: with one, as on one CPU, nothing else would run.
func manyProcessors(t *testing.T) {
	before := runtime.GOMAXPROCS(max(4, runtime.GOMAXPROCS(0)))
	t.Cleanup(func() { runtime.GOMAXPROCS(before) })
}

// Whatever the strategy, a reader gets what is written later, and a writer goes on when there is room again.
func TestRetryUntilReady(t *testing.T) {
	manyProcessors(t)
	for _, wait := range mechanisms.Waits {
		t.Run(string(wait), func(t *testing.T) {
			r, w := pipe(t)
			p, err := ready.NewPair(end(wait), r, w)
			if err != nil {
				t.Fatal(err)
			}
			defer p.Close()
			if asks := wait == mechanisms.Poll; p.CanRead.Ask != asks || p.CanWrite.Ask {
				t.Errorf("asks before it reads: %t, before it writes: %t", p.CanRead.Ask, p.CanWrite.Ask)
			}
			if flag, want := p.CanRead.Flag(7), 7; (flag == want) == (wait == mechanisms.Block) {
				t.Errorf("the flag is %d", flag)
			}
			const most = 80 << 10 // more than a pipe holds
			wrote := make(chan error, 1)
			go func() {
				time.Sleep(10 * mechanisms.HybridSpin)
				rest := make([]byte, most)
				for failures := 0; len(rest) > 0; failures++ {
					n, err := unix.Write(p.W, rest)
					if err == nil {
						rest = rest[n:]
					} else if err = p.CanWrite.Retry(err.(unix.Errno), failures); err != nil {
						wrote <- err
						return
					}
				}
				wrote <- nil
			}()
			got := make([]byte, 32<<10)
			for n, failures := 0, 0; n < most; failures++ {
				if p.CanRead.Ask {
					if err := p.CanRead.Wait(); err != nil {
						t.Fatal(err)
					}
				}
				k, err := unix.Read(p.R, got)
				if err == nil {
					n += k
				} else if err = p.CanRead.Retry(err.(unix.Errno), failures); err != nil {
					t.Fatal(err)
				}
			}
			if err := <-wrote; err != nil {
				t.Error(err)
			}
		})
	}
}

// A Pair owns its descriptors, also where it could not be made.
func TestPairClosesItsDescriptors(t *testing.T) {
	r, w := pipe(t)
	p, err := ready.NewPair(end(mechanisms.Poll), r, w)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Close(); err != nil || isOpen(r) || isOpen(w) {
		t.Errorf("%v; open: %t, %t", err, isOpen(r), isOpen(w))
	}
	r, w = pipe(t)
	defer unix.Close(w)
	if _, err := ready.NewPair(end(mechanisms.Poll), r, -1); err == nil || isOpen(r) {
		t.Errorf("%v; open: %t", err, isOpen(r))
	}
}

// Errors mean the same for every strategy: that the call is to be made again, that the other side is gone, or that the
// message fails.
func TestErrors(t *testing.T) {
	for _, wait := range ready.CallWaits {
		e := end(wait)
		c := ready.NewCall(e)
		var d ready.Descriptor
		r, w := pipe(t)
		defer unix.Close(r)
		defer unix.Close(w)
		d, err := ready.New(e, r, unix.POLLIN)
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		if err := errors.Join(c.Retry(unix.ENOMSG, 0), c.Retry(unix.EINTR, 0), d.Retry(unix.EINTR, 0)); err != nil {
			t.Errorf("%s: %v", wait, err)
		}
		for _, errno := range []unix.Errno{unix.EPIPE, unix.ECONNRESET} {
			if err := d.Retry(errno, 0); !errors.Is(err, mechanisms.ErrPeerGone) {
				t.Errorf("%s: %v becomes %v", wait, errno, err)
			}
		}
		if err := errors.Join(c.Retry(unix.EIO, 0), d.Retry(unix.EIO, 0)); !errors.Is(err, unix.EIO) {
			t.Errorf("%s: EIO becomes %v", wait, err)
		}
		e.Peer.MarkGone()
		if err := c.Retry(unix.EINTR, 0); !errors.Is(err, mechanisms.ErrPeerGone) {
			t.Errorf("%s: after the other process's end a signal is %v", wait, err)
		}
		if wait.Sleeps() {
			continue
		}
		err = nil
		for failures := 0; err == nil; failures++ {
			err = d.Retry(unix.EAGAIN, failures)
		}
		if !errors.Is(err, mechanisms.ErrPeerGone) {
			t.Errorf("%s: trying again and again ends with %v", wait, err)
		}
	}
}

// A hybrid wait without time to spin sleeps after one call in vain, and one that may spin makes a second, however slow
// the machine is.
func TestCallKeepsToItsSpinTime(t *testing.T) {
	for _, c := range []struct {
		spin   mechanisms.SpinTime
		sleeps bool
	}{
		{mechanisms.SpinFor(0), true},
		{mechanisms.SpinFor(1), false},
		{mechanisms.SpinTime(0), false},
		{mechanisms.SpinFor(mechanisms.MaxSpin), false},
		{mechanisms.AdaptiveSpin, false},
	} {
		e := end(mechanisms.Hybrid)
		e.Spin = c.spin
		call := ready.NewCall(e)
		for message := range 3 {
			if call.Sleeps() {
				t.Errorf("spin time %v, message %d: sleeps before it has tried", c.spin, message)
			}
			if err := call.Retry(unix.EAGAIN, 0); err != nil {
				t.Fatal(err)
			}
			if call.Sleeps() != c.sleeps {
				t.Errorf("spin time %v, message %d: sleeps after one call: %t", c.spin, message, call.Sleeps())
			}
			call.Done()
		}
	}
}

// A Call of a hybrid wait sleeps when it has tried in vain for long enough, and only until it has succeeded.
func TestHybridCallSleepsInTheEnd(t *testing.T) {
	c := ready.NewCall(end(mechanisms.Hybrid))
	for failures := 0; !c.Sleeps(); failures++ {
		if c.Flag(unix.IPC_NOWAIT) != unix.IPC_NOWAIT {
			t.Fatal("the call sleeps although it should not yet")
		}
		if err := c.Retry(unix.EAGAIN, failures); err != nil {
			t.Fatal(err)
		}
	}
	if c.Flag(unix.IPC_NOWAIT) != 0 {
		t.Error("the call does not sleep although it should")
	}
	if c.Done(); c.Sleeps() {
		t.Error("the next message sleeps at once")
	}
}
