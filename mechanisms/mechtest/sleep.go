package mechtest

import (
	"testing"
	"time"

	"ipcbench/mechanisms"
)

// sleepsWhileBlocked: a side that waits for a message uses next to no CPU time if its strategy is to sleep, and nearly
// all of it if it is to spin. On a busy machine one that spins may use little too; but then it waits for a CPU all the
// time, or, if it yields, gives way to other threads again and again, which one that sleeps does not.
func sleepsWhileBlocked(t *testing.T, s subject) {
	const waiting, asleep, awake, tries = 60 * time.Millisecond, 20 * time.Millisecond, time.Millisecond, 10
	const often = 5 // times
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
		if sleeps == (used < asleep) {
			break
		}
	}
	if sleeps && used >= asleep {
		t.Errorf("a reader that sleeps for %v used or waited for %v of CPU time, %d times", waiting, used, tries)
	}
	if !sleeps && used < awake && gaveWay < often {
		t.Errorf("a reader that spins for %v used or waited for only %v of CPU time and gave way to others %d times: "+
			"it does not spin", waiting, used, gaveWay)
	}
}
