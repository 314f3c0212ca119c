package mechtest

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"ipcbench/internal/proc"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
)

const handlerName = "mechtest"

// A command is one step of a worker, as the test asks for it.
type command struct {
	Do    verb
	Sizes []int  // of the messages to send or receive, one after the other
	Count int    // of the messages, of these sizes in turn; 0: as many as there are sizes
	First int    // the number of the first of them
	Seed  uint64 // of their content, which their numbers tell apart

	Stop bool // have the world stopped meanwhile

	Spin mechanisms.SpinTime // of doOpen
}

type verb string

const (
	doOpen  verb = "open"
	doSend  verb = "send"
	doHold  verb = "hold" // send, and leave it to the Link when it hands over
	doRecv  verb = "recv"
	doClose verb = "close"
	doCount verb = "count" // what this worker holds open

	// Count messages of one size, with the runtime kept out; see puppet.aside.
	doTurns    verb = "turns"     // there and back
	doPour     verb = "pour"      // from A to B
	doPourBack verb = "pour back" // from B to A

	doRounds verb = "rounds" // of making and closing; see givesBackEachTime
)

// An outcome is what became of a command.
type outcome struct {
	Error    string
	PeerGone bool     // the error is ErrPeerGone
	TooLarge bool     // the error is a SizeError
	GaveWay  int64    // how often the scheduler took the CPU from a thread of this process for another thread
	CPU      int64    // ns that the Link's thread used, or the process if its goroutines have no thread of their own
	Queued   int64    // ns that the same waited for a CPU, ready to run; 0 if the kernel does not tell
	Held     []string // of doCount: descriptors and shared mappings

	Stopped        bool // the world was stopped while the Link was used
	Mallocs, Woken int  // objects allocated and goroutines woken meanwhile

	Rounds    int       // done
	Heap      uint64    // bytes of the Go heap that they took
	Inventory inventory // after them
}

// serve is the worker: it does what it is told.
func serve(s *proc.Session) {
	p := puppet{Session: s}
	if err := s.Settle(); err != nil {
		s.Control.Send(outcome{Error: err.Error()})
		return
	}
	proc.Obey(s.Control, func(c command) (outcome, error) {
		before, queued := p.cpu(), p.queued()
		_, gaveWay := sys.Switches()
		o, err := p.do(c)
		o.CPU, o.Queued = p.cpu()-before, p.queued()-queued
		_, after := sys.Switches()
		o.GaveWay = after - gaveWay
		if err != nil {
			var size *mechanisms.SizeError
			o.Error, o.PeerGone, o.TooLarge = err.Error(), errors.Is(err, mechanisms.ErrPeerGone), errors.As(err, &size)
		}
		return o, nil
	})
}

type puppet struct {
	*proc.Session
	link      mechanisms.Link
	got, want []byte // kept: fresh pages for each message cost more than moving it
}

func (p *puppet) do(c command) (o outcome, err error) {
	switch c.Do {
	case doOpen:
		p.End.Spin = c.Spin
		p.link, err = p.Mechanism.Open(p.End)
		if _, ok := p.link.(mechanisms.Flusher); err == nil && p.Traits.Batches && !ok {
			err = errors.New("its Traits say Batches, and its Link is no Flusher")
		}
	case doSend, doHold:
		err = p.send(c)
	case doRecv:
		err = p.recv(c)
	case doClose:
		err = p.link.Close()
	case doCount:
		o.Held, err = p.held()
	case doTurns, doPour, doPourBack:
		return p.aside(c)
	}
	return o, err
}

func (p *puppet) send(c command) error {
	viewer, _ := p.link.(mechanisms.Viewer)
	for i := c.First; i < c.end(); i++ {
		size := c.size(i)
		p.want = content(p.want, c.Seed, i, size, p.Traits.Number)
		message := p.want
		send := p.link.Send
		switch inPlace := c.inPlace(i); {
		case inPlace && viewer != nil:
			send = func(message []byte) error { return sendInPlace(viewer, message) }
		case inPlace:
			send = func(message []byte) error { return sendByCall(p.link, message) }
		}
		if err := send(message); err != nil {
			return fmt.Errorf("message %d of %d bytes: %w", i, size, err)
		}
		clear(message) // Send has taken it
		p.Counters.Sent++
	}
	if f, ok := p.link.(mechanisms.Flusher); ok && c.Do != doHold {
		return f.Flush()
	}
	return nil
}

func (p *puppet) recv(c command) error {
	viewer, _ := p.link.(mechanisms.Viewer)
	for i := c.First; i < c.end(); i++ {
		size := c.size(i)
		p.want = content(p.want, c.Seed, i, size, p.Traits.Number)
		check := func(got []byte) error {
			p.Counters.Received++
			if bytes.Equal(got, p.want) {
				return nil
			}
			return c.diagnose(i, slices.Clone(got), p.Traits.Number, func() ([]byte, error) {
				next := make([]byte, size)
				return next, p.link.Recv(next)
			})
		}
		var err error
		if viewer != nil && c.inPlace(i/2) {
			err = recvInPlace(viewer, size, check)
		} else {
			p.got = slices.Grow(p.got[:0], size)[:size]
			clear(p.got)
			recv := p.link.Recv
			if c.inPlace(i / 2) {
				recv = func(message []byte) error { return recvByCall(p.link, message) }
			}
			if err = recv(p.got); err == nil {
				err = check(p.got)
			}
		}
		if err != nil {
			return fmt.Errorf("message %d of %d bytes: %w", i, size, err)
		}
	}
	return nil
}

// inPlace tells whether message i is made, or read, in place, or carried by the Link's system call, if it can do that.
func (c command) inPlace(i int) bool { return (c.Seed+uint64(i))%2 == 1 }

func sendInPlace(v mechanisms.Viewer, message []byte) error {
	room, err := v.Reserve(len(message))
	if err != nil {
		return err
	}
	if len(room) != len(message) {
		return fmt.Errorf("room for %d bytes was given", len(room))
	}
	copy(room, message)
	return v.Commit()
}

func recvInPlace(v mechanisms.Viewer, size int, check func([]byte) error) error {
	message, err := v.View(size)
	if err != nil {
		return err
	}
	if err := check(message); err != nil {
		return err
	}
	return v.Release()
}

// compare says where got differs from want; nil if nowhere.
func compare(got, want []byte) error {
	if len(got) != len(want) {
		return fmt.Errorf("damaged: %d bytes, %d were sent", len(got), len(want))
	}
	for k := range want {
		if got[k] != want[k] {
			return fmt.Errorf("damaged: byte %d is %#02x, %#02x was sent", k, got[k], want[k])
		}
	}
	return nil
}

// content is the content of message i, in buffer if it has room: random bytes, or a random number for a mechanism that
// carries only numbers.
func content(buffer []byte, seed uint64, i, size int, isNumber bool) []byte {
	r := rand.New(rand.NewPCG(seed, uint64(i)))
	p := slices.Grow(buffer[:0], size)[:size]
	if isNumber && size == mechanisms.NumberSize {
		binary.LittleEndian.PutUint64(p, r.Uint64N(math.MaxInt64))
		return p
	}
	k := 0
	for ; k+8 <= size; k += 8 {
		binary.LittleEndian.PutUint64(p[k:], r.Uint64())
	}
	for ; k < size; k++ {
		p[k] = byte(r.Uint64())
	}
	return p
}

func (p *puppet) cpu() int64 {
	if p.Traits.Managed && p.Traits.Scope != mechanisms.Thread {
		return sys.ProcessCPU()
	}
	return sys.ThreadCPU()
}

// queued is how long, in ns, the threads whose CPU time cpu tells have waited for a CPU, ready to run.
// Source: the kernel's Documentation/scheduler/sched-stats.rst, /proc/<pid>/schedstat.
func (p *puppet) queued() (ns int64) {
	files := []string{"/proc/thread-self/schedstat"}
	if p.Traits.Managed && p.Traits.Scope != mechanisms.Thread {
		files, _ = filepath.Glob("/proc/self/task/*/schedstat")
	}
	for _, file := range files {
		text, _ := os.ReadFile(file)
		if f := strings.Fields(string(text)); len(f) == 3 {
			n, _ := strconv.ParseInt(f[1], 10, 64)
			ns += n
		}
	}
	return ns
}

// held lists the descriptors that this worker's Link may have left open, and the shared memory that it may have left
// mapped. The descriptors are those of this thread: for a mechanism of raw system calls it has a table of its own.
func (p *puppet) held() ([]string, error) {
	var held []string
	entries, err := os.ReadDir("/proc/thread-self/fd")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		target, err := os.Readlink("/proc/thread-self/fd/" + e.Name())
		if err != nil || strings.Contains(target, "/proc/") {
			continue // the descriptor that reads the directory
		}
		what := e.Name() + " → " + target
		if fd, err := strconv.Atoi(e.Name()); err == nil && p.owns(fd) {
			what += given
		}
		held = append(held, what)
	}
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(maps)) {
		if f := strings.Fields(line); len(f) > 1 && strings.HasSuffix(f[1], "s") {
			held = append(held, "mapping "+strings.Join(f[5:], " "))
		}
	}
	return held, nil
}

// given marks a descriptor with the number of one that Prepare gave.
const given = " (given by Prepare)"

// owns tells whether the Link has been given the descriptor fd, to use and to close.
func (p *puppet) owns(fd int) bool {
	for _, own := range p.End.FDs {
		if own == fd {
			return true
		}
	}
	return false
}
