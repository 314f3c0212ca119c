package proc

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"runtime"
	"sync"
	"time"

	"ipcbench/internal/condition"
	"ipcbench/internal/host"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// A Session is one end in a worker process.
type Session struct {
	Mechanism mechanisms.Mechanism
	Traits    mechanisms.Traits
	End       *mechanisms.End
	Control   Control     // to the coordinator; a Recv error means that the end is to end
	Counters  *Counters   // of this end, for its loop to store
	All       []*Counters // of all ends, by number; the others store theirs meanwhile
	// Scratch is [ScratchBytes] that all ends of the group share, zero at first, for what the handlers tell each other.
	// It begins on a cache line of its own.
	Scratch []byte
	// Lead says that this session answers for what the process used as a whole: true for one of its sessions.
	Lead bool

	// Blind says that other ends share neither All nor Scratch with this one, as they are on another host.
	Blind bool

	// Free says that the goroutine of this end is tied to no thread or CPU and watches no other process: Settle does
	// nothing. It is for tests whose ends are all in one process.
	Free bool

	cpu       int
	slack     int   // of the thread's timers, in ns; 0 for that which they have
	ordinary  bool  // the thread is scheduled as usual, though the process is not
	lifelines []int // descriptors that hang up when the process of another end ends
	shared    bool  // no descriptor table of its own can be had
}

// A Handler is what a worker does with its session, on a goroutine of its own. It returns when the coordinator has
// closed the control connection.
type Handler func(*Session)

// known are the handlers that Intercept was called with, by name.
var known = map[string]Handler{}

// Handle has the handler of this name, with which Intercept was called, serve a session in this process. It is for
// tests whose ends are all in one process.
func Handle(name string, s *Session) { known[name](s) }

// Intercept returns at once in an ordinary process. In one that was started as a worker, watchman, tracer or trial it
// does that work and ends the process. If the worker is for a handler that is not among handlers, it returns, and a
// later Intercept does the work, as in a test binary with both benchmarks and conformance tests.
func Intercept(all []mechanisms.Mechanism, handlers map[string]Handler) {
	if dir := os.Getenv(watchmanVariable); dir != "" {
		watch(dir)
		os.Exit(0)
	}
	condition.Intercept()
	if os.Getenv(tracerVariable) != "" {
		trace()
		os.Exit(0)
	}
	maps.Copy(known, handlers)
	s, ok := specFromEnvironment()
	if !ok || handlers[s.Handler] == nil {
		return
	}
	if err := work(s, all, handlers); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func work(s spec, all []mechanisms.Mechanism, handlers map[string]Handler) error {
	// First of all, so that the threads which are started from now on inherit it.
	if err := s.Condition.Apply(); err != nil {
		return err
	}
	if s.Slack > 0 {
		giveBackSlack(s.Slack)
	}
	handler := handlers[s.Handler]
	var mechanism mechanisms.Mechanism
	for _, m := range all {
		if m.Traits().Name == s.Mechanism {
			mechanism = m
		}
	}
	if mechanism == nil {
		return fmt.Errorf("this binary has no mechanism %q", s.Mechanism)
	}
	if mechanism.Traits().Raw {
		runtime.GOMAXPROCS(2) // the end's thread never lets go of its CPU, and the watchers of the peer's end need one
	}
	page, err := mapCounters(s.Counters, s.All)
	if err != nil {
		return err
	}
	counters := page.each()
	if s.Traceable {
		sys.AllowTracing() // the tracer is no ancestor of ours; where this fails the tracer fails, and says so
	}
	shared := new(sync.Map)
	var running sync.WaitGroup
	for i, end := range s.Ends {
		session := &Session{
			Mechanism: mechanism, Traits: mechanism.Traits(),
			End: &mechanisms.End{
				Side: end.Side, Size: s.Size, Wait: s.Wait, Dir: s.Dir, Apart: s.Apart, Peer: new(mechanisms.Peer),
				FDs: end.FDs, Values: s.Values, Shared: shared,
			},
			Control: newConn(end.Control, "control"), Counters: counters[end.Side], All: counters,
			Scratch: page.scratch(), Lead: i == 0, Blind: s.Blind,
			cpu: end.CPU, slack: s.Slack, ordinary: end.Ordinary, lifelines: end.Lifelines, shared: s.Shared,
		}
		running.Go(func() { handler(session) })
	}
	running.Wait()
	return nil
}

// Settle makes the calling goroutine ready to run the Link. It locks the goroutine to its thread and pins that to the
// end's CPU. If the mechanism is raw it gives the thread a descriptor table of its own, where that can be had. It has
// the thread interrupted when the process of another end ends.
//
// The goroutine of a managed mechanism between processes is not locked, as its whole process is pinned: locking would
// add thread switches that no Go program pays.
func (s *Session) Settle() error {
	if s.Free {
		return nil
	}
	if s.Traits.Managed && s.Traits.Scope != mechanisms.Thread {
		s.watchOthers(0)
		return nil
	}
	runtime.LockOSThread()
	if err := s.Pin(); err != nil {
		return err
	}
	if s.slack > 0 {
		sys.SetTimerSlack(s.slack)
	}
	if s.ordinary {
		if err := condition.Ordinary(); err != nil {
			return err
		}
	}
	if s.Traits.Raw && !s.shared {
		if err := s.ownDescriptors(); err != nil {
			return err
		}
	}
	if len(s.lifelines) == 0 {
		return nil // the other ends are threads of this process
	}
	if err := sys.Interruptible(unix.SIGURG); err != nil {
		return fmt.Errorf("rt_sigaction: %w", err)
	}
	s.watchOthers(unix.Gettid())
	return nil
}

// Pin pins the calling thread, which is locked, to the end's CPU.
func (s *Session) Pin() error {
	if s.cpu < 0 {
		return nil
	}
	return host.Pin(s.cpu)
}

// ownDescriptors gives the calling thread a descriptor table that no other thread shares. In a process of several
// threads, as all of Go's are, every read and write takes and drops a reference to the open file: two atomic operations
// that a single-threaded C program does not pay (60 ns of a pipe's round trip here). What the Link will own is closed
// in the table that the thread leaves, so that the Link's Close really closes it. Source: fs/file.c, __fget_light.
func (s *Session) ownDescriptors() error {
	if err := startNetpoller(); err != nil {
		return err
	}
	if err := unix.Unshare(unix.CLONE_FILES); err != nil {
		return fmt.Errorf("unshare(CLONE_FILES): %w", err)
	}
	closed := make(chan struct{})
	go func() { // on another thread, as this one is locked
		defer close(closed)
		for _, fd := range s.End.FDs {
			unix.Close(fd)
		}
	}()
	<-closed
	return nil
}

// startNetpoller lets the Go runtime make its epoll descriptor while all threads still share one table. Otherwise a
// mechanism that opens an [os.File] would make it in the table of its own thread, where the runtime's other threads
// could not wait on it.
func startNetpoller() error {
	r, w, err := os.Pipe()
	if err != nil {
		return err
	}
	return errors.Join(r.Close(), w.Close())
}

// interruptEvery is how often a thread is interrupted whose peer is gone. Once is not enough: it may come just before
// the thread falls asleep.
const interruptEvery = 10 * time.Millisecond

// watchOthers has goroutines sleep until the process of another end ends. The first that does is marked as the gone
// peer, and the Link's thread, if it is locked to one, is interrupted from then on until this process ends. SIGURG is
// the signal that Go's runtime expects at any time.
func (s *Session) watchOthers(tid int) {
	var gone sync.Once
	for _, lifeline := range s.lifelines {
		go func() {
			var b [1]byte
			for {
				if _, err := unix.Read(lifeline, b[:]); !errors.Is(err, unix.EINTR) {
					break
				}
			}
			gone.Do(func() {
				s.End.Peer.MarkGone()
				for pid := os.Getpid(); tid > 0; time.Sleep(interruptEvery) {
					unix.Tgkill(pid, tid, unix.SIGURG)
				}
			})
		}()
	}
}
