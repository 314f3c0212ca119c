package pair

import (
	"encoding/json"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/pipe"
)

// turnsHandler is that of workers whose two sides are threads of one process, which take turns, and in each of which A
// sleeps in a call that the runtime does not know of until B has come.
const turnsHandler = "turns"

type sleepers struct {
	*Turns
	here, taken uint32
}

func serveTurns(s *Session) {
	runtime.LockOSThread()
	t := mechanisms.Local(s.End, "turns", func() *sleepers { return &sleepers{Turns: NewTurns(s.Traits.Managed)} })
	var n int
	for s.Control.Recv(&n) == nil {
		for i := range uint32(n) {
			if s.End.Side == mechanisms.A {
				t.Give(mechanisms.B)
				for atomic.LoadUint32(&t.here) == i {
					sys.Yield()
				}
				t.Take(mechanisms.A)
				for atomic.LoadUint32(&t.taken) == i {
					sys.FutexWait(&t.taken, i)
				}
			} else {
				t.Take(mechanisms.B)
				atomic.AddUint32(&t.here, 1)
				t.Give(mechanisms.A)
				atomic.AddUint32(&t.taken, 1)
				sys.FutexWake(&t.taken)
			}
		}
		s.Control.Send(n)
	}
}

// A side whose turn it is runs, though the other sleeps where the runtime does not know of it. With channels these hung
// within seconds.
func TestASideTakesItsTurnWhileTheOtherSleeps(t *testing.T) {
	const count, patience = 100_000, 30 * time.Second
	p, err := Start(Config{
		Mechanism: pipe.Pipe{}, Wait: mechanisms.Block, Size: 64, CPU: [2]int{-1, -1}, Handler: turnsHandler, Together: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Kill()
	for _, s := range mechanisms.Sides {
		if err := p.Send(s, count); err != nil {
			t.Fatal(err)
		}
	}
	for range mechanisms.Sides {
		select {
		case e := <-p.Events():
			var n int
			if err := json.Unmarshal(e.Message, &n); err != nil || n != count {
				t.Fatalf("side %v: %s, %v", e.Side, e.Fate, err)
			}
		case <-time.After(patience):
			t.Fatalf("no end after %v: a side whose turn it is does not run", patience)
		}
	}
}
