package pattern

import (
	"fmt"

	"ipcbench/bench/plan"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
)

// duplexClaim is what=duplex: what Duplex measures, over one channel of a mechanism, or over two of them.
var duplexClaim = &Pattern{
	Open: openDuplex, Ends: 2, Flows: between, Window: ofBoth,
	Figures: func(c plan.Cell, m Measurement) []Metric { return ratesWith(2, c, m) },
}

var (
	// duplexers are the mechanisms of what=duplex, unless a flag asks for others.
	duplexers = []string{"pipe", "unix-stream"}
	// duplexSizes are the sizes of its messages in bytes, unless a flag asks for others.
	duplexSizes = []int{4 << 10}
)

// addDuplex plans the cells of mechanisms, at the first place. One whose channel goes one way has two of them anyway.
// One whose channel goes both ways has a cell with one channel, and one with two.
func addDuplex(p *plan.Plan, s claimPlanner) {
	places := p.Places(s.Selection)
	sizes := s.Sizes
	if sizes == nil {
		sizes = duplexSizes
	}
	s.each(p, duplexers, lacksForDuplexClaim, func(m mechanisms.Mechanism) {
		t := m.Traits()
		waits := s.Waits
		if waits == nil {
			waits = t.Waits[:1]
		}
		for _, wait := range waits {
			if !t.Offers(wait) || len(places) == 0 {
				continue
			}
			for _, size := range plan.Carried(sizes, t, false, func(string, ...any) {}) { // other patterns report these
				rest := fmt.Sprintf("mech=%s/wait=%s/place=%s/size=%d", t.Name, wait, places[0], size)
				c := plan.Cell{Mechanism: m, Wait: wait, Place: places[0], Size: size}
				if twice, ok := twiceOf(m); ok {
					p.Cells = append(p.Cells, s.cell(c, rest))
					c.Mechanism = twice
				}
				p.Cells = append(p.Cells, s.cell(c, rest+"/"+schema.KeyChannels+"=2"))
			}
		}
	})
}

func lacksForDuplexClaim(t mechanisms.Traits) string {
	if lacks := lacksForDuplex(t); lacks != "" {
		return lacks
	}
	return processesOnly(t)
}
