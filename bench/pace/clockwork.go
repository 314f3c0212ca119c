package pace

import (
	"runtime"

	"ipcbench/internal/cpu"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// early is how long before a message is due its sender is awake, in ns. A timer wakes an idle CPU 10 to 250 µs late on
// the virtual machines we know.
const early = 200_000

// A Clockwork waits for the times at which messages are due. It sleeps until shortly before, and spins the rest: a
// message that leaves late by a wake-up would carry the wake-up in its latency. Its zero value is for a sender that is
// locked to its thread and shares its CPU with nobody.
type Clockwork struct {
	// Managed says that the Go runtime must know when the sender sleeps, and may run other goroutines meanwhile.
	Managed bool
	// Shares says that the receiver runs on the same CPU: then the sender yields it while it spins.
	Shares bool
	// Peer is the other end's process. Until ends with [mechanisms.ErrPeerGone] when that has ended.
	Peer *mechanisms.Peer
}

// Prepare makes the calling thread's timers exact: it sets their slack to 1 ns, which is 50 µs otherwise.
// Source: prctl(2), PR_SET_TIMERSLACK.
func (c Clockwork) Prepare() { sys.ExactTimers() }

// Until waits until due, by the clock of [sys.Nanotime], and returns the time at which it was over. That is due, or
// later if the time had passed before, or the machine stood still.
func (c Clockwork) Until(due int64) (now int64, err error) {
	now = sys.Nanotime()
	for due-now > early {
		c.sleep(due - early)
		if c.Peer != nil && c.Peer.Gone() {
			return now, mechanisms.ErrPeerGone
		}
		now = sys.Nanotime()
	}
	for now < due {
		c.pause()
		now = sys.Nanotime()
	}
	return now, nil
}

func (c Clockwork) sleep(until int64) {
	if !c.Managed {
		sys.SleepUntil(until)
		return
	}
	sys.ExactTimers() // of the thread on which the goroutine is now
	at := unix.NsecToTimespec(until)
	unix.ClockNanosleep(unix.CLOCK_MONOTONIC, unix.TIMER_ABSTIME, &at, nil) // if interrupted, Until calls again
}

func (c Clockwork) pause() {
	if c.Managed {
		runtime.Gosched()
	}
	if c.Shares {
		sys.Yield()
		return
	}
	cpu.Pause()
}

// Busy keeps the calling thread busy until the time end, by the clock of [sys.Nanotime].
func Busy(end int64) {
	for sys.Nanotime() < end {
		cpu.Pause()
	}
}
