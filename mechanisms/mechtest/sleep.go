package mechtest

import (
	"testing"
	"time"

	"ipcbench/mechanisms"
)

// sleepsWhileBlocked: a side that waits for a message for some time uses next to no CPU time, if its strategy is to
// sleep, and nearly all of it if it is to spin. One that yields has little of it where others want the CPU, but is made
// to give way to them again and again, which nobody is who sleeps.
func sleepsWhileBlocked(t *testing.T, s subject) {
	const waiting, asleep, awake, tries = 60 * time.Millisecond, 5 * time.Millisecond, time.Millisecond, 5
	const involuntary = 5 // times
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
		used, gaveWay = time.Duration(all[mechanisms.B].CPU), all[mechanisms.B].Involuntary
		if sleeps == (used < asleep) {
			break
		}
	}
	if sleeps && used >= asleep {
		t.Errorf("a reader that sleeps for %v used %v of CPU time, %d times", waiting, used, tries)
	}
	if !sleeps && used < awake && gaveWay < involuntary {
		t.Errorf("a reader that spins for %v used only %v of CPU time and gave way to others %d times: "+
			"it does not spin",
			waiting, used, gaveWay)
	}
}
