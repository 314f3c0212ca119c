package mechtest

import (
	"slices"
	"testing"
	"time"

	"ipcbench/mechanisms"
)

// sleepsWhileBlocked: a side that waits for a message for some time uses next to no CPU time, if its strategy is to sleep,
// and nearly all of it if it is to spin, unless others want the CPU: then one that yields has little of it.
func sleepsWhileBlocked(t *testing.T, s subject) {
	const waiting, asleep, awake, tries = 60 * time.Millisecond, 5 * time.Millisecond, time.Millisecond, 5
	sleeps := slices.Contains([]mechanisms.Wait{mechanisms.Block, mechanisms.Poll, mechanisms.Hybrid}, s.wait)
	if !sleeps && testing.Short() {
		t.Skip("-short")
	}
	size := []int{s.size(64)}
	st := raise(t, s, size[0])
	defer st.close()
	st.exchange(mechanisms.A, size, 8)
	var used time.Duration
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
		if used = time.Duration(all[mechanisms.B].CPU); sleeps == (used < asleep) {
			break
		}
	}
	if sleeps && used >= asleep {
		t.Errorf("a reader that sleeps for %v used %v of CPU time, %d times", waiting, used, tries)
	}
	if !sleeps && used < awake {
		t.Errorf("a reader that spins for %v used only %v of CPU time, %d times: it does not spin", waiting, used, tries)
	}
}
