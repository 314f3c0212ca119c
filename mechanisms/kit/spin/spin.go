// Package spin decides how long a hybrid wait spins before it blocks. It reads no clock: the packages that wait (word,
// ready, uring) do, and tell a [Budget] what became of each wait.
package spin

import (
	"time"

	"ipcbench/mechanisms"
)

// The bounds of an adaptive budget that is not 0. They are those of halt polling in Linux, which decides the same for
// an idle virtual CPU. Source: virt/kvm/kvm_main.c, halt_poll_ns_grow_start; drivers/cpuidle/governors/haltpoll.c,
// guest_halt_poll_ns.
const (
	Least   = 10 * time.Microsecond
	Ceiling = 200 * time.Microsecond
)

// most is how many failures in a row are counted. After that many, one in 1<<(most-1) waits that spinning could have
// shortened is spent on another try.
const most = 9

// A Budget is how long the next wait of one direction may spin. Use it by value: one for each direction, at each end.
//
// A fixed budget stays as it is. An adaptive one spins if spinning paid the last times, and is otherwise 0:
//
//   - A message that came while spinning keeps the budget, or raises it to twice the time that it took.
//   - Spinning in vain ends it: the next waits sleep at once. Only the first such failure is forgiven, if the whole
//     wait was shorter than [Ceiling]: then the budget becomes twice that.
//   - While the budget is 0, a wait that slept and was shorter than Ceiling is a reason to try again, with twice its
//     time. After the n-th failure 1<<(n-1) - 1 such reasons are passed over, at most 255. A success takes back one
//     failure.
//
// So waits of one length, if that and a wake-up are shorter than Ceiling, all find their message while spinning, and
// longer ones spin once. Whatever came before, a constant rate is followed within 257 messages. Where spinning cannot
// help, since the other end needs this CPU, it is soon given up, and tried again ever more rarely. The tests show this
// by a clock of their own, and that messages at random (Poisson) cost at most twice the CPU time of the better of
// spinning and sleeping for each.
//
// Doubling, the bounds, and going to 0 after a long wait are as in the halt polling of KVM. That a try which failed is
// repeated ever more rarely is the truncated exponential back-off of Ethernet (IEEE 802.3). Counting successes against
// failures is as in a two-bit branch predictor. That the last waits foretell the next: Karlin, Li, Manasse, Owicki:
// Empirical studies of competitive spinning for a shared-memory multiprocessor, SOSP 1991.
type Budget struct {
	now      time.Duration
	adaptive bool
	failures uint8  // less the successes since, at most most
	pass     uint16 // so many reasons to try again are to be passed over
}

// New is the budget that t asks for. An adaptive one begins as [mechanisms.HybridSpin].
func New(t mechanisms.SpinTime) Budget {
	if d, fixed := t.Fixed(); fixed {
		return Budget{now: max(d, 0)}
	}
	return Budget{now: mechanisms.HybridSpin, adaptive: true}
}

// Now is how long the next wait may spin; 0 if it is to sleep at once.
func (b *Budget) Now() time.Duration { return b.now }

// Adapts tells whether the budget learns from what it is told.
func (b *Budget) Adapts() bool { return b.adaptive }

// Timed tells whether anybody will ask when the next wait began.
func (b *Budget) Timed() bool { return b.now > 0 || b.adaptive }

// Found is called after a wait that found its message while it spun, after so long.
func (b *Budget) Found(after time.Duration) {
	if !b.adaptive || b.now == 0 {
		return
	}
	b.now = max(b.now, reach(after))
	if b.failures > 0 {
		b.failures--
	}
}

// Slept is called after a wait that slept and took so long as a whole, spinning included.
func (b *Budget) Slept(whole time.Duration) {
	switch {
	case !b.adaptive:
	case b.now > 0:
		b.failed(whole)
	case whole >= Ceiling:
	case b.pass > 0:
		b.pass--
	default:
		b.now = reach(whole)
	}
}

func (b *Budget) failed(whole time.Duration) {
	b.failures = min(b.failures+1, most)
	if b.failures == 1 && whole < Ceiling {
		b.now = reach(whole)
		return
	}
	b.now, b.pass = 0, 1<<(b.failures-1)-1
}

// reach is a budget with which a wait of such a length finds its message, if there is one.
func reach(d time.Duration) time.Duration { return min(max(2*min(d, Ceiling), Least), Ceiling) }
