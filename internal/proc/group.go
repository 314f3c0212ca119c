package proc

import (
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"ipcbench/mechanisms"
)

// A Group is the ends of one channel, and the coordinator's hold on them: it passes on what they say and what becomes
// of them, and it ends and reaps them.
type Group struct {
	ends   []Endpoint
	events chan Event
	done   chan struct{} // closed when nobody listens to events any more
	closed sync.Once
	err    error

	opened   func() error // when all ends have opened
	released func() error // when all have ended

	partial bool // it has a Part of the ends
	awayMu  sync.Mutex
	away    *int // the lifeline of the ends on another host, which is held for them; nil if there are none, or no more
}

// NewGroup follows ends that have been started, in their order. opened is called by [Group.Opened]; released is called
// once, when all ends have ended and been closed, and removes what was made for them. Either may be nil.
func NewGroup(ends []Endpoint, opened, released func() error) *Group {
	g := newGroup(opened, released)
	for _, e := range ends {
		g.add(e)
	}
	return g
}

func newGroup(opened, released func() error) *Group {
	return &Group{events: make(chan Event, 16), done: make(chan struct{}), opened: opened, released: released}
}

// add follows one end more. Only what starts a group calls it, before anybody else has the group.
func (g *Group) add(e Endpoint) {
	side := mechanisms.Side(len(g.ends))
	g.ends = append(g.ends, e)
	go func() {
		e.Follow(
			func(message json.RawMessage) { g.emit(Event{Side: side, Message: message}) },
			func(fate string) { g.emit(Event{Side: side, Fate: fate}) },
		)
		if g.partial {
			g.emit(Event{Side: side, Gone: true})
		}
	}()
}

// emit passes on an event, unless nobody listens any more: what becomes of an end after Close or Kill is no news.
func (g *Group) emit(e Event) {
	select {
	case <-g.done:
		return
	default:
	}
	select {
	case g.events <- e:
	case <-g.done:
	}
}

// Ends are the ends, by number. The slice is the group's.
func (g *Group) Ends() []Endpoint { return g.ends }

// Events are what the ends say and what becomes of them, as it happens. What becomes of an end comes after all that it
// has said.
func (g *Group) Events() <-chan Event { return g.events }

// Ended is closed once Close or Kill has been called: no event comes after that.
func (g *Group) Ended() <-chan struct{} { return g.done }

// Send sends a message to one end.
func (g *Group) Send(to mechanisms.Side, message any) error { return g.ends[to].Send(message) }

// Progress is how far one end has got; zero once the group has ended.
func (g *Group) Progress(of mechanisms.Side) Progress { return g.ends[of].Progress() }

// PID is the process of one end on this host, or 0.
func (g *Group) PID(of mechanisms.Side) int { return g.ends[of].PID() }

// Opened is called when all ends have opened: names that are needed no longer are removed at once.
func (g *Group) Opened() error {
	if g.opened == nil {
		return nil
	}
	return g.opened()
}

// closingTime is how long the ends have to end of themselves.
const closingTime = 5 * time.Second

// Close lets the ends close their Links and end, kills those that do not, and removes what was made for the group.
func (g *Group) Close() error { return g.end(closingTime) }

// Kill ends all ends at once and removes what was made for the group.
func (g *Group) Kill() error { return g.end(0) }

func (g *Group) end(patience time.Duration) error {
	g.closed.Do(func() {
		close(g.done)
		patient := patience > 0
		if patient {
			for _, e := range g.ends {
				e.Finish()
			}
		}
		deadline := time.After(patience)
		for i, e := range g.ends {
			if patient && !endsBefore(deadline, e) {
				patient = false // with the others either
				g.err = fmt.Errorf("worker %v did not end within %v of being asked to", mechanisms.Side(i), closingTime)
			}
			if !patient {
				g.err = errors.Join(g.err, e.Kill())
			}
			<-e.Ended()
		}
		g.err = errors.Join(g.err, g.Abandon())
		for _, e := range g.ends {
			g.err = errors.Join(g.err, e.Close())
		}
		if g.released != nil {
			g.err = errors.Join(g.err, g.released())
		}
	})
	return g.err
}

func endsBefore(deadline <-chan time.Time, e Endpoint) bool {
	select {
	case <-e.Ended():
		return true
	default:
	}
	select {
	case <-e.Ended():
		return true
	case <-deadline:
		return false
	}
}
