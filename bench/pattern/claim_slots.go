package pattern

import (
	"errors"
	"fmt"

	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/bench/worker"
	"ipcbench/internal/schema"
	"ipcbench/internal/slots"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/segment"

	"golang.org/x/sys/unix"
)

// slotsClaim is what=one-slot and what=two-slots: one op is a message of each end. How many messages are sent and how
// many are seen is what is measured, so the engine does not compare the two: there are no Flows.
var slotsClaim = &Pattern{
	Open: openSlots, Ends: 2, Window: ofBoth,
	Figures: func(_ plan.Cell, m Measurement) []Metric { return m.Own },
}

// addSlots plans a cell at each place.
func addSlots(two bool) func(*plan.Plan, claimPlanner) {
	return func(p *plan.Plan, s claimPlanner) {
		for _, at := range p.Places(s.Selection) {
			c := plan.Cell{Mechanism: slotPair{two}, Wait: mechanisms.Spin, Place: at, Size: mechanisms.NumberSize}
			if at == place.Same {
				c.Wait = mechanisms.Yield
			}
			p.Cells = append(p.Cells, s.cell(c, fmt.Sprintf("place=%s/size=%d", at, c.Size)))
		}
	}
}

// A slotPair is the memory of the two ends, as a mechanism, so that it is planned and started in the same way. It never
// opens a Link.
type slotPair struct{ two bool }

// Traits implements [mechanisms.Mechanism].
func (m slotPair) Traits() mechanisms.Traits {
	name := "claim-" + schema.ClaimOneSlot
	if m.two {
		name = "claim-" + schema.ClaimTwoSlots
	}
	return mechanisms.Traits{
		Name: name, Family: "claim", Provider: mechanisms.User, Scope: mechanisms.Process,
		Direction: mechanisms.Simplex, Relation: mechanisms.Related,
		Waits: []mechanisms.Wait{mechanisms.Spin, mechanisms.Yield}, Raw: true,
	}
}

// Available implements [mechanisms.Mechanism].
func (slotPair) Available() error { return nil }

// slotsName is the name of the memory among what the ends are given.
const slotsName = "slots"

// Prepare implements [mechanisms.Mechanism].
func (slotPair) Prepare(p *mechanisms.Preparation) error {
	fd, err := segment.Nameless("ipcbench-slots", p.Dir, slots.Bytes)
	if err != nil {
		return err
	}
	return p.GiveBoth(slotsName, fd)
}

// Open implements [mechanisms.Mechanism]. It always fails.
func (slotPair) Open(*mechanisms.End) (mechanisms.Link, error) {
	return nil, errors.New("the slots of a claim have no link")
}

// openSlots opens either end. The first one also reports how many messages of both were lost since they met last.
func openSlots(w *worker.Worker, first worker.Order) (*worker.Role, error) {
	if err := w.Settle(); err != nil {
		return nil, err
	}
	fd, err := w.End.FD(slotsName)
	if err != nil {
		return nil, err
	}
	defer unix.Close(fd)
	memory, err := slots.Map(fd)
	if err != nil {
		return nil, err
	}
	two := plan.KeyIn(first.Keys, schema.KeyWhat) == schema.ClaimTwoSlots
	e := slots.NewEnd(memory, int(w.End.Side), two, &w.Counters.Sent)
	e.Gone, e.Yields = w.End.Peer.Gone, w.End.Wait == mechanisms.Yield
	fault := func(err error) error {
		if errors.Is(err, slots.ErrGone) {
			return mechanisms.ErrPeerGone
		}
		return err
	}
	var sent, seen uint64 // by both ends, before the pass
	return &worker.Role{
		Op: worker.Work{
			Do:     func(n int) error { return fault(e.Exchange(n)) },
			Finish: func(n int) error { return fault(e.Finish(n)) },
		},
		Meet: func(int) error {
			err := e.Meet()
			sent, seen = 2*e.Sent(), e.Seen()
			return fault(err)
		},
		Tally: func(r *worker.Report) {
			r.Sent = e.Sent()
			if sent := 2*e.Sent() - sent; sent > 0 && w.End.Side == mechanisms.A {
				lost := sent - (e.Seen() - seen)
				r.Figures = map[string]float64{schema.LostPerMillion: 1e6 * float64(lost) / float64(sent)}
			}
		},
	}, nil
}
