package proc

import (
	"errors"
	"os"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// sleeper starts a child that sleeps; by its number alone, as on an old kernel, if byNumber.
func sleeper(t *testing.T, byNumber bool) *child {
	t.Helper()
	c, err := startChild([]string{"sleeper"}, &syscall.ProcAttr{
		Env: append(os.Environ(), sleepVariable+"=1"),
		Sys: &syscall.SysProcAttr{Pdeathsig: unix.SIGKILL},
	}, !byNumber)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A child is signalled while it lives, is waited for, and from then on no signal goes to whoever has its number.
func TestASignalReachesTheChildOrNobody(t *testing.T) {
	for name, byNumber := range map[string]bool{"by descriptor": false, "by number": true} {
		t.Run(name, func(t *testing.T) {
			c := sleeper(t, byNumber)
			if c.fd < 0 && !byNumber {
				t.Skip("this kernel has no descriptors of processes (Linux 5.2)")
			}
			for _, step := range []struct {
				signal unix.Signal
				fate   string
			}{
				{unix.SIGSTOP, "was stopped by SIGSTOP"},
				{unix.SIGKILL, "was killed by SIGKILL"},
			} {
				if err := c.signal(step.signal); err != nil {
					t.Fatalf("%v: %v", step.signal, err)
				}
				status, err := c.wait(unix.WUNTRACED)
				if err != nil || describe(status) != step.fate {
					t.Fatalf("%q (%v), want %q", describe(status), err, step.fate)
				}
			}
			// As if the number were another process's by now: this one's.
			c.pid = os.Getpid()
			if err := c.signal(0); !errors.Is(err, unix.ESRCH) {
				t.Errorf("a signal to the number of one that has ended: %v", err)
			}
		})
	}
}

// One goroutine waits for a child while others signal it: none of them goes to another process, and nothing hangs.
func TestSignalsRaceWithTheEnd(t *testing.T) {
	for range 20 {
		c := sleeper(t, true)
		ended := make(chan error)
		go func() {
			_, err := c.wait(0)
			ended <- err
		}()
		var err error
		for err == nil { // a zombie can be signalled
			err = c.signal(unix.SIGKILL)
		}
		if !errors.Is(err, unix.ESRCH) {
			t.Error(err)
		}
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}
