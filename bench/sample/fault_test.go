package sample

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/internal/proc"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/queue"

	"golang.org/x/sys/unix"
)

// An injectedFault is an error that a mechanism makes, from message faultAt on, and what the engine must report.
type injectedFault struct {
	name     string
	pattern  plan.Pattern
	says     []string // the error has one of these
	inVerify bool     // the fault occurs while the content is verified
}

var faults = []injectedFault{
	{name: "none-latency", pattern: pattern.Latency},
	{name: "none-throughput", pattern: pattern.Throughput},
	{name: "lose", pattern: pattern.Throughput, says: []string{"message lost"}},
	{name: "repeat", pattern: pattern.Throughput, says: []string{"message repeated"}},
	{name: "swap", pattern: pattern.Throughput, says: []string{"messages reordered"}},
	{name: "damage-head", pattern: pattern.Throughput, says: []string{"message damaged"}},
	{name: "damage-tail", pattern: pattern.Throughput, says: []string{"message damaged"}},
	{name: "damage-middle", pattern: pattern.Throughput, says: []string{"message damaged: byte 31"}, inVerify: true},
	{name: "damage-answer", pattern: pattern.Latency, says: []string{"message damaged"}},
	{name: "lose-last", pattern: pattern.Latency, says: []string{"no progress"}},
	{name: "cut", pattern: pattern.Latency, says: []string{"received a message of 63 bytes where one of 64 was due"}},
	{name: "stall", pattern: pattern.Latency, says: []string{"no progress"}},
	{name: "fail", pattern: pattern.Latency, says: []string{"out of feed"}},
	{name: "exit", pattern: pattern.Latency, says: []string{"worker A ended with status 3: the loft is on fire"}},
	{name: "panic", pattern: pattern.Latency, says: []string{"worker A ended with status 2: panic: no pigeon left"}},
	{name: "killed", pattern: pattern.Latency, says: []string{"worker A was killed by SIGKILL"}},
	{name: "stopped", pattern: pattern.Latency, says: []string{"worker A was stopped by SIGSTOP"}},
	{name: "open", pattern: pattern.Latency, says: []string{"side A: open: the loft is closed"}},
}

const (
	faultAt       = verifyOps + 50 // in the warm-up
	faultInVerify = verifyFirst    // verified however slow the machine is
)

// faulty is mq-posix with a fault in the messages of side A.
type faulty struct{ name string }

func (f faulty) fault() injectedFault {
	return faults[slices.IndexFunc(faults, func(i injectedFault) bool { return i.name == f.name })]
}

func (f faulty) Traits() mechanisms.Traits {
	t := queue.POSIX{}.Traits()
	t.Name = f.name
	return t
}

func (faulty) Available() error                        { return queue.POSIX{}.Available() }
func (faulty) Prepare(p *mechanisms.Preparation) error { return queue.POSIX{}.Prepare(p) }
func (f faulty) Open(e *mechanisms.End) (mechanisms.Link, error) {
	if f.name == "open" && e.Side == mechanisms.A {
		return nil, fmt.Errorf("the loft is closed")
	}
	l, err := queue.POSIX{}.Open(e)
	if err != nil || strings.HasPrefix(f.name, "none") || e.Side != mechanisms.A && f.name != "damage-answer" ||
		e.Side == mechanisms.A && f.name == "damage-answer" {
		return l, err
	}
	at := faultAt
	if f.fault().inVerify {
		at = faultInVerify
	}
	return &faultyLink{Link: l, fault: f.name, left: at}, nil
}

type faultyLink struct {
	mechanisms.Link
	fault     string
	left      int    // messages until the fault
	held      []byte // a message to send later
	streaming bool   // the last call was Send too
}

func (l *faultyLink) Recv(p []byte) error {
	l.streaming = false
	return l.Link.Recv(p)
}

func (l *faultyLink) Send(p []byte) error {
	if l.held != nil {
		held := l.held
		l.held = nil
		if err := l.Link.Send(p); err != nil {
			return err
		}
		return l.Link.Send(held)
	}
	streaming := l.streaming
	l.streaming = true
	l.left--
	// Some faults show only while several messages are under way.
	if l.left > 0 || l.left < 0 && l.fault != "lose" && l.fault != "repeat" && l.fault != "swap" {
		return l.Link.Send(p)
	}
	switch l.fault {
	case "lose", "repeat", "swap":
		if !streaming {
			return l.Link.Send(p)
		}
		return l.disorder(p)
	case "damage-head":
		return l.Link.Send(flipped(p, 3))
	case "damage-tail", "damage-answer":
		return l.Link.Send(flipped(p, len(p)-1))
	case "damage-middle":
		return l.Link.Send(flipped(p, 31))
	case "lose-last":
		return nil
	case "cut":
		return l.Link.Send(p[:len(p)-1])
	case "stall":
		unix.RawSyscall6(unix.SYS_PPOLL, 0, 0, 0, 0, 0, 0) // for ever
	case "fail":
		return fmt.Errorf("out of feed")
	case "exit":
		fmt.Fprintln(os.Stderr, "the loft is on fire")
		os.Exit(3)
	case "panic":
		panic("no pigeon left")
	case "killed":
		unix.Kill(os.Getpid(), unix.SIGKILL)
	case "stopped":
		unix.Kill(os.Getpid(), unix.SIGSTOP)
	}
	return l.Link.Send(p)
}

// disorder makes its error once, at a message in the middle of a stream.
func (l *faultyLink) disorder(p []byte) error {
	fault := l.fault
	l.fault = ""
	switch fault {
	case "lose":
		return nil
	case "repeat":
		if err := l.Link.Send(p); err != nil {
			return err
		}
	case "swap":
		l.held = slices.Clone(p)
		return nil
	}
	return l.Link.Send(p)
}

func flipped(p []byte, at int) []byte {
	q := slices.Clone(p)
	q[at] ^= 0x10
	return q
}

// Every fault is found and named, in one line that also says which cell it was and how many messages each side had
// sent and received. A mechanism without a fault is accused of none.
func TestFaultsAreNamed(t *testing.T) {
	if err := (queue.POSIX{}).Available(); err != nil {
		t.Skip(err)
	}
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			c := cell(f.pattern, faulty{f.name}, mechanisms.Block, place.Same, 64)
			idle := 30 * time.Second // a shared machine may stand still for a while
			if slices.Contains(f.says, "no progress") {
				idle = time.Second
			}
			s, err := open(c, Options{Idle: idle})
			if err == nil {
				_, err = s.run(5000)
				s.ends.Kill()
			}
			f.check(t, c, err)
		})
	}
}

// The same in the pass of an open loop, where A sends when a message is due, not when B is ready.
func TestFaultsInAnOpenLoopAreNamed(t *testing.T) {
	if err := (queue.POSIX{}).Available(); err != nil {
		t.Skip(err)
	}
	for _, f := range faults {
		if f.inVerify || f.name == "open" || f.name == "damage-answer" {
			continue
		}
		t.Run(f.name, func(t *testing.T) {
			c := paired(cell(pattern.Paced, faulty{f.name}, mechanisms.Block, place.Same, 64), "rate=5000")
			idle := 30 * time.Second
			if slices.Contains(f.says, "no progress") {
				idle = time.Second
			}
			if f.name == "lose-last" { // others follow it here
				f.says = []string{"message lost"}
			}
			s, err := OpenCold(c, Options{Idle: idle}) // without a warm-up, in which the fault would come
			if err == nil {
				s.estimate, s.leadIn = 1000, 0
				err = s.paced(Length{Ops: 500}, &taken{})
				s.ends.Kill()
			}
			f.check(t, c, err)
		})
	}
}

// check compares what became of a cell with what the fault must make of it.
func (f injectedFault) check(t *testing.T, c plan.Cell, err error) {
	t.Helper()
	if len(f.says) == 0 {
		if err != nil {
			t.Fatalf("no fault, but: %v", err)
		}
		return
	}
	if err == nil {
		t.Fatal("not noticed")
	}
	text := err.Error()
	if !slices.ContainsFunc(f.says, func(s string) bool { return strings.Contains(text, s) }) {
		t.Errorf("%q does not say any of %q", text, f.says)
	}
	if strings.Contains(text, "\n") || !strings.Contains(text, c.String()) ||
		!strings.Contains(text, "A sent ") {
		t.Errorf("want one line with the cell and the progress, got %q", text)
	}
	if left := proc.Made(); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}
