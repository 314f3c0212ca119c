package mechtest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"testing"
	"time"

	"ipcbench/internal/proc"
	"ipcbench/internal/turns"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// roundsHandler is what the worker of givesBackEachTime asks proc.Intercept for.
const roundsHandler = "mechtest-rounds"

const (
	// rounds are how often a channel is made and closed; less often if that takes longer than roundsFor, but at least
	// roundsLeast times.
	rounds      = 100
	roundsLeast = 20
	roundsFor   = 2 * time.Second
	// roundsFirst come before the first look, since a mechanism may make something once and keep it.
	roundsFirst = 5
	// leakShare: something is a leak if it is left behind at least once in so many rounds. Libraries, the runtime and
	// other processes may have a few things more at one time than at another.
	leakShare = 5
	// garbageMost is how many bytes of the Go heap the two ends of a channel may take. Setup collects them after each
	// GiB, while its clock runs: if channels took more, that would be a part of their figures.
	garbageMost = 1 << 20
)

// givesBackEachTime: when a channel has been made, used and closed again and again, the process holds no more than
// before, nor is more left in the system, and little has become garbage. Both sides are threads of one process, as in
// the Setup benchmark.
func givesBackEachTime(t *testing.T, s subject) {
	if s.traits.Scope == mechanisms.Thread {
		t.Skip("threads share their memory: nothing is made")
	}
	if s.hosts != nil {
		t.Skip("both ends would be in one process")
	}
	if s.traits.Broker {
		t.Skip("its set-up starts a broker")
	}
	st := start(t, s, s.size(64), proc.Config{Handler: roundsHandler, Together: true})
	defer st.close()
	if err := st.pair.Opened(); err != nil { // what was prepared for the pair is not used
		t.Fatal(err)
	}
	run := func(n int) outcome {
		c := command{Do: doRounds, Count: n}
		return st.both(c, c)[mechanisms.A]
	}
	before := run(roundsFirst)
	after := run(rounds)
	for deadline := time.Now().Add(settling); len(leaks(before, after)) > 0 && time.Now().Before(deadline); {
		time.Sleep(settling / 50)
		again := run(0) // a library may have a goroutine of its own close what it serves
		after.Inventory = again.Inventory
	}
	for _, leak := range leaks(before, after) {
		t.Error(leak)
	}
	if each := after.Heap / uint64(max(after.Rounds, 1)); each > garbageMost {
		t.Errorf("a channel takes %d bytes of the Go heap, which Setup collects while its clock runs; %d are allowed "+
			"(map what is large, and unmap it in Close)", each, garbageMost)
	}
	if after.Rounds < rounds {
		t.Logf("only %d of %d rounds, in %v", after.Rounds, rounds, roundsFor)
	}
}

// leaks says what there is more of after the rounds than before them.
func leaks(before, after outcome) []string {
	var all []string
	for _, kind := range after.Inventory.kinds() {
		is, was := after.Inventory[kind], before.Inventory[kind]
		if len(is)-len(was) < max(after.Rounds/leakShare, 2) {
			continue
		}
		example := is[0]
		for _, name := range is {
			if !slices.Contains(was, name) {
				example = name
				break
			}
		}
		all = append(all, fmt.Sprintf("leak: after opening and closing %d times there are %d more: %s, as %s",
			after.Rounds, len(is)-len(was), kind, example))
	}
	return all
}

// A rounder is one of the two threads.
type rounder struct {
	*proc.Session
	*meeting
	dir     string // of the channels, in the pair's
	out, in []byte
}

// A meeting is what the two threads share. They use it in turns.
type meeting struct {
	*turns.Turns
	made   *mechanisms.Preparation // by A, for B to open; nil after the last
	opened error                   // by B
	done   error                   // by B, who has closed
}

// serveRounds is the worker of both sides.
func serveRounds(s *proc.Session) {
	r := &rounder{Session: s, dir: filepath.Join(s.End.Dir, "r")}
	r.meeting = mechanisms.Local(s.End, "mechtest", func() *meeting {
		return &meeting{Turns: turns.New(2, s.Traits.Managed)}
	})
	if !s.Traits.Managed {
		runtime.LockOSThread()
	}
	// A side may sleep in a call that the runtime does not know of: the world could not be stopped then.
	debug.SetGCPercent(-1)
	r.out, r.in = content(nil, 1, 0, s.End.Size, s.Traits.Number), make([]byte, s.End.Size)
	proc.Obey(s.Control, func(c command) (o outcome, _ error) {
		var err error
		if s.End.Side == mechanisms.A {
			if err = os.MkdirAll(r.dir, 0o700); err == nil {
				o, err = r.lead(c.Count)
			}
		} else {
			r.followOn()
		}
		if err != nil {
			o.Error = err.Error()
		}
		return o, nil
	})
}

// lead is A's part: up to n rounds and a look at what there is after them.
func (r *rounder) lead(n int) (o outcome, err error) {
	heap := turns.HeapTaken()
	for began := time.Now(); o.Rounds < n && (o.Rounds < roundsLeast || time.Since(began) < roundsFor); o.Rounds++ {
		switch err := r.round(); {
		case errors.Is(err, unix.EMFILE) && o.Rounds > 0:
			return o, fmt.Errorf("leak: after opening and closing %d times no descriptor is left: %w", o.Rounds, err)
		case err != nil:
			return o, fmt.Errorf("after opening and closing %d times: %w", o.Rounds, err)
		}
	}
	o.Heap = turns.HeapTaken() - heap
	r.made = nil
	r.Give(mechanisms.B)
	o.Inventory, err = take(r.dir, r.unique())
	return o, err
}

// unique is a word that nothing else on this host has in its name. It is made of the pair's directory, whose path ends
// with the run's name and the pair's number.
func (r *rounder) unique() string {
	return filepath.Base(filepath.Dir(r.End.Dir)) + "-" + filepath.Base(r.End.Dir) + "r"
}

// round makes a channel, sends a message through it and removes it. After an error the other side may wait for ever.
func (r *rounder) round() (err error) {
	p := &mechanisms.Preparation{
		Dir: r.dir, Unique: r.unique(), Size: r.End.Size, Wait: r.End.Wait, Record: proc.Recorder(r.End.Dir),
	}
	defer func() { err = errors.Join(err, proc.Remove(p.Early()...), proc.Remove(p.Late()...)) }()
	if err := r.Mechanism.Prepare(p); err != nil {
		return err
	}
	r.made = p
	r.Give(mechanisms.B)
	link, err := r.open(p)
	if err != nil {
		return err
	}
	if r.Take(mechanisms.A); r.opened != nil {
		return r.opened
	}
	if err := link.Send(r.out); err != nil {
		return err
	}
	if f, ok := link.(mechanisms.Flusher); ok {
		if err := f.Flush(); err != nil {
			return err
		}
	}
	r.Give(mechanisms.B)
	r.Take(mechanisms.A) // what B has not received yet may be lost with this end
	err = link.Close()
	r.Take(mechanisms.A)
	runtime.Gosched() // what either side has started, a thread of its own above all, comes to run
	return errors.Join(err, r.done)
}

// followOn is B's part, until A has had its last round.
func (r *rounder) followOn() {
	for {
		runtime.Gosched()
		r.Take(mechanisms.B)
		if r.made == nil {
			return
		}
		link, err := r.open(r.made)
		r.opened = err
		r.Give(mechanisms.A)
		if err != nil {
			return
		}
		err = link.Recv(r.in)
		// Where a mechanism answers each message, that answer is on its way until A's Send has returned.
		r.Take(mechanisms.B)
		r.Give(mechanisms.A)
		r.done = errors.Join(err, link.Close())
		r.Give(mechanisms.A)
	}
}

func (r *rounder) open(p *mechanisms.Preparation) (mechanisms.Link, error) {
	return r.Mechanism.Open(&mechanisms.End{
		Side: r.End.Side, Size: r.End.Size, Wait: r.End.Wait, Spin: r.End.Spin, Dir: p.Dir, Peer: r.End.Peer,
		FDs: p.FDs(r.End.Side), Values: p.Values(), Shared: r.End.Shared,
	})
}
