package mechtest

import (
	"testing"
	"time"

	"ipcbench/mechanisms"
)

// sleepsWhileBlocked: a side that waits for a message uses next to no CPU time if its strategy is to sleep, and nearly
// all of it if it is to spin. On a busy machine one that spins may use little too; but then it waits for a CPU all the
// time, or, if it yields, gives way to other threads again and again, which one that sleeps does not. One that sleeps
// may then wait for a CPU too, when the message has come: that happens in some of the tries, and not in all.
func sleepsWhileBlocked(t *testing.T, s subject) {
	const waiting, asleep, tries = 60 * time.Millisecond, 20 * time.Millisecond, 10
	const awake, spinning = time.Millisecond, 40 * time.Millisecond
	const often, enough = 5, 3 // times
	sleeps := s.wait.Sleeps()
	if !sleeps && testing.Short() {
		t.Skip("-short")
	}
	size := []int{s.size(64)}
	st := raise(t, s, size[0])
	defer st.close()
	st.exchange(mechanisms.A, size, 8)
	var used time.Duration
	var gaveWay int64
	idle := 0         // tries in which a reader that is to spin did nothing
	for range tries { // taking the message is a part of it, and slow on a busy machine
		st.tell(mechanisms.B, command{Do: doRecv, Sizes: size, Seed: 9})
		time.Sleep(waiting)
		st.tell(mechanisms.A, command{Do: doSend, Sizes: size, Seed: 9})
		all := st.outcomes(patience, mechanisms.A, mechanisms.B)
		for side, o := range all {
			if o.Error != "" {
				t.Fatalf("side %v: %s", side, o.Error)
			}
		}
		b := all[mechanisms.B]
		used, gaveWay = time.Duration(b.CPU+b.Queued), b.GaveWay
		if !sleeps && used < awake && gaveWay < often {
			idle++
		}
		if sleeps && used < asleep || !sleeps && used >= spinning || idle == enough {
			break
		}
	}
	if sleeps && used >= asleep {
		t.Errorf("a reader that sleeps for %v used or waited for %v of CPU time, %d times", waiting, used, tries)
	}
	if idle == enough {
		t.Errorf("a reader that spins for %v used or waited for only %v of CPU time and gave way to others %d times, "+
			"in %d tries: it does not spin", waiting, used, gaveWay, idle)
	}
}
