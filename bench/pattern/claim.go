package pattern

import (
	"fmt"
	"slices"

	"ipcbench/bench/plan"
	"ipcbench/bench/worker"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
)

// claims is the pattern Claim: what textbooks claim of communication, and no other pattern measures. Its cells are
// named after what they measure:
//
//	what=one-slot/place=…/size=8         two ends write into one word: messages lost
//	what=two-slots/place=…/size=8        the same with a word for each direction, handed over
//	what=idle/mech=…/wait=…/place=…      a reader waits for a second
//	what=duplex/mech=…/…/size=4096       both directions at once over one channel; /channels=2 over one for each
//	what=stranger/mech=…                 a process that was handed nothing tries to open its end
var claims = &Pattern{
	Shape: plan.Shape{Name: Claim, Whole: addClaims},
	Open: func(w *worker.Worker, first worker.Order) (*worker.Role, error) {
		kind := claimNamed(plan.KeyIn(first.Keys, schema.KeyWhat))
		if kind == nil {
			return nil, fmt.Errorf("%s has no %s", Claim, first.Keys)
		}
		return kind.pattern.Open(w, first)
	},
	Kind: func(c plan.Cell) *Pattern { return claimNamed(c.Key(schema.KeyWhat)).pattern },
	Brings: func(given []mechanisms.Mechanism) []mechanisms.Mechanism {
		brought := []mechanisms.Mechanism{slotPair{}, slotPair{two: true}}
		for _, m := range given {
			if twice, ok := twiceOf(m); ok {
				brought = append(brought, twice)
			}
		}
		return brought
	},
}

// A claimKind is one of the things that Claim measures.
type claimKind struct {
	what    string                             // its what= in the name
	cells   func(p *plan.Plan, s claimPlanner) // adds its cells to a plan
	pattern *Pattern                           // without a Shape
}

// claimKinds are all of them in reading order.
var claimKinds = []*claimKind{
	{what: schema.ClaimOneSlot, cells: addSlots(false), pattern: slotsClaim},
	{what: schema.ClaimTwoSlots, cells: addSlots(true), pattern: slotsClaim},
	{what: schema.ClaimIdle, cells: addIdle, pattern: idleClaim},
	{what: schema.ClaimDuplex, cells: addDuplex, pattern: duplexClaim},
	{what: schema.ClaimStranger, cells: addStrangers, pattern: strangerClaim},
}

// claimNamed is the kind with this what=; nil if there is none.
func claimNamed(what string) *claimKind {
	i := slices.IndexFunc(claimKinds, func(k *claimKind) bool { return k.what == what })
	if i < 0 {
		return nil
	}
	return claimKinds[i]
}

// claimMatrices are the matrices that have cells of Claim, all the same.
var claimMatrices = []string{"quick", "default", "full"}

// addClaims plans the cells of a selection.
func addClaims(p *plan.Plan, s plan.Selection) {
	if !slices.Contains(claimMatrices, s.Matrix.Name) {
		return
	}
	for _, kind := range claimKinds {
		kind.cells(p, claimPlanner{s, kind.what})
	}
}

// A claimPlanner is a selection as the cells of one kind are planned by it.
type claimPlanner struct {
	plan.Selection
	what string
}

// each calls add for the selected mechanisms that can run here: those of the usual ones, or those that a flag asks for.
// usual may be nil for all. lacks says why a mechanism has no cells, or "" if it has; that is noted as skipped if a
// flag asks for the mechanism.
func (s claimPlanner) each(p *plan.Plan, usual []string, lacks func(mechanisms.Traits) string,
	add func(mechanisms.Mechanism)) {
	for _, m := range s.Mechanisms {
		t := m.Traits()
		switch {
		case m.Available() != nil, s.LeavesOut(t), t.Scope == mechanisms.Host: // as other patterns tell
			continue
		case usual != nil && !s.Asked && !slices.Contains(usual, t.Name):
			continue
		}
		if reason := lacks(t); reason != "" {
			if s.Asked {
				why := fmt.Sprintf("%s, what=%s: %s", Claim, s.what, reason)
				p.Skip(plan.Skip{What: t.Name, Reason: why, Pattern: Claim})
			}
			continue
		}
		add(m)
	}
}

// cell completes a cell: its name is what it measures and the rest of its name.
func (s claimPlanner) cell(c plan.Cell, rest string) plan.Cell {
	c.Pattern = Claim
	c.Keys = schema.KeyWhat + "=" + s.what
	c.Own = c.Keys + "/" + rest
	return c
}

// processesOnly says why a mechanism is not one between processes; "" if it is.
func processesOnly(t mechanisms.Traits) string {
	if t.Scope == mechanisms.Thread {
		return "its ends are threads of one process"
	}
	return ""
}
