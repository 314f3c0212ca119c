package bench

import (
	"fmt"
	"slices"

	"ipcbench/mechanisms"
)

// A matrix is a choice of cells.
type matrix struct {
	sizes  map[Pattern][]int
	waits  []mechanisms.Wait // of those a mechanism offers
	places []Place
	pairs  []int // of processes at once, for Throughput
	// once are the sizes at which a mechanism runs with the first of its wait strategies only, unless a flag asks for sizes or waits: so
	// that all mechanisms fit into the time there is.
	once map[Pattern][]int
	// picks leaves out what it says no to, unless a flag asks for waits or places.
	picks func(t mechanisms.Traits, p Pattern, w mechanisms.Wait, at Place, size int) bool
}

// allSizes are those of the full matrix, bytes: from one to more than any cache holds.
var allSizes = []int{1, 8, 64, 512, 4096, 32768, 65536, 1 << 18, 1 << 20, 1 << 22, 1 << 24, 1 << 26}

var matrices = map[string]matrix{
	"quick": {
		sizes:  map[Pattern][]int{Latency: {64}, Throughput: {64}, Floor: {64}},
		waits:  []mechanisms.Wait{mechanisms.Block, mechanisms.Spin},
		places: []Place{Cross},
		once:   map[Pattern][]int{Throughput: {64}},
	},
	"default": {
		sizes:  map[Pattern][]int{Latency: {64, 65536}, Throughput: {64, 65536}, Duplex: {64, 65536}, Setup: {1}, Floor: {64, 65536}},
		waits:  []mechanisms.Wait{mechanisms.Block, mechanisms.Spin},
		places: []Place{Cross},
		once:   map[Pattern][]int{Latency: {65536}, Throughput: {64, 65536}, Duplex: {64, 65536}},
	},
	"full": {
		sizes: map[Pattern][]int{
			Latency:    allSizes,
			Throughput: allSizes,
			Duplex:     allSizes,
			Setup:      {1},
			Floor:      allSizes,
		},
		pairs:  []int{1, 2, 4},
		waits:  mechanisms.Waits,
		places: Places,
	},
	"gate": {
		sizes:  map[Pattern][]int{Latency: {64}, Throughput: {shortStream, 65536}},
		waits:  []mechanisms.Wait{mechanisms.Block, mechanisms.Spin},
		places: []Place{Same, Cross},
		picks:  gated,
	},
}

// shortStream is the size of the short messages of which the gate has streams, bytes.
const shortStream = 64

// gated tells whether the gate matrix has a cell. What blocks is on one CPU, where all of its work is seen and no
// waking of another CPU, the noisiest thing there is; what polls memory or a file is on two. Streams of long messages
// are those that the kernel moves, by raw calls, through what is inherited: of what has a name the kernel's code is
// mostly the same, and those of TCP come in two states on one CPU. Streams of short ones are of what hands over several
// at once, which shows nowhere else.
func gated(t mechanisms.Traits, p Pattern, w mechanisms.Wait, at Place, size int) bool {
	switch {
	case p == Duplex, p == Setup:
		return false
	case p == Throughput && size == shortStream && !t.Batches:
		return false
	case p == Throughput && size != shortStream && !movedByKernel(t, w):
		return false
	}
	if w == mechanisms.Block {
		return at == Same
	}
	return at == Cross && t.Provider == mechanisms.User && t.Raw
}

// movedByKernel tells whether the kernel moves the messages, by raw calls that block, through what is inherited.
func movedByKernel(t mechanisms.Traits, w mechanisms.Wait) bool {
	return t.Raw && t.Provider == mechanisms.OS && t.Relation == mechanisms.Related && w == mechanisms.Block && !t.Number
}

// A plan is the cells to run, in reading order, and what is not run with the reason.
type plan struct {
	cells []Cell
	skips []skip
}

// A skip is something asked for that cannot run here.
type skip struct {
	mechanism string
	reason    string
}

// String is the line of the result file and of -ipc.list.
func (s skip) String() string { return fmt.Sprintf("skip %s: %s", s.mechanism, s.reason) }

// makePlan lays out the selection for some patterns.
func makePlan(s selection, patterns []Pattern) plan {
	var p plan
	transfers := slices.DeleteFunc(slices.Clone(patterns), func(p Pattern) bool { return p == Floor })
	for _, m := range s.mechanisms {
		p.add(s, m, transfers)
	}
	if len(transfers) < len(patterns) {
		p.addFloors(s)
	}
	slices.SortStableFunc(p.cells, func(a, b Cell) int {
		return slices.Index(Patterns, a.Pattern) - slices.Index(Patterns, b.Pattern)
	})
	return p
}

func (p *plan) add(s selection, m mechanisms.Mechanism, patterns []Pattern) {
	t := m.Traits()
	refuse := p.refuser(t.Name)
	if err := m.Available(); err != nil {
		refuse("%v", err)
		return
	}
	places := p.places(s)
	waits := offered(s, t, refuse)
	for _, pattern := range patterns {
		if reason := lacks(t, pattern); reason != "" {
			continue // what the mechanism is not made for is no news
		}
		if pattern == Setup {
			if s.matrix.sizes[Setup] != nil {
				p.cells = append(p.cells, setupCell(m))
			}
			continue
		}
		sizes := s.sizes
		if sizes == nil {
			sizes = s.matrix.sizes[pattern]
		}
		for i, wait := range waits {
			for _, place := range places {
				for _, size := range carried(sizes, t, s.sizes != nil, refuse) {
					if i > 0 && s.once(pattern, size) || !s.picked(t, pattern, wait, place, size) {
						continue
					}
					for _, pairs := range s.pairsOf(pattern) {
						p.cells = append(p.cells, Cell{pattern, m, wait, place, size, pairs})
					}
				}
			}
		}
	}
}

// lacks says why a mechanism has no cells of a pattern, or nothing.
func lacks(t mechanisms.Traits, p Pattern) string {
	switch {
	case p == Duplex && t.Direction == mechanisms.HalfDuplex:
		return "half-duplex: its sides take turns"
	case p == Duplex && t.Rendezvous:
		return "rendezvous: both sides cannot send at once"
	case p == Setup && t.Scope == mechanisms.Thread:
		return "threads share their memory: nothing is set up"
	case p == Setup && t.Broker:
		return "its set-up starts a broker"
	}
	return ""
}

// once tells whether the matrix runs a size with the first wait strategy only.
func (s selection) once(p Pattern, size int) bool {
	return s.sizes == nil && s.waits == nil && slices.Contains(s.matrix.once[p], size)
}

// picked tells whether the matrix has a cell at all.
func (s selection) picked(t mechanisms.Traits, p Pattern, w mechanisms.Wait, at Place, size int) bool {
	return s.matrix.picks == nil || s.waits != nil || s.places != nil || s.matrix.picks(t, p, w, at, size)
}

// pairsOf are the numbers of pairs at once.
func (s selection) pairsOf(p Pattern) []int {
	switch {
	case p != Throughput:
		return []int{1}
	case s.pairs != nil:
		return s.pairs
	case s.matrix.pairs != nil:
		return s.matrix.pairs
	}
	return []int{1}
}

// refuser notes what of one mechanism or floor cannot run, each reason once.
func (p *plan) refuser(name string) func(format string, a ...any) {
	return func(format string, a ...any) {
		one := skip{name, fmt.Sprintf(format, a...)}
		if !slices.Contains(p.skips, one) {
			p.skips = append(p.skips, one)
		}
	}
}

// places are those of the selection that the machine has. Where it has not even two cores, the matrix falls back to one.
func (p *plan) places(s selection) []Place {
	asked := s.places
	if asked == nil {
		asked = s.matrix.places
	}
	var has []Place
	for _, place := range asked {
		if _, err := place.CPUs(); err != nil {
			p.refuser("place="+string(place))("%v", err)
			continue
		}
		has = append(has, place)
	}
	if _, err := Same.CPUs(); len(has) == 0 && s.places == nil && err == nil {
		has = []Place{Same}
	}
	return has
}

// offered are the wait strategies that the mechanism has. Only one asked for by a flag is worth a word if it has not.
func offered(s selection, t mechanisms.Traits, refuse func(string, ...any)) []mechanisms.Wait {
	asked := s.waits
	if asked == nil {
		asked = s.matrix.waits
	}
	var has []mechanisms.Wait
	for _, wait := range asked {
		if t.Offers(wait) {
			has = append(has, wait)
		} else if s.waits != nil {
			refuse("wait=%s: it offers %s", wait, join(t.Waits))
		}
	}
	return has
}

// carried are the sizes that the mechanism can carry. One that carries only numbers runs at their size, whatever was
// asked. Of the sizes that it cannot carry each is worth a word if it was asked for by a flag; of the matrix's only the first
// that exceeds a limit.
func carried(sizes []int, t mechanisms.Traits, asked bool, refuse func(string, ...any)) []int {
	var can []int
	exceeded := false
	for _, size := range sizes {
		err := t.CheckSize(size)
		if err == nil {
			can = append(can, size)
			continue
		}
		over := t.Largest > 0 && size > t.Largest && !t.Number
		if asked || over && !exceeded || len(sizes) == 1 && !t.Number {
			refuse("%s", trimName(err, t.Name))
		}
		exceeded = exceeded || over
	}
	if t.Number {
		return []int{mechanisms.NumberSize}
	}
	return can
}

// trimName takes the mechanism's name off the front of an error that stands behind it already.
func trimName(err error, name string) string {
	s := err.Error()
	if prefix := name + ": "; len(s) > len(prefix) && s[:len(prefix)] == prefix {
		return s[len(prefix):]
	}
	return s
}
