package pattern

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/bench/worker"
	"ipcbench/mechanisms"
)

// strangerClaim is what=stranger: side B is a process that inherits nothing, is handed nothing, and knows the names
// that Prepare has made. It opens its end as ever, and exchanges messages if it gets in.
var strangerClaim = &Pattern{Open: openStranger, Ends: 2, Flows: between, Window: byFirst, Stranger: true}

// strangers are the mechanisms that the quick matrix tries: one of each kind. The others have all.
var strangers = []string{
	"shm-slot", "shm-ring", "shm-posix", "file", "pipe", "fifo", "mq-posix", "unix-stream", "socketpair", "tcp",
	"eventfd",
}

// addStrangers plans a cell for each mechanism.
func addStrangers(p *plan.Plan, s claimPlanner) {
	var usual []string
	if s.Matrix.Name == "quick" {
		usual = strangers
	}
	if !p.Has(place.Same) {
		return
	}
	s.each(p, usual, lacksForStranger, func(m mechanisms.Mechanism) {
		t := m.Traits()
		c := plan.Cell{Mechanism: m, Wait: t.Waits[0], Place: place.Same, Size: smallest(t)}
		p.Cells = append(p.Cells, s.cell(c, "mech="+t.Name))
	})
}

// bound are mechanisms whose Prepare binds a socket for each end, so that they find each other at once. Any process
// could bind one of its own, but an end here does not. The same is true of calls, where each side serves the other.
var bound = []string{"unix-dgram", "udp", "go-udp"}

func lacksForStranger(t mechanisms.Traits) string {
	switch {
	case t.Broker:
		return "it starts a broker"
	case t.Direction == mechanisms.HalfDuplex, slices.Contains(bound, t.Name):
		return "both of its ends are handed sockets that have their addresses already"
	}
	return processesOnly(t)
}

func openStranger(w *worker.Worker, first worker.Order) (*worker.Role, error) {
	if w.End.Side == mechanisms.B && len(w.End.FDs) > 0 {
		return nil, fmt.Errorf("a stranger was handed %v", slices.Sorted(maps.Keys(w.End.FDs)))
	}
	if err := settleSide(w, first); err != nil {
		return nil, err
	}
	s, err := newSide(w)
	if err != nil && w.End.Side == mechanisms.B && !errors.Is(err, mechanisms.ErrPeerGone) {
		return nil, fmt.Errorf("%w: %w", worker.ErrRefused, err)
	}
	if err != nil {
		return nil, err
	}
	return s.role(), nil
}
