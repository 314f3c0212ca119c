package pattern

import (
	"cmp"
	"fmt"
	"time"

	"ipcbench/bench/plan"
	"ipcbench/bench/worker"
	"ipcbench/internal/schema"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
)

// idleClaim is what=idle: side A waits for one message, which side B sends after it has slept. All figures are those of
// A's thread.
var idleClaim = &Pattern{
	Open: openIdle, Ends: 2, Flows: between, Window: byFirst,
	Single: idleFor, Charged: []int{0},
	Figures: func(_ plan.Cell, m Measurement) []Metric { return []Metric{{schema.RecvCores, m.Cores}} },
}

// idleFor is how long B sleeps.
const idleFor = time.Second

// idlers are the mechanisms of what=idle, unless a flag asks for others.
var idlers = []string{"pipe"}

// addIdle plans a cell for each way of waiting, at the first place.
func addIdle(p *plan.Plan, s claimPlanner) {
	places := p.Places(s.Selection)
	s.each(p, idlers, lacksForIdle, func(m mechanisms.Mechanism) {
		t := m.Traits()
		waits := s.Waits
		if waits == nil {
			waits = blockAndSpin
		}
		for _, wait := range waits {
			if !t.Offers(wait) || len(places) == 0 {
				continue
			}
			c := plan.Cell{Mechanism: m, Wait: wait, Place: places[0], Size: smallest(t)}
			p.Cells = append(p.Cells, s.cell(c, fmt.Sprintf("mech=%s/wait=%s/place=%s", t.Name, wait, c.Place)))
		}
	})
}

func lacksForIdle(t mechanisms.Traits) string {
	if t.Direction == mechanisms.HalfDuplex {
		return "it carries calls: who waits has asked first"
	}
	return processesOnly(t)
}

// smallest is the size in bytes of a mechanism's smallest message.
func smallest(t mechanisms.Traits) int {
	if t.Number {
		return mechanisms.NumberSize
	}
	return cmp.Or(t.Smallest, 1)
}

func openIdle(w *worker.Worker, first worker.Order) (*worker.Role, error) {
	s, err := openSide(w, first)
	if err != nil {
		return nil, err
	}
	role := s.role()
	role.Thread = !s.Traits.Managed // its goroutines may be on any thread
	role.Op = worker.Only(s.takeEach)
	if !s.isA() {
		role.Op = s.flushed(worker.Only(s.sendLate))
	}
	return role, nil
}

// sendLate sleeps before each of n messages.
func (s *side) sendLate(n int) error {
	for range n {
		if s.Traits.Raw {
			for until := sys.Nanotime() + int64(idleFor); sys.Nanotime() < until && !s.End.Peer.Gone(); {
				sys.SleepUntil(until)
			}
		} else {
			time.Sleep(idleFor)
		}
		if err := s.pour(1); err != nil {
			return err
		}
	}
	return nil
}
