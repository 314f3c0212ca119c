package remote

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"sync"
	"time"

	"ipcbench/internal/proc"
	"ipcbench/mechanisms"
)

// Hosts are the host of A and that of all other ends.
type Hosts struct {
	A, B      *Host
	Addresses [2]netip.Addr // where each is reached by the other
}

// Start starts the ends of a group, A on its host and all others on B's. The CPUs of c only say how many ends there
// are: each host's agent finds those of its own for c's Place. On an error nothing of the group is left, as far as the
// hosts can be reached.
func (h Hosts) Start(c proc.Config) (*proc.Group, error) {
	of := config{
		Mechanism: c.Mechanism.Traits().Name, Wait: c.Wait, Size: c.Size, Handler: c.Handler, Traceable: c.Traceable,
		Conditions: c.Conditions, Place: c.Place, Ends: len(c.CPUs), Addresses: h.Addresses,
	}
	sides := [2]*half{newHalf(h.A, "A"), newHalf(h.B, "B")}
	release := func() (err error) {
		for _, s := range sides {
			err = errors.Join(err, s.release())
		}
		return err
	}
	if err := start(sides, of); err != nil {
		return nil, errors.Join(err, release())
	}
	var ends []proc.Endpoint
	for i := range c.CPUs {
		s := sides[mechanisms.HostOf(mechanisms.Side(i))]
		e := &end{half: s, side: mechanisms.Side(i), all: sides[:], events: make(chan reply, 64)}
		e.ended = make(chan struct{})
		s.add(e)
		ends = append(ends, e)
	}
	opened := func() (err error) {
		for _, s := range sides {
			_, one := s.ask(request{Do: doOpened})
			err = errors.Join(err, one)
		}
		return err
	}
	return proc.NewGroup(ends, opened, release), nil
}

// start prepares the mechanism on A's host, then on B's, and starts the ends.
func start(sides [2]*half, of config) error {
	var values map[string]string
	for i, s := range sides {
		one := of
		one.Here = mechanisms.Side(i)
		answer, err := s.ask(request{Do: doPrepare, Config: &one, Values: values})
		if err != nil {
			return err
		}
		values = answer.Values
	}
	for _, s := range sides {
		if _, err := s.ask(request{Do: doStart, Values: values}); err != nil {
			return err
		}
	}
	return nil
}

// A half is the part of a group that is on one host.
type half struct {
	host  *Host
	group int
	name  string // of the host, among the two

	mu   sync.Mutex
	ends []*end
	kept []reply // events of ends that nobody follows yet
	lost bool
}

func newHalf(h *Host, name string) *half {
	s := &half{host: h, name: name}
	s.group = h.follow(s.tell)
	return s
}

func (s *half) ask(r request) (reply, error) {
	r.Group = s.group
	a, err := s.host.ask(r)
	if err != nil {
		err = fmt.Errorf("on %s, host %s: %w", s.host.name, s.name, err)
	}
	return a, err
}

// release has the host remove what it has of the group. A host that is lost removes it by itself.
func (s *half) release() error {
	defer s.host.forget(s.group)
	select {
	case <-s.host.lost:
		return nil
	default:
	}
	_, err := s.ask(request{Do: doRelease})
	return err
}

// add has the events of an end passed to it, from the first on.
func (s *half) add(e *end) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ends = append(s.ends, e)
	kept := s.kept
	s.kept = nil
	for _, r := range kept {
		s.pass(r)
	}
	if s.lost {
		e.lose()
	}
}

// tell takes an event of the host, or the news that the host is lost.
func (s *half) tell(r reply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.Group == 0 {
		s.lost = true
		for _, e := range s.ends {
			e.lose()
		}
		return
	}
	s.pass(r)
}

func (s *half) pass(r reply) {
	for _, e := range s.ends {
		if e.side == r.End {
			e.take(r)
			return
		}
	}
	s.kept = append(s.kept, r)
}

// An end is an end on a host; it implements [proc.Endpoint].
type end struct {
	half   *half
	side   mechanisms.Side
	all    []*half // of the group
	events chan reply
	once   sync.Once
	ended  chan struct{}
}

// take takes an event. The channel has room: an end says little at a time, and waits for orders in between.
func (e *end) take(r reply) {
	e.events <- r
	if r.Ended {
		e.end()
	}
}

func (e *end) end() { e.once.Do(func() { close(e.ended) }) }

// lose ends it, as its host is lost.
func (e *end) lose() {
	e.events <- reply{Fate: "is lost: " + e.half.host.gone().Error(), Ended: true}
	e.end()
}

// Send implements [proc.Endpoint].
func (e *end) Send(message any) error {
	text, err := json.Marshal(message)
	if err != nil {
		return err
	}
	return e.half.host.tell(request{Do: doSend, Group: e.half.group, End: e.side, Message: text})
}

// Follow implements [proc.Endpoint]. When the end is gone it tells the ends on the other host, which could not know.
func (e *end) Follow(said func(json.RawMessage), became func(fate string)) {
	for r := range e.events {
		switch {
		case r.Fate != "":
			became(r.Fate)
		case r.Message != nil:
			said(r.Message)
		}
		if r.Ended {
			for _, other := range e.all {
				if other != e.half {
					other.host.tell(request{Do: doAbandon, Group: other.group})
				}
			}
			return
		}
	}
}

// Ended implements [proc.Endpoint].
func (e *end) Ended() <-chan struct{} { return e.ended }

// Progress implements [proc.Endpoint].
func (e *end) Progress() proc.Progress {
	select {
	case <-e.ended:
		return proc.Progress{}
	default:
	}
	answer, err := e.half.ask(request{Do: doProgress, End: e.side})
	if err != nil || answer.Progress == nil {
		return proc.Progress{}
	}
	return *answer.Progress
}

// PID implements [proc.Endpoint]: the process is not of this host, or not known here.
func (e *end) PID() int { return 0 }

// Finish implements [proc.Endpoint].
func (e *end) Finish() { e.half.host.tell(request{Do: doFinish, Group: e.half.group, End: e.side}) }

// reachable is how long a host has to end an end that is killed.
const reachable = 3 * time.Second

// Kill implements [proc.Endpoint].
func (e *end) Kill() error {
	err := e.half.host.tell(request{Do: doKill, Group: e.half.group, End: e.side})
	go func() {
		select {
		case <-e.ended:
		case <-time.After(reachable):
			e.end()
		}
	}()
	select {
	case <-e.ended:
		return nil
	default:
		return err
	}
}

// Close implements [proc.Endpoint].
func (e *end) Close() error { return nil }
