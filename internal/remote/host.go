package remote

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"sync"
	"time"
)

// A Host is the coordinator's side of the connection to an [Agent].
type Host struct {
	Hello Hello // what the agent has said of itself

	name string // for messages
	line *line

	mu      sync.Mutex
	number  int                // of the last request
	waiting map[int]chan reply // for the answers to requests, by their number
	groups  map[int]func(reply)
	group   int           // number of the last group
	lost    chan struct{} // closed when nothing more comes
	why     error         // why, once lost is closed
}

// Here is a host whose agent is in this process.
func Here(a *Agent) (*Host, error) {
	ours, theirs := net.Pipe()
	go a.Serve(theirs)
	return NewHost("this host", ours)
}

// patience is how long an agent may take for an answer. Starting a broker takes the longest.
const patience = 40 * time.Second

// NewHost greets the agent at the other side of conn, which it owns from then on. name is the host's, for messages. It
// fails if the agent is not of this program.
func NewHost(name string, conn io.ReadWriteCloser) (*Host, error) {
	h := &Host{
		name: name, line: newLine(conn), waiting: map[int]chan reply{}, groups: map[int]func(reply){},
		lost: make(chan struct{}),
	}
	go h.receive()
	go h.line.beat(request{Do: doPulse}, h.lost)
	answer, err := h.ask(request{Do: doHello})
	if err == nil && answer.Hello == nil {
		err = errors.New("it does not say what it is")
	}
	if err == nil {
		h.Hello = *answer.Hello
		err = h.Hello.check()
	}
	if err != nil {
		h.Close()
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return h, nil
}

// check says why this program cannot work with the agent that said hello.
func (h Hello) check() error {
	if h.Protocol != protocol {
		return fmt.Errorf("its ipcbench speaks version %d of the protocol, this one %d: copy this program there",
			h.Protocol, protocol)
	}
	ours := runtime.GOOS + "/" + runtime.GOARCH
	if h.Platform != ours {
		return nil // the programs differ, as they must
	}
	program, err := digest()
	if err != nil {
		return err
	}
	if program != h.Program {
		return errors.New("its ipcbench is another build than this one: copy this program there")
	}
	return nil
}

// digest is the SHA-256 of this program, in hexadecimal digits.
var digest = sync.OnceValues(func() (string, error) {
	file, err := os.Open("/proc/self/exe")
	if err != nil {
		return "", err
	}
	defer file.Close()
	h := sha256.New()
	if _, err := io.Copy(h, file); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
})

// Close hangs up. The agent then ends what it has started.
func (h *Host) Close() { h.line.close() }

// Lost is closed when the connection has ended.
func (h *Host) Lost() <-chan struct{} { return h.lost }

// receive passes on what comes until the connection ends.
func (h *Host) receive() {
	var err error
	for {
		var r reply
		if err = h.line.receive(&r); err != nil {
			break
		}
		h.mu.Lock()
		answered, follows := h.waiting[r.Number], h.groups[r.Group]
		delete(h.waiting, r.Number)
		h.mu.Unlock()
		switch {
		case r.Number != 0 && answered != nil:
			answered <- r
		case r.Number == 0 && r.Group != 0 && follows != nil:
			follows(r)
		}
	}
	h.line.close()
	if errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed) || errors.Is(err, io.ErrClosedPipe) ||
		errors.Is(err, os.ErrClosed) {
		err = errors.New("it has hung up")
	}
	h.mu.Lock()
	h.why = err
	follows := h.groups
	h.groups = map[int]func(reply){}
	h.mu.Unlock()
	close(h.lost)
	for _, tell := range follows {
		tell(reply{})
	}
}

// gone is the error of a host that was lost.
func (h *Host) gone() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	return fmt.Errorf("the connection to %s is lost: %w", h.name, h.why)
}

// tell makes a request that is not answered.
func (h *Host) tell(r request) error { return h.line.send(r) }

// ask makes a request and waits for the answer.
func (h *Host) ask(r request) (reply, error) {
	answer := make(chan reply, 1)
	h.mu.Lock()
	h.number++
	r.Number = h.number
	h.waiting[r.Number] = answer
	h.mu.Unlock()
	if err := h.line.send(r); err != nil {
		select {
		case <-h.lost:
			return reply{}, h.gone()
		case <-time.After(time.Second):
			return reply{}, err
		}
	}
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case a := <-answer:
		if a.Error != "" {
			return a, errors.New(a.Error)
		}
		return a, nil
	case <-h.lost:
		return reply{}, h.gone()
	case <-late.C:
		return reply{}, fmt.Errorf("%s does not answer %q within %v", h.name, r.Do, patience)
	}
}

// follow has events of a new group passed to tell, one at a time, and returns its number. The last one is empty, if the
// connection is lost.
func (h *Host) follow(tell func(reply)) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.group++
	h.groups[h.group] = tell
	return h.group
}

func (h *Host) forget(group int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.groups, group)
}
