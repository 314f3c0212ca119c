package mechtest

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strings"

	"ipcbench/internal/pair"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
)

const handlerName = "mechtest"

// A command is one step of a worker, as the test asks for it.
type command struct {
	Do    verb
	Sizes []int  // of the messages to send or receive, one after the other
	Seed  uint64 // of their content
}

type verb string

const (
	doOpen  verb = "open"
	doSend  verb = "send"
	doRecv  verb = "recv"
	doClose verb = "close"
	doCount verb = "count" // what this worker holds open
)

// An outcome is what became of a command.
type outcome struct {
	Error    string
	PeerGone bool     // the error is ErrPeerGone
	TooLarge bool     // the error is a SizeError
	CPU      int64    // ns that the Link's thread used, or the process if its goroutines have no thread of their own
	Held     []string // of doCount: descriptors and shared mappings
}

// serve is the worker: it does what it is told.
func serve(s *pair.Session) {
	p := puppet{Session: s}
	if err := s.Settle(); err != nil {
		s.Control.Send(outcome{Error: err.Error()})
		return
	}
	for {
		var c command
		if s.Control.Recv(&c) != nil {
			return
		}
		before := p.cpu()
		held, err := p.do(c)
		o := outcome{CPU: p.cpu() - before, Held: held}
		if err != nil {
			var size *mechanisms.SizeError
			o.Error, o.PeerGone, o.TooLarge = err.Error(), errors.Is(err, mechanisms.ErrPeerGone), errors.As(err, &size)
		}
		if s.Control.Send(o) != nil {
			return
		}
	}
}

type puppet struct {
	*pair.Session
	link mechanisms.Link
}

func (p *puppet) do(c command) (held []string, err error) {
	switch c.Do {
	case doOpen:
		p.link, err = p.Mechanism.Open(p.End)
	case doSend:
		err = p.send(c)
	case doRecv:
		err = p.recv(c)
	case doClose:
		err = p.link.Close()
	case doCount:
		return p.held()
	}
	return nil, err
}

func (p *puppet) send(c command) error {
	for i, size := range c.Sizes {
		message := content(c.Seed, i, size, p.Traits.Number)
		if err := p.link.Send(message); err != nil {
			return fmt.Errorf("message %d of %d bytes: %w", i, size, err)
		}
		clear(message) // Send has taken it
		p.Counters.Sent++
	}
	if f, ok := p.link.(mechanisms.Flusher); ok {
		return f.Flush()
	}
	return nil
}

func (p *puppet) recv(c command) error {
	for i, size := range c.Sizes {
		got := make([]byte, size)
		if err := p.link.Recv(got); err != nil {
			return fmt.Errorf("message %d of %d bytes: %w", i, size, err)
		}
		p.Counters.Received++
		want := content(c.Seed, i, size, p.Traits.Number)
		if bytes.Equal(got, want) {
			continue
		}
		for k := range want {
			if got[k] != want[k] {
				return fmt.Errorf("message %d of %d bytes: byte %d is %#02x, %#02x was sent", i, size, k, got[k], want[k])
			}
		}
	}
	return nil
}

// content is that of message i: random, or a random number for a mechanism that carries only those.
func content(seed uint64, i, size int, isNumber bool) []byte {
	r := rand.New(rand.NewPCG(seed, uint64(i)))
	p := make([]byte, size)
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
	if p.Traits.Managed && p.Traits.Scope == mechanisms.Process {
		return sys.ProcessCPU()
	}
	return sys.ThreadCPU()
}

// held lists the descriptors that this worker's Link could have left open, and the shared memory it could have left
// mapped. Descriptors are those of this thread, which for a mechanism of raw system calls has a table of its own.
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
		held = append(held, e.Name()+" → "+target)
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
