package spin_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/spin"
)

// A receiver waits with a budget for messages, by a clock that only it moves.
type receiver struct {
	budget spin.Budget
	wake   time.Duration // from a message to the receiver that it wakes

	waits, found int
	spun, vain   time.Duration // while it spun; of that, without a message
}

func adaptive(wake time.Duration) receiver {
	return receiver{budget: spin.New(mechanisms.AdaptiveSpin), wake: wake}
}

// await waits for a message that comes after so long.
func (r *receiver) await(after time.Duration) (found bool) {
	r.waits++
	if budget := r.budget.Now(); after >= budget {
		r.spun += budget
		r.vain += budget
		r.budget.Slept(after + r.wake)
		return false
	}
	r.found++
	r.spun += after
	r.budget.Found(after)
	return true
}

// follows is after how many messages at the latest an adaptive budget is right for the rate of arrivals, whatever the
// rate was before.
const follows = 257

// wakes are what a wake-up may cost: nothing, what it does on one CPU and across CPUs, and more.
var wakes = []time.Duration{0, 5 * time.Microsecond, 50 * time.Microsecond, 150 * time.Microsecond}

var intervals = []time.Duration{
	time.Microsecond, 4 * time.Microsecond, 9 * time.Microsecond, 11 * time.Microsecond, 20 * time.Microsecond,
	49 * time.Microsecond, 51 * time.Microsecond, 99 * time.Microsecond, 101 * time.Microsecond,
	140 * time.Microsecond, 155 * time.Microsecond, 199 * time.Microsecond, 200 * time.Microsecond,
	201 * time.Microsecond, 300 * time.Microsecond, time.Millisecond, 10 * time.Millisecond, time.Second,
}

// A time that was asked for stays, whatever happens.
func TestFixedBudgetStays(t *testing.T) {
	for _, want := range []time.Duration{0, 5 * time.Microsecond, mechanisms.HybridSpin, time.Second} {
		b := spin.New(mechanisms.SpinFor(want))
		for _, d := range intervals {
			b.Found(d)
			b.Slept(d)
		}
		if b.Now() != want || b.Adapts() || b.Timed() != (want > 0) {
			t.Errorf("%v became %v (adapts: %t, timed: %t)", want, b.Now(), b.Adapts(), b.Timed())
		}
	}
}

// At a constant rate an adaptive budget finds what is right and stays there: it spins for each message and finds it, or
// for none. Where a wait that slept is within the ceiling it finds all; where the message comes after it, none.
func TestConstantRateConverges(t *testing.T) {
	for _, wake := range wakes {
		for _, interval := range intervals {
			r := adaptive(wake)
			const first, rest = 10, 10_000
			for range first {
				r.await(interval)
			}
			settled := r.budget
			r.waits, r.found, r.vain = 0, 0, 0
			for range rest {
				r.await(interval)
			}
			all, none := interval+wake <= spin.Ceiling && interval < spin.Ceiling, interval >= spin.Ceiling
			if r.budget != settled || r.vain > 0 || r.found%rest != 0 || all && r.found == 0 || none && r.found > 0 {
				t.Errorf("each %v, wake-up %v: of %d messages %d found, %v spun in vain, budget %+v and before %+v",
					interval, wake, rest, r.found, r.vain, r.budget, settled)
			}
		}
	}
}

// Whatever came before, a new rate is followed within a bounded number of messages.
func TestChangedRateIsFollowed(t *testing.T) {
	for seed := range uint64(1000) {
		random := rand.New(rand.NewPCG(seed, 0))
		r := adaptive(wakes[random.IntN(len(wakes))])
		for range random.IntN(2000) {
			if random.IntN(1+int(seed%20)) == 0 {
				r.await(r.budget.Now() + time.Duration(random.IntN(20_000)))
			} else {
				r.await(intervals[random.IntN(len(intervals))])
			}
		}
		interval := intervals[random.IntN(len(intervals))]
		for range follows {
			r.await(interval)
		}
		settled := r.budget.Now()
		r.found, r.vain = 0, 0
		for range 1000 {
			r.await(interval)
		}
		if interval+r.wake <= spin.Ceiling && interval < spin.Ceiling && r.found != 1000 {
			t.Errorf("seed %d: of 1000 messages each %v, wake-up %v, %d found", seed, interval, r.wake, r.found)
		}
		if r.budget.Now() != settled || r.vain > 0 {
			t.Errorf("seed %d: each %v, wake-up %v: %v spun in vain, budget %v and then %v",
				seed, interval, r.wake, r.vain, settled, r.budget.Now())
		}
	}
}

// A single late message costs the one after it a wake-up, and no more; a pause is noticed at once.
func TestOneLateMessageIsForgiven(t *testing.T) {
	r := adaptive(5 * time.Microsecond)
	for i := range 1000 {
		if r.await(20*time.Microsecond) != (i%100 != 1 || i < 100) {
			t.Errorf("message %d: budget %v", i, r.budget.Now())
		}
		if i%100 == 0 && i > 0 {
			if r.await(time.Second); r.budget.Now() != 0 {
				t.Errorf("after a pause the budget is %v", r.budget.Now())
			}
		}
	}
}

// Messages that come at random (Poisson) cost no more CPU time than twice what it would cost to spin for each, or to
// sleep for each, whichever is less, if a sleep costs as much as HybridSpin. Far from where both are the same it is
// nearly the lesser. Numbers from a fixed seed: nothing here depends on the machine.
func TestRandomArrivals(t *testing.T) {
	const messages, sleep = 100_000, mechanisms.HybridSpin
	for _, wake := range wakes[:3] {
		for _, mean := range []time.Duration{
			time.Microsecond, 5 * time.Microsecond, 20 * time.Microsecond, 50 * time.Microsecond,
			100 * time.Microsecond, 200 * time.Microsecond, 500 * time.Microsecond, time.Millisecond,
			10 * time.Millisecond, time.Second,
		} {
			t.Run(fmt.Sprint(mean, " wake ", wake), func(t *testing.T) {
				random, r := rand.New(rand.NewPCG(1, 2)), adaptive(wake)
				for range messages {
					r.await(time.Duration(random.ExpFloat64() * float64(mean)))
				}
				cost := (r.spun + time.Duration(r.waits-r.found)*sleep) / messages
				if best := min(mean, sleep); cost > 2*best {
					t.Errorf("%v of CPU time a message, the better of spinning and sleeping %v", cost, best)
				}
				if mean <= 20*time.Microsecond && r.found < messages*99/100 {
					t.Errorf("%d of %d messages found while spinning", r.found, messages)
				}
				if mean >= time.Millisecond && r.spun/messages > sleep/100 {
					t.Errorf("%v spun a message", r.spun/messages)
				}
			})
		}
	}
}

// Where the other end needs this CPU, a message comes only after this end has gone to sleep. Then spinning is given up,
// and tried again so rarely that it costs next to nothing.
func TestGivesUpWhereSpinningCannotHelp(t *testing.T) {
	const messages, turn = 100_000, 8 * time.Microsecond
	r := adaptive(0)
	for range messages {
		if r.await(r.budget.Now() + turn) {
			t.Fatal("found")
		}
	}
	if r.vain/messages > turn/50 {
		t.Errorf("%v a message spun in vain, %v is its turn", r.vain/messages, turn)
	}
}

// Whatever it is told, an adaptive budget is 0 or within its bounds.
func TestBounds(t *testing.T) {
	random, b := rand.New(rand.NewPCG(3, 4)), spin.New(mechanisms.AdaptiveSpin)
	for range 100_000 {
		if d := time.Duration(random.Uint64() >> (1 + random.IntN(63))); random.IntN(2) == 0 {
			b.Found(d)
		} else {
			b.Slept(d)
		}
		if now := b.Now(); now != 0 && (now < spin.Least || now > spin.Ceiling) {
			t.Fatalf("the budget is %v", now)
		}
	}
}
