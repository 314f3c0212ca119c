package turns

import (
	"encoding/json"
	"os"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"ipcbench/internal/proc"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/pipe"
)

// handler is that of workers whose two ends are threads of one process, which take turns. In each turn A sleeps in a
// call that the runtime does not know of until B has come.
const handler = "turns"

// TestMain makes this test binary its own workers.
func TestMain(m *testing.M) {
	proc.Intercept([]mechanisms.Mechanism{pipe.Pipe{}}, map[string]proc.Handler{handler: serve})
	code := m.Run()
	if err := proc.End(); err != nil {
		panic(err)
	}
	os.Exit(code)
}

type sleepers struct {
	*Turns
	here, taken uint32
}

func serve(s *proc.Session) {
	runtime.LockOSThread()
	t := mechanisms.Local(s.End, "turns", func() *sleepers { return &sleepers{Turns: New(2, s.Traits.Managed)} })
	var n int
	var i uint32 // turns that were taken
	for s.Control.Recv(&n) == nil {
		for last := i + uint32(n); i < last; i++ {
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

// An end whose turn it is runs, though the other sleeps where the runtime does not know of it. With channels these hung
// within seconds.
func TestAnEndTakesItsTurnWhileTheOtherSleeps(t *testing.T) {
	// On a busy machine, a turn may take as long as all others that want the CPU: the ends get as many as there is time
	// for, and what counts is that they get on.
	const count, all, enough, patience = 200, 100_000, 20 * time.Second, 30 * time.Second
	p, err := proc.Start(proc.Config{
		Mechanism: pipe.Pipe{}, Wait: mechanisms.Block, Size: 64, CPUs: []int{-1, -1}, Handler: handler, Together: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Kill()
	began := time.Now()
	for done := 0; done < all && time.Since(began) < enough; done += count {
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
					t.Fatalf("end %v: %s, %v", e.Side, e.Fate, err)
				}
			case <-time.After(patience):
				t.Fatalf("no end after %v: an end whose turn it is does not run", patience)
			}
		}
	}
}

// Three ends take turns in a ring, whether or not the runtime knows where they sleep.
func TestTurnsInARing(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(max(4, runtime.GOMAXPROCS(0))))
	for name, managed := range map[string]bool{"channels": true, "yields": false} {
		t.Run(name, func(t *testing.T) {
			const ends, rounds = 3, 100
			turns := New(ends, managed)
			var said []int // by whoever has the turn
			over := make(chan bool)
			for end := range ends {
				go func() {
					for range rounds {
						turns.Take(mechanisms.Side(end))
						said = append(said, end)
						turns.Give(mechanisms.Side((end + 1) % ends))
					}
					over <- true
				}()
			}
			turns.Give(0)
			for range ends {
				<-over
			}
			if len(said) != ends*rounds {
				t.Fatalf("%d turns, want %d", len(said), ends*rounds)
			}
			for i, end := range said {
				if end != i%ends {
					t.Fatalf("turn %d was that of end %d", i, end)
				}
			}
		})
	}
}
