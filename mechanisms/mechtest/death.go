package mechtest

import (
	"testing"
	"time"

	"ipcbench/mechanisms"
)

const (
	// noticeWithin is how soon a side must notice that the other has ended.
	noticeWithin = time.Second
	// noticeTries is how often in a row it may be later, as on a machine that is too busy to run it.
	noticeTries = 3
)

// survivesPeerDeathInRecv: a side that waits for a message learns within a second that the other was killed.
func survivesPeerDeathInRecv(t *testing.T, s subject) {
	diesNoticed(t, s, func(int) command { return command{Do: doRecv, Sizes: []int{s.size(64)}} }, 64)
}

// survivesPeerDeathInSend: the same for a side whose messages nobody takes.
func survivesPeerDeathInSend(t *testing.T, s subject) {
	const size = 4096
	diesNoticed(t, s, func(size int) command {
		many := make([]int, 100_000)
		for i := range many {
			many[i] = size
		}
		return command{Do: doSend, Sizes: many, Seed: 5}
	}, size)
}

func diesNoticed(t *testing.T, s subject, stuck func(size int) command, size int) {
	if s.traits.Scope == mechanisms.Thread {
		t.Skip("both ends are threads of one process: neither outlives the other")
	}
	size = s.size(size)
	for try := 1; ; try++ {
		took := timeToNotice(t, s, stuck(size), size)
		if took <= noticeWithin {
			return
		}
		if try == noticeTries {
			t.Fatalf("the peer's death was noticed only after %v, %d times in a row", took, try)
		}
	}
}

func timeToNotice(t *testing.T, s subject, c command, size int) time.Duration {
	st := raise(t, s, size)
	defer st.pair.Kill()
	st.exchange(mechanisms.A, []int{size}, 6)
	st.exchange(mechanisms.B, []int{size}, 7)
	st.tell(mechanisms.A, c)
	st.stuck(mechanisms.A)
	st.kill(mechanisms.B)
	killed := time.Now()
	o := st.outcomes(patience, mechanisms.A)[mechanisms.A]
	if o.Error == "" {
		t.Fatal("no error although the peer was killed")
	}
	if !o.PeerGone {
		t.Fatalf("the error does not wrap mechanisms.ErrPeerGone: %s", o.Error)
	}
	return time.Since(killed)
}

// stuck waits until a side makes no more progress.
func (s *stage) stuck(side mechanisms.Side) {
	for last := s.pair.Progress(side); ; {
		time.Sleep(20 * time.Millisecond)
		now := s.pair.Progress(side)
		if now == last {
			return
		}
		last = now
	}
}
