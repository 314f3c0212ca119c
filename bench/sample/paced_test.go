package sample

import (
	"fmt"
	"math"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ipcbench/bench/pace"
	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/worker"
	"ipcbench/internal/schema"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/memory"
	"ipcbench/mechanisms/pipe"
)

// A stalling is shm-slot whose side A stalls before every stallEvery-th message. Both sides log when they send and when
// they have received, in memory that the test shares.
type stalling struct{}

const (
	stallEvery  = 100
	stallFor    = time.Millisecond
	stallLogged = 1 << 15
)

// A stallLog is what both sides of a stalling log, in ns of sys.Nanotime. The test empties it between passes.
type stallLog struct {
	sends    uint64
	stalls   uint64             // 1 while A stalls
	ready    [stallLogged]int64 // when A really sent, after the stall
	_        [128]byte
	receives uint64
	received [stallLogged]int64
}

// theStallLog is the log of the pair that was started last.
var theStallLog *stallLog

func (l *stallLog) empty(stalls bool) {
	atomic.StoreUint64(&l.sends, 0)
	atomic.StoreUint64(&l.receives, 0)
	atomic.StoreUint64(&l.stalls, 0)
	if stalls {
		atomic.StoreUint64(&l.stalls, 1)
	}
}

func (stalling) Traits() mechanisms.Traits {
	t := memory.Slot{}.Traits()
	t.Name = "stalling"
	return t
}

func (stalling) Available() error { return nil }

func (stalling) Prepare(p *mechanisms.Preparation) (err error) {
	theStallLog, err = slotWithLog[stallLog](p)
	return err
}

func (stalling) Open(e *mechanisms.End) (mechanisms.Link, error) {
	l, log, err := openWithLog[stallLog](e)
	return &stallLink{l, log}, err
}

type stallLink struct {
	mechanisms.Link
	log *stallLog
}

func (l *stallLink) Send(p []byte) error {
	now := sys.Nanotime()
	k := l.log.sends
	if k < stallLogged {
		if atomic.LoadUint64(&l.log.stalls) == 1 && k%stallEvery == stallEvery/2 {
			pace.Busy(now + int64(stallFor))
			now = sys.Nanotime()
		}
		l.log.ready[k] = now
	}
	l.log.sends = k + 1
	return l.Link.Send(p)
}

func (l *stallLink) Recv(p []byte) error {
	err := l.Link.Recv(p)
	if k := l.log.receives; k < stallLogged {
		l.log.received[k] = sys.Nanotime()
	}
	l.log.receives++
	return err
}

// openPaced starts a pair of the mechanism, whose ends spin on two CPUs.
func openPaced(t *testing.T, m mechanisms.Mechanism, keys string) *Sample {
	t.Helper()
	if _, err := place.Cross.CPUs(); err != nil {
		t.Skip(err)
	}
	c := cell(pattern.Paced, m, mechanisms.Spin, place.Cross, 64)
	c.Keys = keys
	s, err := open(c, Options{Idle: 30 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// simulate is what becomes of messages that are due at dues: each leaves A when it is due and A has sent those before,
// after a stall; it takes a hop on its way, and B, which takes the messages in turn, is busy for think with each. All
// are in ns. A slot holds one message: A cannot send the next before B has taken the last but one.
func simulate(dues []int64, stall, hop func(k int) int64, think int64) (latencies []int64) {
	var left, taken, free int64
	for k, due := range dues {
		left = max(left, due) + stall(k)
		arrives := max(left+hop(k), free)
		latencies = append(latencies, arrives-due)
		left = max(left, taken) // the slot is empty when B has taken the message before
		taken, free = arrives, arrives+think
	}
	return latencies
}

func none(int) int64 { return 0 }

// The latencies of an open loop are those of the messages' queue, from when they were due, although the sender stalls
// for a millisecond before each hundredth: the messages behind it are late, and say so. Counted from when each message
// was really sent, they would be hidden, which the test would notice.
func TestPacedLatenciesAreThoseOfTheQueue(t *testing.T) {
	const n, rate = 12_000, 20_000 // a mean gap of 50 µs: a stall delays some 20 messages
	var wrong, unproven []string
	began, clock := time.Now(), worker.ClockCost()
	for try := 1; try == 1 || try <= proofTries && time.Since(began) < proofBudget; try++ {
		wrong, unproven = nil, nil
		s := openPaced(t, stalling{}, "rate=20000/arrivals=poisson") // so that no quantile is at the edge of a step
		favour(s)
		s.leadIn = 0
		s.rate = rate
		o := s.order(worker.RunTask, worker.Exactly(n), 0)
		s.pace(&o)
		theStallLog.empty(true)
		reports, err := s.pass(o)
		if err != nil {
			s.ends.Kill()
			t.Fatal(err)
		}
		if reports[1].Ops < n {
			s.ends.Kill()
			unproven = []string{fmt.Sprintf("the sender gave up after %d messages", reports[1].Ops)}
			continue
		}
		dues := pace.Poisson.Dues(n, rate, o.Seed)
		// The ends meet twice before the pass: B's messages of the pass are its last n, and A's too.
		received := lastOf(theStallLog.received[:], theStallLog.receives, n)
		ready := lastOf(theStallLog.ready[:], theStallLog.sends, n)
		var seen, naive []int64
		for k := range n {
			seen = append(seen, received[k]-reports[1].Start-dues[k])
			naive = append(naive, received[k]-ready[k])
		}
		first := int(theStallLog.sends) - n // the number of the pass's first message in the log
		stall := func(k int) int64 {
			if (first+k)%stallEvery == stallEvery/2 {
				return int64(stallFor)
			}
			return 0
		}
		// What a message takes on its way is not the queue's affair: that of each which waits for nothing is its own,
		// and that of the others the median.
		waited := simulate(dues, stall, none, 0)
		usual := exact(among(seen, waited), 5000)
		queue := simulate(dues, stall, func(k int) int64 {
			if waited[k] == 0 {
				return seen[k]
			}
			return usual
		}, 0)
		s.ends.Kill()
		p := reports[1].Percentiles
		for _, q := range []struct {
			name  string
			got   float64
			share int
		}{{"p50", p.P50, 5000}, {"p90", p.P90, 9000}, {"p99", p.P99, 9900}, {"p99.9", p.P999, 9990}} {
			// The mechanism's log reads the clock before the engine does.
			bySight, byQueue := float64(exact(seen, q.share))+clock, float64(exact(queue, q.share))+clock
			if !closeTo(q.got, bySight) {
				wrong = append(wrong, fmt.Sprintf("%s is %.0f ns, the mechanism saw %.0f", q.name, q.got, bySight))
			}
			if !closeTo(q.got, byQueue) {
				unproven = append(unproven,
					fmt.Sprintf("%s is %.0f ns, the queue makes it %.0f", q.name, q.got, byQueue))
			}
		}
		if hidden := float64(exact(naive, 9900)); closeTo(hidden, float64(exact(queue, 9900))) {
			t.Errorf("from when messages were really sent p99 is %.0f ns, as from when they were due: "+
				"the test could not tell them apart", hidden)
		}
		if len(wrong)+len(unproven) == 0 {
			return
		}
		t.Logf("try %d: %s", try, strings.Join(append(wrong, unproven...), "; "))
	}
	if len(wrong) > 0 {
		t.Fatalf("wrong in each try, in the last: %s", strings.Join(wrong, "; "))
	}
	t.Skipf("the latencies are those that the mechanism saw, but the machine was too busy to prove more: %s",
		strings.Join(unproven, "; "))
}

// closeTo tells whether two latencies agree as well as is promised: to 2 % or 100 ns.
func closeTo(got, want float64) bool { return math.Abs(got-want) <= max(0.02*want, 100) }

// lastOf are the last n of the values that have been logged.
func lastOf(log []int64, logged uint64, n int) []int64 { return log[int(logged)-n : int(logged)] }

// A rate that the receiver cannot take is missed, however long that goes on: the pass ends early, says by how much, and
// has no latencies. One that it can take has them, with the messages that were asked for.
func TestARateThatIsNotHeldHasNoLatencies(t *testing.T) {
	for _, c := range []struct {
		keys string
		held bool
	}{{"rate=5000/think=2ms", false}, {"rate=200/think=10us", true}, {"rate=200/arrivals=poisson", true}} {
		t.Run(c.keys, func(t *testing.T) {
			var said string
			for range proofTries {
				s := openPaced(t, pipe.Pipe{}, c.keys)
				const n = 100
				length := Length{Ops: n}
				if !c.held {
					length.Ops = 5000 // would take 10 s
				}
				r, err := s.Take(length)
				if err != nil {
					s.ends.Kill()
					t.Fatal(err)
				}
				has := map[string]float64{}
				for _, f := range r.Figures {
					has[f.Unit] = f.Value
				}
				_, latency := has[schema.P50Ns]
				if (r.Unheld == 0) != latency || latency != (r.Reported > 0) || has[schema.UnheldPercent] != r.Unheld {
					t.Fatalf("missed by %v %%, p50 %v, ns/op %v", r.Unheld, latency, r.Reported)
				}
				gaveUp := r.Ops < length.Ops // what is late for another reason only at the end is sent all the same
				if latency && (r.Ops != n || has[schema.Readings] != n) || !latency && !c.held && !gaveUp {
					t.Fatalf("%d messages of %d, %v readings", r.Ops, length.Ops, has[schema.Readings])
				}
				if c.held == latency {
					return
				}
				said = fmt.Sprintf("missed by %.1f %%, %.0f messages a second", r.Unheld, has[schema.MsgPerSec])
			}
			if !c.held {
				t.Fatal("held")
			}
			t.Skipf("the machine was too busy in each of %d tries: %s", proofTries, said)
		})
	}
}

// Messages that come at random, and with each of which the receiver is busy for the same time, are an M/D/1 queue. What
// they wait, on average, is what a simulation of the same arrivals says, to 5 % or 1 µs. That a simulation of enough
// arrivals says what the formula of Pollaczek and Khinchine says, is tested in package pace.
func TestRandomArrivalsWaitAsInAQueue(t *testing.T) {
	const n, think = 10_000, 20_000 // ns
	clock := worker.ClockCost()
	for _, load := range []float64{0.5, 0.8, 0.9} {
		t.Run(fmt.Sprintf("%.0f%%", 100*load), func(t *testing.T) {
			var far []string
			for began := time.Now(); len(far) < proofTries && time.Since(began) < proofBudget; {
				s := openPaced(t, stalling{}, "rate=1/arrivals=poisson/think=20us")
				s.leadIn = 0
				s.rate = load * 1e9 / think
				o := s.order(worker.RunTask, worker.Exactly(n), 0)
				s.pace(&o)
				theStallLog.empty(false)
				reports, err := s.pass(o)
				s.ends.Kill()
				if err != nil {
					t.Fatal(err)
				}
				if reports[1].Ops < n {
					far = append(far, fmt.Sprintf("so long that the sender gave up after %d messages", reports[1].Ops))
					continue
				}
				q := waits(pace.Poisson.Dues(n, s.rate, o.Seed), reports[1].Start, n)
				if mean := reports[1].Percentiles.Mean; !closeTo(mean, q.seen+clock) {
					t.Fatalf("the mean is %.0f ns, the mechanism saw %.0f", mean, q.seen)
				}
				busy := q.service * s.rate / 1e9
				formula := busy * q.service / 2 / (1 - busy)
				t.Logf("of %d messages %d were disturbed; the others waited %.2f µs, simulated %.2f, "+
					"all by the formula %.2f",
					n, q.disturbed, q.waited/1e3, q.simulated/1e3, formula/1e3)
				if math.Abs(q.waited-q.simulated) <= max(0.05*q.simulated, 1000) {
					return
				}
				far = append(far, fmt.Sprintf("%.1f µs, simulated %.1f", q.waited/1e3, q.simulated/1e3))
			}
			t.Skipf("the machine was too busy in each of %d tries: messages waited %s", len(far),
				strings.Join(far, "; "))
		})
	}
}

// A queueing is what the log of a pass says of its queue. All are means in ns.
type queueing struct {
	seen              float64 // latency of all messages
	waited, simulated float64 // waiting time of those that were not disturbed
	service           float64 // how long the receiver takes for a message
	disturbed         int     // messages
}

// waits sums up the log of a pass of n messages, which began at start. A message is disturbed if the machine stood
// still before it came, or since then the queue has not been empty: a sender that was not waiting for room was late, or
// the receiver took long for a message although another was there.
func waits(dues []int64, start int64, n int) (q queueing) {
	const still = 5_000 // ns
	received := lastOf(theStallLog.received[:], theStallLog.receives, n)
	ready := lastOf(theStallLog.ready[:], theStallLog.sends, n)
	var apart, seen []int64
	for k := range n {
		seen = append(seen, received[k]-start-dues[k])
		if k > 0 {
			apart = append(apart, received[k]-received[k-1])
		}
	}
	// At any load many messages find another before them, and follow it as fast as the receiver takes them.
	each := exact(apart, 1000)
	simulated := simulate(dues, none, none, each)
	alone := exact(among(seen, simulated), 5000)
	var waited, expected []int64
	disturbed := false
	for k := range n {
		could := start + dues[k] // the earliest time at which A could send
		if k > 1 {
			could = max(could, ready[k-1], received[k-2]+each)
		}
		if seen[k] < alone+still && simulated[k] == 0 {
			disturbed = false // the queue is empty
		}
		late := ready[k]-could > still && (k < 2 || ready[k]-received[k-2] > still)
		slow := k > 0 && ready[k] < received[k-1] && received[k]-received[k-1] > each+still
		if disturbed = disturbed || late || slow; disturbed {
			q.disturbed++
			continue
		}
		waited, expected = append(waited, seen[k]-alone), append(expected, simulated[k])
	}
	q.seen, q.service = mean(seen), float64(each)
	if len(waited) > 0 {
		q.waited, q.simulated = mean(waited), mean(expected)
	}
	return q
}

// among are the latencies of the messages that did not wait, by a simulation.
func among(latencies, simulated []int64) (alone []int64) {
	for k, waited := range simulated {
		if waited == 0 {
			alone = append(alone, latencies[k])
		}
	}
	return alone
}

// A meter of an open loop, as the gate uses it, gives the mean latency of messages that come at the rate, and fails if
// the rate is not held.
func TestAMeterOfAnOpenLoopGivesLatencies(t *testing.T) {
	for keys, held := range map[string]bool{"rate=200": true, "rate=5000/think=2ms": false} {
		c := paired(cell(pattern.Paced, pipe.Pipe{}, mechanisms.Block, place.Same, 64), keys)
		m, err := NewBriefMeter(c, Options{Idle: 30 * time.Second}, false)
		if err != nil {
			t.Fatal(err)
		}
		gap := 1e9 / pattern.Named(c.Pattern).Rate(c).PerSecond
		mean, err := m.Mean(50)
		if !held {
			if err == nil || !strings.Contains(err.Error(), "choose a lower one") {
				t.Errorf("%s: %.0f ns, %v", keys, mean, err)
			}
			continue
		}
		if err != nil {
			t.Skip(err)
		}
		if mean <= 0 || mean >= 50*gap || m.Estimate() < gap {
			t.Errorf("%s: a message takes %.0f ns, an op %.0f", keys, mean, m.Estimate())
		}
		if err := m.Close(); err != nil {
			t.Error(err)
		}
	}
}
