package worker

import (
	"testing"
	"time"

	"ipcbench/internal/proc"
	"ipcbench/mechanisms"

	"pgregory.net/rapid"
)

// A pace is two ends whose ops take what a function says, by a simulated clock. For each op A hands B a token, over a
// channel that holds some of them.
type pace struct {
	a, b    *Worker
	time    time.Duration
	op      func(i int) time.Duration // what op number i takes
	longest time.Duration
}

// run has both ends do a span, and returns how many ops each did.
func (p *pace) run(sp Span, step int, estimate float64, ahead int) (a, b int, err error) {
	tokens := make(chan int, ahead)
	counters := new(proc.Counters)
	p.a = newWorker(&proc.Session{End: &mechanisms.End{Side: mechanisms.A}, Counters: counters})
	p.a.now = func() int64 { return int64(p.time) }
	p.b = newWorker(&proc.Session{
		End: &mechanisms.End{Side: mechanisms.B}, Counters: new(proc.Counters), All: []*proc.Counters{counters},
	})
	type ended struct {
		ops int
		err error
	}
	follower := make(chan ended)
	go func() {
		got := 0
		ops, err := p.b.paced(sp, step, estimate, Only(func(n int) error {
			for range n {
				<-tokens
				got++
			}
			return nil
		}))
		if err == nil {
			ops = got
		}
		follower <- ended{ops, err}
	}()
	done := 0
	a, err = p.a.paced(sp, step, estimate, Only(func(n int) error {
		for range n {
			took := p.op(done)
			p.longest = max(p.longest, took)
			p.time += took
			done++
			tokens <- done
		}
		return nil
	}))
	f := <-follower
	if err == nil {
		err = f.err
	}
	return a, f.ops, err
}

// However long an op takes, however wrong the estimate is and however the pace changes: both ends do the same number
// of ops, and a pass neither takes longer than twice its time, or a few ops, nor ends early.
func TestAPassTakesItsTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const d = 20 * time.Millisecond
		usual := time.Duration(rapid.IntRange(20_000, 50_000_000).Draw(t, "op"))
		slower := rapid.Float64Range(0.2, 5).Draw(t, "slower")
		from := rapid.IntRange(0, 1000).Draw(t, "from")
		estimates := rapid.Float64Range(0.01*float64(usual), 100*float64(usual))
		estimate := rapid.OneOf(rapid.Just(0.0), estimates).Draw(t, "estimate")
		step := rapid.SampledFrom([]int{1, 1, 1, 7}).Draw(t, "step")
		ahead := rapid.SampledFrom([]int{0, 1, 1000}).Draw(t, "ahead")
		p := &pace{op: func(i int) time.Duration {
			if i < from {
				return usual
			}
			return time.Duration(slower * float64(usual))
		}}
		a, b, err := p.run(Lasting(d), step, estimate, ahead)
		if err != nil || a != b || a < step || a%step != 0 {
			t.Fatalf("A did %d ops, B %d; %v", a, b, err)
		}
		// A pass has at least three steps, unless one is known to be enough.
		if most := max(2*d, 3*time.Duration(step)*p.longest) + time.Duration(step)*p.longest; p.time > most {
			t.Fatalf("%d ops took %v, over %v", a, p.time, most)
		}
		// The rest of a pass, up to a sixth of it or a few steps, may be five times as fast as the ops by which its
		// length was decided.
		if least := d * 3 / 4; p.time < least && a > 20*step {
			t.Fatalf("%d ops took %v, under %v", a, p.time, least)
		}
	})
}

// A stall does not make a pass much longer, and a few quick ops do not make it plan thousands of them. One op between
// ends that spin on one CPU takes 10 µs or 7 ms.
func TestAPassEndsSoonAfterAStall(t *testing.T) {
	const d, quick, slow = 20 * time.Millisecond, 10 * time.Microsecond, 7 * time.Millisecond
	for _, after := range []int{0, 1, 2, 5, 50, 500} {
		stalled := &pace{op: func(i int) time.Duration { return quick + choice(i == after, 3*d) }}
		ops, _, err := stalled.run(Lasting(d), 1, 0, 0)
		if err != nil || stalled.time > 3*d+d/2+time.Duration(2*after)*quick {
			t.Errorf("a stall of %v after %d ops: %d ops took %v; %v", 3*d, after, ops, stalled.time, err)
		}
		slowed := &pace{op: func(i int) time.Duration { return choice(i < after, quick) + choice(i >= after, slow) }}
		ops, _, err = slowed.run(Lasting(d), 1, 0, 0)
		// When the first slow op ends, as many ops as went before it may have been promised, but at most two parts.
		if most := 2*d + time.Duration(3+min(after, 2*int(d/quick)/paceParts))*slow; err != nil || slowed.time > most {
			t.Errorf("%v instead of %v an op after %d: %d ops took %v; %v", slow, quick, after, ops, slowed.time, err)
		}
	}
}

// choice is d if yes, and 0 otherwise.
func choice(yes bool, d time.Duration) time.Duration {
	if yes {
		return d
	}
	return 0
}
