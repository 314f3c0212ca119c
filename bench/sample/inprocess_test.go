package sample

import (
	"encoding/json"
	"io"
	"sync"

	"ipcbench/bench/pattern"
	"ipcbench/internal/proc"
	"ipcbench/mechanisms"
)

// An inProcess is a pair whose two sides are goroutines of this process, over any two links. It starts so quickly
// that a test can use thousands of them.
type inProcess struct {
	controls [2]*channel
	events   chan proc.Event
	done     chan struct{}
	running  sync.WaitGroup
	once     sync.Once
}

// A channel carries JSON messages in both directions, like the control socket of a worker process.
type channel struct {
	down, up chan json.RawMessage // to the side, and from it
	done     chan struct{}        // closed when the pair ends
}

func (c *channel) Send(message any) error { return c.put(c.up, message) }

func (c *channel) Recv(message any) error {
	select {
	case text := <-c.down:
		return json.Unmarshal(text, message)
	case <-c.done:
		return io.EOF
	}
}

func (c *channel) put(to chan json.RawMessage, message any) error {
	text, err := json.Marshal(message)
	if err != nil {
		return err
	}
	select {
	case to <- text:
		return nil
	case <-c.done:
		return io.ErrClosedPipe
	}
}

// startInProcess starts both sides. Their links must fail once done is closed.
func startInProcess(size int, links func(done <-chan struct{}) [2]mechanisms.Link) *inProcess {
	p := &inProcess{events: make(chan proc.Event), done: make(chan struct{})}
	ends := links(p.done)
	for _, s := range mechanisms.Sides {
		c := &channel{make(chan json.RawMessage), make(chan json.RawMessage), p.done}
		p.controls[s] = c
		session := &proc.Session{
			Mechanism: given{link: ends[s]}, End: &mechanisms.End{Side: s, Size: size, Peer: new(mechanisms.Peer)},
			Control: c, Counters: new(proc.Counters), Lead: s == mechanisms.A, Free: true,
			All: []*proc.Counters{new(proc.Counters), new(proc.Counters)},
		}
		p.running.Go(func() {
			proc.Handle(pattern.Handler, session)
		})
		p.running.Go(func() {
			for {
				select {
				case text := <-c.up:
					p.emit(proc.Event{Side: s, Message: text})
				case <-p.done:
					return
				}
			}
		})
	}
	return p
}

func (p *inProcess) emit(e proc.Event) {
	select {
	case p.events <- e:
	case <-p.done:
	}
}

func (p *inProcess) Send(to mechanisms.Side, message any) error {
	c := p.controls[to]
	return c.put(c.down, message)
}

func (p *inProcess) Events() <-chan proc.Event { return p.events }

// Progress is not observed, and the sides do not see each other's. The counters are plain stores meant for another
// process to read, which within one process would be data races.
func (p *inProcess) Progress(mechanisms.Side) proc.Progress { return proc.Progress{} }

func (p *inProcess) PID(mechanisms.Side) int { return 0 }
func (p *inProcess) Opened() error           { return nil }
func (p *inProcess) Ended() <-chan struct{}  { return p.done }
func (p *inProcess) Close() error            { return p.Kill() }

func (p *inProcess) Kill() error {
	p.once.Do(func() { close(p.done) })
	p.running.Wait()
	return nil
}

// given is a mechanism whose link already exists.
type given struct {
	mechanisms.Mechanism
	link mechanisms.Link
}

func (g given) Open(*mechanisms.End) (mechanisms.Link, error) { return g.link, nil }

func (given) Traits() mechanisms.Traits { return mechanisms.Traits{Name: "memory"} }
