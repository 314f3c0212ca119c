package remote

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"net/netip"
	"os"
	"runtime"
	"slices"
	"sync"

	"ipcbench/internal/proc"
	"ipcbench/mechanisms"
)

// An Agent starts ends on this host for a coordinator.
type Agent struct {
	// Mechanisms are those that it may be asked for.
	Mechanisms []mechanisms.Mechanism
	// CPU is the CPU of an end at a place, or -1.
	CPU func(place string, end mechanisms.Side) (int, error)
	// Config describes this host by keys and values of a result file, and the network device with an address of it, by
	// which it is reached; that may be the zero one.
	Config func(at netip.Addr) [][2]string
}

// Serve does what a coordinator at the other side of conn asks for until that hangs up, or is silent for too long. Then
// all ends that it started are ended, and what was made for them is removed. Serve closes conn.
func (a *Agent) Serve(conn io.ReadWriteCloser) error {
	s := &service{agent: a, line: newLine(conn), groups: map[int]*group{}}
	done := make(chan struct{})
	go s.line.beat(reply{}, done)
	err := s.serve()
	close(done)
	s.line.close()
	s.mu.Lock()
	groups := slices.Collect(maps.Values(s.groups))
	s.mu.Unlock()
	for _, g := range groups {
		g.release()
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrClosedPipe) {
		return nil
	}
	return err
}

// A service is what an agent does for one coordinator.
type service struct {
	agent *Agent
	line  *line

	mu     sync.Mutex
	groups map[int]*group
}

// A group is the ends of a group that are on this host. What changes it is asked for one after the other.
type group struct {
	prepared *proc.Prepared // until it is started
	started  *proc.Group    // from then on
	first    mechanisms.Side
}

func (s *service) find(number int) *group {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.groups[number]
}

// release ends and removes what there is.
func (g *group) release() error {
	switch {
	case g.started != nil:
		return g.started.Kill()
	case g.prepared != nil:
		g.prepared.Drop()
	}
	return nil
}

func (s *service) serve() error {
	for {
		var r request
		if err := s.line.receive(&r); err != nil {
			return err
		}
		switch r.Do {
		case doPulse:
		case doPrepare, doStart, doRelease: // which may take long, and the coordinator waits for
			go s.do(r)
		default:
			s.do(r)
		}
	}
}

// do does what a request asks for, and answers it.
func (s *service) do(r request) {
	answer := reply{Number: r.Number}
	if err := s.obey(r, &answer); err != nil {
		answer.Error = err.Error()
	}
	if r.Number != 0 {
		s.line.send(answer)
	}
}

// obey does what a request asks for.
func (s *service) obey(r request, answer *reply) (err error) {
	switch r.Do {
	case doHello:
		answer.Hello, err = s.agent.hello(s.line.addresses())
		return err
	case doPrepare:
		answer.Values, err = s.prepare(r)
		return err
	}
	g := s.find(r.Group)
	switch {
	case g == nil && r.Do == doRelease:
		return nil // it could not be prepared
	case g == nil:
		return fmt.Errorf("there is no group %d", r.Group)
	case r.Do == doStart:
		return s.start(g, r)
	case r.Do == doRelease:
		s.mu.Lock()
		delete(s.groups, r.Group)
		s.mu.Unlock()
		return g.release()
	}
	if g.started == nil {
		return fmt.Errorf("group %d has not been started", r.Group)
	}
	ends := g.started.Ends()
	at := r.End - g.first
	switch r.Do {
	case doOpened:
		return g.started.Opened()
	case doAbandon:
		return g.started.Abandon()
	}
	if at < 0 || int(at) >= len(ends) {
		return fmt.Errorf("end %v of group %d is not here", r.End, r.Group)
	}
	switch r.Do {
	case doSend:
		return ends[at].Send(r.Message)
	case doProgress:
		p := ends[at].Progress()
		answer.Progress = &p
		return nil
	case doFinish:
		ends[at].Finish()
		return nil
	case doKill:
		return ends[at].Kill()
	}
	return fmt.Errorf("what is %q?", r.Do)
}

// hello says what this host is.
func (a *Agent) hello(addresses [2]netip.Addr) (*Hello, error) {
	program, err := digest()
	if err != nil {
		return nil, err
	}
	name, err := os.Hostname()
	if err != nil {
		return nil, err
	}
	return &Hello{
		Protocol: protocol, Program: program, Platform: runtime.GOOS + "/" + runtime.GOARCH, Name: name,
		Config: a.Config(addresses[1]), Addresses: addresses,
	}, nil
}

func (s *service) prepare(r request) (map[string]string, error) {
	if r.Config == nil || s.find(r.Group) != nil {
		return nil, errors.New("a group is prepared once, by its configuration")
	}
	c := r.Config
	i := slices.IndexFunc(s.agent.Mechanisms,
		func(m mechanisms.Mechanism) bool { return m.Traits().Name == c.Mechanism })
	if i < 0 {
		return nil, fmt.Errorf("this program has no mechanism %q", c.Mechanism)
	}
	m := s.agent.Mechanisms[i]
	if err := m.Available(); err != nil {
		return nil, fmt.Errorf("%s: %w", c.Mechanism, err)
	}
	part := proc.Config{
		Mechanism: m, Wait: c.Wait, Size: c.Size, Handler: c.Handler, Traceable: c.Traceable, Conditions: c.Conditions,
		Part: &proc.Part{Hosts: mechanisms.Hosts{Here: c.Here, Addresses: c.Addresses}, Values: r.Values},
	}
	for end := range c.Ends {
		cpu, err := s.agent.CPU(c.Place, mechanisms.Side(end))
		if err != nil {
			return nil, err
		}
		part.CPUs = append(part.CPUs, cpu)
	}
	prepared, err := proc.Prepare(part)
	if err != nil {
		return nil, err
	}
	g := &group{prepared: prepared, first: prepared.First()}
	s.mu.Lock()
	s.groups[r.Group] = g
	s.mu.Unlock()
	return prepared.Values(), nil
}

// start starts the ends of a group, and from then on passes on what they say and what becomes of them.
func (s *service) start(g *group, r request) error {
	if g.prepared == nil {
		return fmt.Errorf("group %d has been started already", r.Group)
	}
	started, err := g.prepared.Start(r.Values)
	g.prepared = nil
	if err != nil {
		return err
	}
	g.started = started
	go s.report(g, r.Group)
	return nil
}

// report passes on the events of a group until it is released.
func (s *service) report(g *group, number int) {
	for {
		select {
		case e := <-g.started.Events():
			r := reply{Group: number, End: g.first + e.Side, Message: e.Message, Fate: e.Fate, Ended: e.Gone}
			if s.line.send(r) != nil {
				return
			}
		case <-g.started.Ended():
			return
		}
	}
}
