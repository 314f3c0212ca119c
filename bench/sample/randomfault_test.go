package sample

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/internal/proc"
	"ipcbench/mechanisms"
)

// A faultKind is what goes wrong with a message.
type faultKind string

const (
	noFault faultKind = "none"
	drop    faultKind = "drop"
	repeat  faultKind = "repeat"
	swap    faultKind = "swap" // change places with the next message
	flip    faultKind = "flip" // one bit
	cut     faultKind = "cut"  // short
	stall   faultKind = "stall"
	die     faultKind = "die"
)

// says are the errors that the engine may report for each kind. In a round trip nothing follows a message that did
// not arrive, so a message that is lost, delayed, or too short in a stream shows as silence. With a message of less
// than 8 bytes, or the last message, it may be impossible to tell which kind it is.
var says = map[faultKind]*regexp.Regexp{
	drop:   regexp.MustCompile(`message lost|no progress`),
	repeat: regexp.MustCompile(`message repeated|message lost, repeated|message lost or repeated`),
	swap: regexp.MustCompile(
		`messages reordered|message lost or reordered|message lost, repeated, reordered|no progress`),
	flip: regexp.MustCompile(`message damaged|or damaged`),
	cut: regexp.MustCompile(
		`received a message of \d+ bytes where one of \d+ was due|message damaged|or damaged|no progress`),
	stall: regexp.MustCompile(`no progress`),
	die:   regexp.MustCompile(`worker [AB] was killed by SIGKILL`),
}

// A plannedFault is a fault of one message of one side.
type plannedFault struct {
	kind faultKind
	side mechanisms.Side
	at   int // the number of the message among those of the side, from 1
	bit  int // for flip: the number of the bit
	less int // for cut: how many bytes are missing

	persists bool // for flip: later messages are damaged too
}

// faultyEnd is any link, with a fault in what it sends.
type faultyEnd struct {
	mechanisms.Link
	fault plannedFault
	die   func() error // ends the side
	hang  <-chan struct{}
	sent  int
	held  []byte
}

func (l *faultyEnd) Send(p []byte) error {
	l.sent++
	if l.held != nil {
		held := l.held
		l.held = nil
		if err := l.Link.Send(p); err != nil {
			return err
		}
		return l.Link.Send(held)
	}
	if l.sent != l.fault.at && !(l.fault.persists && l.sent > l.fault.at) {
		return l.Link.Send(p)
	}
	switch l.fault.kind {
	case drop:
		return nil
	case repeat:
		if err := l.Link.Send(p); err != nil {
			return err
		}
	case swap:
		l.held = slices.Clone(p)
		return nil
	case flip:
		q := slices.Clone(p)
		q[l.fault.bit/8] ^= 1 << (l.fault.bit % 8)
		return l.Link.Send(q)
	case cut:
		return l.Link.Send(p[:len(p)-l.fault.less])
	case stall:
		<-l.hang
		return mechanisms.ErrPeerGone
	case die:
		return l.die()
	}
	return l.Link.Send(p)
}

// A memoryLink carries copies of messages through a Go channel, as messages or as a byte stream.
type memoryLink struct {
	out, in chan []byte
	done    <-chan struct{}
	stream  bool
	rest    []byte
}

func memoryLinks(stream bool, done <-chan struct{}) [2]*memoryLink {
	const depth = 16
	ab, ba := make(chan []byte, depth), make(chan []byte, depth)
	return [2]*memoryLink{{out: ab, in: ba, done: done, stream: stream}, {out: ba, in: ab, done: done, stream: stream}}
}

func (l *memoryLink) Send(p []byte) error {
	select {
	case l.out <- slices.Clone(p):
		return nil
	case <-l.done:
		return mechanisms.ErrPeerGone
	}
}

func (l *memoryLink) Recv(p []byte) error {
	for len(p) > 0 {
		if len(l.rest) == 0 {
			select {
			case l.rest = <-l.in:
			case <-l.done:
				return mechanisms.ErrPeerGone
			}
			if !l.stream && len(l.rest) != len(p) {
				return fmt.Errorf("received a message of %d bytes where one of %d was due", len(l.rest), len(p))
			}
		}
		n := copy(p, l.rest)
		p, l.rest = p[n:], l.rest[n:]
	}
	return nil
}

func (l *memoryLink) Close() error { return nil }

var errDied = errors.New("died")

// A try is one benchmark with at most one fault.
type try struct {
	plannedFault
	pattern plan.Pattern
	size    int
	stream  bool
	ops     int
	whole   bool // with -ipc.check=bytes
}

// drawTry draws a try at random. Its fault is anywhere between the first message and the last of the last pass.
func drawTry(r *rand.Rand) try {
	kinds := []faultKind{noFault, drop, repeat, swap, flip, flip, flip, cut, stall, die}
	t := try{
		plannedFault: plannedFault{kind: kinds[r.IntN(len(kinds))], side: mechanisms.Side(r.IntN(2))},
		pattern:      pattern.All()[r.IntN(2)].Name(),
		size:         1 + r.IntN([]int{8, 24, 100, 5000}[r.IntN(4)]),
		stream:       r.IntN(2) == 0,
		ops:          20 + r.IntN(100),
		whole:        true,
	}
	t.at = 1 + r.IntN(t.messages())
	t.bit = r.IntN(8 * t.size)
	t.less = 1 + r.IntN(t.size)
	if t.kind == cut && t.less == t.size && t.stream {
		t.less = t.size - 1 // cutting off all bytes of a message in a stream would be drop
		if t.less == 0 {
			t.kind = drop
		}
	}
	return t
}

// messages is how many messages the side sends before the last exchange, which only looks for leftovers.
func (t try) messages() int {
	n := min(verifyOps, 1+verifyBytes/t.size) + 1 + 1 // verification, and a round trip before each of two passes
	if t.pattern == pattern.Latency || t.side == mechanisms.A {
		n += t.ops + tryCount
	}
	return n
}

// tryCount is how many ops the counting pass of a try has.
const tryCount = 200

// run does what a benchmark does, without the warm-up.
func (t try) run() error {
	idle := 30 * time.Second
	if slices.Contains([]faultKind{drop, swap, cut, stall}, t.kind) {
		idle = 100 * time.Millisecond // these may show as silence
	}
	var p *inProcess
	p = startInProcess(t.size, func(done <-chan struct{}) (ends [2]mechanisms.Link) {
		for side, l := range memoryLinks(t.stream, done) {
			ends[side] = l
		}
		ends[t.side] = &faultyEnd{Link: ends[t.side], fault: t.plannedFault, hang: done, die: func() error {
			p.emit(proc.Event{Side: t.side, Fate: "was killed by SIGKILL"})
			<-done
			return errDied
		}}
		return ends
	})
	defer p.Kill()
	c := cell(t.pattern, given{}, mechanisms.Block, place.Cross, t.size)
	s := &Sample{
		cell: c, pattern: pattern.Named(t.pattern), ends: p,
		options: Options{Idle: idle, Whole: t.whole}, verifyFor: time.Hour,
	}
	if err := errors.Join(s.begin(), s.verify()); err != nil {
		return err
	}
	if _, err := s.run(t.ops); err != nil {
		return err
	}
	if _, err := s.count(tryCount); err != nil {
		return err
	}
	return s.close()
}

// A fault of any kind, at any message, ends the benchmark and is named; without a fault none is named. If every byte
// is compared, this holds for a single wrong bit in a single message. IPCBENCH_FAULTS sets the number of tries, which
// is 10,000 in CI.
func TestRandomFaultsAreNamed(t *testing.T) {
	tries := 3000
	if raceDetector {
		tries = 500
	}
	if n, err := strconv.Atoi(os.Getenv("IPCBENCH_FAULTS")); err == nil {
		tries = n
	}
	runTries(t, tries, drawTry)
}

// If only the marks are checked, damage that the clocked loops miss is found before or after them, unless it happens
// only once.
func TestLastingDamageIsNamed(t *testing.T) {
	runTries(t, 500, func(r *rand.Rand) try {
		one := drawTry(r)
		one.kind, one.persists, one.whole = flip, true, false
		return one
	})
}

// runTries draws and runs tries, many at a time.
func runTries(t *testing.T, tries int, draw func(*rand.Rand) try) {
	seeds := make(chan uint64)
	var running sync.WaitGroup
	for range 128 { // most of them wait most of the time, for a side that is silent
		running.Go(func() {
			for seed := range seeds {
				one := draw(rand.New(rand.NewPCG(seed, 0)))
				err := one.run()
				switch {
				case one.kind == noFault && err != nil:
					t.Errorf("try %d, %+v: no fault, but: %v", seed, one, err)
				case one.kind != noFault && err == nil:
					t.Errorf("try %d, %+v: not noticed", seed, one)
				case one.kind != noFault && !says[one.kind].MatchString(err.Error()):
					t.Errorf("try %d, %+v: %q does not name it", seed, one, err)
				}
			}
		})
	}
	for seed := range uint64(tries) {
		seeds <- seed
	}
	close(seeds)
	running.Wait()
}
