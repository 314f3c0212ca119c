package proc

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// A trio is a mechanism with three ends, each of which is given a descriptor. It carries nothing.
type trio struct{}

func (trio) Traits() mechanisms.Traits {
	return mechanisms.Traits{Name: "trio", Waits: []mechanisms.Wait{mechanisms.Block}, Raw: true}
}

func (trio) Available() error { return nil }

func (trio) Prepare(p *mechanisms.Preparation) error {
	for end := range mechanisms.Side(3) {
		fd, err := unix.Open("/dev/null", unix.O_RDONLY|unix.O_CLOEXEC, 0)
		if err != nil {
			return err
		}
		p.Give(end, "own", fd)
	}
	return nil
}

func (trio) Open(*mechanisms.End) (mechanisms.Link, error) {
	return nil, errors.New("trio carries nothing")
}

// trioHandler is that of workers which say what they have, count to the number that they are sent, say when the process
// of another end has ended, and end when they are asked to.
const trioHandler = "trio"

type said struct {
	End   string
	Ends  int  // that have counters
	FD    bool // its descriptor is open
	Gone  bool
	Slack [2]int // of the timers of the end's thread, and of the thread that has the longest; see slacks
	Late  bool   // threads that run goroutines have monitorSlack, after many were in system calls; see slacks
}

func serveTrio(s *Session) {
	if err := s.Settle(); err != nil {
		panic(err)
	}
	fd, _ := s.End.FD("own")
	var stat unix.Stat_t
	inCalls(2 + len(s.lifelines))
	longest, late := slacks()
	s.Control.Send(said{
		s.End.Side.String(), len(s.All), unix.Fstat(fd, &stat) == nil, s.End.Peer.Gone(),
		[2]int{sys.TimerSlack(), longest}, late,
	})
	if len(s.lifelines) > 0 {
		go func() {
			<-s.End.Peer.Done()
			s.Control.Send(said{End: s.End.Side.String(), Gone: true})
		}()
	}
	var n uint64
	for s.Control.Recv(&n) == nil {
		s.Counters.Sent, s.Counters.Received = n, 2*n
		s.Control.Send(said{End: s.End.Side.String()})
	}
}

// inCalls has so many goroutines sleep in a system call at the same time, so long that the Go runtime's monitor thread
// finds them there and lets others run in their place.
func inCalls(n int) {
	var all sync.WaitGroup
	for range n {
		all.Go(func() {
			for range 4 {
				unix.Nanosleep(&unix.Timespec{Nsec: 5_000_000}, nil)
			}
		})
	}
	all.Wait()
}

// slacks are the longest slack that a thread of this process has for its timers, in ns, and whether more threads have
// monitorSlack than the two that run no goroutines: the Go runtime's monitor and, in a binary with C in it, the one
// that only makes other threads. They are 0 and false where the slack of other threads may not be read.
func slacks() (longest int, late bool) {
	many := 0
	threads, _ := os.ReadDir("/proc/self/task")
	for _, thread := range threads {
		text, err := os.ReadFile("/proc/" + thread.Name() + "/timerslack_ns")
		if err != nil {
			return 0, false
		}
		slack, _ := strconv.Atoi(strings.TrimSpace(string(text)))
		longest = max(longest, slack)
		if slack == monitorSlack {
			many++
		}
	}
	return longest, many > 2
}

// next is the next event, which comes within a minute.
func next(t *testing.T, g *Group) Event {
	t.Helper()
	select {
	case e := <-g.Events():
		return e
	case <-time.After(time.Minute):
		t.Fatal("nothing for a minute")
		return Event{}
	}
}

// words are the next n events, sorted.
func words(t *testing.T, g *Group, n int) []string {
	t.Helper()
	var all []string
	for range n {
		e := next(t, g)
		var s said
		if e.Fate == "" {
			if err := json.Unmarshal(e.Message, &s); err != nil || s.End != e.Side.String() {
				t.Fatalf("%v: %s: %v", e.Side, e.Message, err)
			}
		}
		all = append(all, fmt.Sprintf("%v%+v %s", e.Side, s, e.Fate))
	}
	slices.Sort(all)
	return all
}

func startTrio(t *testing.T, together bool) *Group {
	t.Helper()
	g, err := Start(Config{
		Mechanism: trio{}, Wait: mechanisms.Block, Size: 64, CPUs: []int{-1, -1, -1}, Handler: trioHandler,
		Together: together,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.Kill() })
	longest, _ := slacks()
	slack := [2]int{sys.TimerSlack(), longest}
	if !together && longest > 0 {
		slack[1] = monitorSlack // of the Go runtime's monitor
	}
	var want []string
	for _, end := range []string{"A", "B", "C"} {
		want = append(want, fmt.Sprintf("%s{End:%[1]s Ends:3 FD:true Gone:false Slack:%v Late:false} ", end,
			slack))
	}
	if got := words(t, g, 3); !slices.Equal(got, want) {
		t.Fatalf("%q, want %q", got, want)
	}
	return g
}

// A group has as many ends as are asked for, each in a process of its own or all in one; each has its descriptor, hears
// what is sent to it, and shows how far it has got.
func TestThreeEnds(t *testing.T) {
	for name, together := range map[string]bool{"processes": false, "together": true} {
		t.Run(name, func(t *testing.T) {
			g := startTrio(t, together)
			pids := map[int]bool{}
			for i, e := range g.Ends() {
				pids[e.PID()] = true
				if err := g.Send(mechanisms.Side(i), 10*(i+1)); err != nil {
					t.Fatal(err)
				}
			}
			if want := map[bool]int{false: 3, true: 1}[together]; len(pids) != want {
				t.Errorf("%d processes, want %d", len(pids), want)
			}
			words(t, g, 3)
			for i := range g.Ends() {
				n := uint64(10 * (i + 1))
				if got := g.Progress(mechanisms.Side(i)); got != (Progress{n, 2 * n}) {
					t.Errorf("end %d: %+v", i, got)
				}
			}
			if err := g.Close(); err != nil {
				t.Error(err)
			}
			if got := g.Progress(0); got != (Progress{}) {
				t.Errorf("progress of a closed group: %+v", got)
			}
			if left := Made(); len(left) > 0 {
				t.Errorf("left behind: %q", left)
			}
		})
	}
}

// When the process of one end ends, all others learn of it, and the coordinator of the end itself.
func TestAllOthersLearnOfAnEnd(t *testing.T) {
	g := startTrio(t, false)
	if err := g.Ends()[1].Kill(); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"A{End:A Ends:0 FD:false Gone:true Slack:[0 0] Late:false} ",
		"B{End: Ends:0 FD:false Gone:false Slack:[0 0] Late:false} was killed by SIGKILL",
		"C{End:C Ends:0 FD:false Gone:true Slack:[0 0] Late:false} ",
	}
	if got := words(t, g, 3); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if err := g.Close(); err != nil {
		t.Error(err)
	}
}

// A remote is an end that is no process of this host.
type remote struct {
	deaf   bool // it does not end when asked to
	log    *[]string
	name   string
	ended  chan struct{}
	end    sync.Once
	killed error
	fate   string
}

func (r *remote) note(what string) { *r.log = append(*r.log, r.name+" "+what) }

func (r *remote) Send(message any) error {
	r.note(fmt.Sprint("is sent ", message))
	return nil
}

func (r *remote) Follow(said func(json.RawMessage), became func(string)) {
	said(json.RawMessage(`"here"`))
	<-r.ended
	became(r.fate)
}

func (r *remote) Ended() <-chan struct{} { return r.ended }
func (r *remote) Progress() Progress     { return Progress{1, 2} }
func (r *remote) PID() int               { return 0 }

func (r *remote) Finish() {
	r.note("is asked to end")
	if !r.deaf {
		r.end.Do(func() { close(r.ended) })
	}
}

func (r *remote) Kill() error {
	r.note("is killed")
	r.end.Do(func() { close(r.ended) })
	return r.killed
}

func (r *remote) Close() error {
	r.note("is closed")
	return nil
}

// A group holds any ends: it orders, watches and ends those that are no processes of this host as it does its own.
func TestAGroupOfRemoteEnds(t *testing.T) {
	errUnreachable := errors.New("unreachable")
	start := func(deaf bool) (*Group, *[]string) {
		log := new([]string)
		a := &remote{name: "a", log: log, ended: make(chan struct{}), fate: "has left"}
		b := &remote{name: "b", log: log, ended: make(chan struct{}), deaf: deaf, killed: errUnreachable}
		g := NewGroup([]Endpoint{a, b}, func() error {
			*log = append(*log, "all are open")
			return nil
		}, func() error {
			*log = append(*log, "all is removed")
			return nil
		})
		for range 2 {
			if e := next(t, g); string(e.Message) != `"here"` {
				t.Errorf("%+v", e)
			}
		}
		return g, log
	}
	check := func(name string, log *[]string, want ...string) {
		t.Helper()
		if !slices.Equal(*log, want) {
			t.Errorf("%s: %q, want %q", name, *log, want)
		}
	}

	g, log := start(false)
	if err := errors.Join(g.Send(mechanisms.B, 7), g.Opened(), g.Close(), g.Close()); err != nil {
		t.Error(err)
	}
	check("closed", log, "b is sent 7", "all are open", "a is asked to end", "b is asked to end",
		"a is closed", "b is closed", "all is removed")
	if g.PID(mechanisms.A) != 0 || g.Progress(mechanisms.A) != (Progress{1, 2}) {
		t.Errorf("process %d, %+v", g.PID(mechanisms.A), g.Progress(mechanisms.A))
	}
	select {
	case <-g.Ended():
	default:
		t.Error("a closed group has not ended")
	}

	g, log = start(true)
	err := g.Close()
	if !errors.Is(err, errUnreachable) || !strings.Contains(err.Error(), "worker B did not end") {
		t.Errorf("one that does not end: %v", err)
	}
	check("one is deaf", log, "a is asked to end", "b is asked to end", "b is killed",
		"a is closed", "b is closed", "all is removed")

	g, log = start(false)
	if err := g.Kill(); !errors.Is(err, errUnreachable) {
		t.Errorf("one that cannot be reached: %v", err)
	}
	check("killed", log, "a is killed", "b is killed", "a is closed", "b is closed", "all is removed")

	g, _ = start(false)
	close(g.Ends()[0].(*remote).ended)
	if e := next(t, g); e.Side != mechanisms.A || e.Fate != "has left" {
		t.Errorf("%+v", e)
	}
	g.Ends()[0].(*remote).end.Do(func() {})
	if err := g.Close(); err != nil {
		t.Error(err)
	}
}
