package plan

import (
	"fmt"
	"slices"

	"ipcbench/bench/place"
	"ipcbench/mechanisms"
)

// A Plan is the cells to run, in the order in which they run, and what is skipped.
type Plan struct {
	Cells []Cell
	Skips []Skip
}

// Make plans the cells of a selection for some patterns. Cells are ordered by pattern, then by mechanism.
func Make(s Selection, shapes []Shape) Plan {
	var p Plan
	for _, m := range s.Mechanisms {
		p.add(s, m, shapes)
	}
	for _, shape := range shapes {
		if shape.Whole != nil && s.near() {
			shape.Whole(&p, s)
		}
	}
	order := func(c Cell) int {
		return slices.IndexFunc(shapes, func(s Shape) bool { return s.Name == c.Pattern })
	}
	slices.SortStableFunc(p.Cells, func(a, b Cell) int { return order(a) - order(b) })
	return p
}

// add plans the cells of one mechanism.
func (p *Plan) add(s Selection, m mechanisms.Mechanism, shapes []Shape) {
	t := m.Traits()
	refuse := p.Refuser(t.Name)
	if err := m.Available(); err != nil {
		refuse("%v", err)
		return
	}
	places := p.Places(s)
	for _, shape := range shapes {
		parts, has := shape.In[s.Matrix.Name]
		if !has {
			parts = []Part{{}}
		}
		parts = s.of(t, shape, parts)
		switch {
		case len(parts) == 0:
		case shape.Each == nil && s.LeavesOut(t):
			if has {
				refuse("its loops are those of %s, which stands for it (-ipc.mechs=%s measures it)", t.VariantOf,
					t.Name)
			}
		case shape.Whole != nil, shape.Lacks != nil && shape.Lacks(t) != "":
		case !has && (shape.Each != nil || s.Sizes == nil):
		case shape.Each != nil && s.near() && t.Scope != mechanisms.Host:
			p.Cells = append(p.Cells, shape.Each(s, m)...)
		case shape.Each != nil:
		default:
			from := len(p.Cells)
			for _, scope := range s.reached(t, refuse) {
				at := places
				if scope == mechanisms.Host && s.Remote {
					at = places[:min(1, len(places))] // each end has a CPU of its own in any case
				}
				for _, part := range parts {
					p.cross(s, m, scope, shape, part, at, refuse)
				}
			}
			p.once(from)
			p.under(s, from, refuse)
		}
	}
}

// of are those of some parts of a matrix that have a mechanism with these traits.
func (s Selection) of(t mechanisms.Traits, shape Shape, parts []Part) (has []Part) {
	for _, part := range parts {
		any := part.Only == nil || !part.Beside && (len(s.Mechanisms) <= few || s.asksFor(shape))
		if (any || slices.Contains(part.Only, t.Name)) && !(part.Kinds && s.spares(t)) {
			has = append(has, part)
		}
	}
	return has
}

// once drops the cells from a number on that are there already, as they belong to several parts.
func (p *Plan) once(from int) {
	cells := p.Cells[:from]
	for _, c := range p.Cells[from:] {
		if !slices.Contains(cells[from:], c) {
			cells = append(cells, c)
		}
	}
	p.Cells = cells
}

// near tells whether benchmarks are asked for whose ends are on one computer.
func (s Selection) near() bool {
	return s.Scopes == nil || slices.ContainsFunc(s.Scopes, func(one mechanisms.Scope) bool {
		return one != mechanisms.Host
	})
}

// reached are the selected scopes that a mechanism has. That it cannot reach another host is noted as skipped only if a
// flag asks for that.
func (s Selection) reached(t mechanisms.Traits, refuse func(string, ...any)) (scopes []mechanisms.Scope) {
	asked := s.Scopes
	if asked == nil {
		asked = []mechanisms.Scope{mechanisms.Process, mechanisms.Thread}
	}
	for _, scope := range asked {
		switch has := slices.Contains(t.Scopes(), scope); {
		case has && scope == mechanisms.Host && s.NoHost != "":
			refuse("scope=host: %s", s.NoHost)
		case has:
			scopes = append(scopes, scope)
		case scope == mechanisms.Host:
			refuse("scope=host: it connects ends of one computer only")
		case t.Scope == mechanisms.Host && s.Scopes == nil:
			refuse("it connects ends of two hosts only (-ipc.host=netns)")
		}
	}
	return scopes
}

// few are so many mechanisms that a matrix leaves none of them out: those of an author who compares his own.
const few = 16

// LeavesOut tells whether the matrix has no more than a mechanism's set-up, since its loops are another's.
func (s Selection) LeavesOut(t mechanisms.Traits) bool {
	return t.Twin && !s.Matrix.Twins && s.spares(t)
}

// spares tells whether a matrix that is meant to be quick may leave out cells of a mechanism, since another one stands
// for it ([mechanisms.Traits].VariantOf). It may not if there are few mechanisms, or if a flag asks for some.
func (s Selection) spares(t mechanisms.Traits) bool {
	return t.VariantOf != "" && !s.Asked && len(s.Mechanisms) > few
}

// asksFor tells whether a flag asks for mechanisms, or for values of the pattern's own keys.
func (s Selection) asksFor(shape Shape) bool {
	return s.Asked || slices.ContainsFunc(shape.Keys, func(k Key) bool { return s.Keys[k.Name] != nil })
}

// cross adds a cell for each combination of wait strategy, place, size and values of the pattern's own keys.
func (p *Plan) cross(s Selection, m mechanisms.Mechanism, scope mechanisms.Scope, shape Shape, part Part,
	places []place.Place, refuse func(string, ...any)) {
	t := m.Traits()
	waits := s.Matrix.Waits
	if part.Waits != nil {
		waits = part.Waits
	}
	sizes := s.Sizes
	switch {
	case sizes != nil:
	case t.VariantOf != "" && part.Variants != nil:
		sizes = part.Variants
	default:
		sizes = part.Sizes
	}
	for i, wait := range offered(s, t, waits, refuse) {
		for _, at := range places {
			if shape.Refuses != nil {
				if reason := shape.Refuses(t, wait, at); reason != "" {
					if s.Waits != nil {
						refuse("%s", reason)
					}
					continue
				}
			}
			for _, size := range s.bearable(Carried(sizes, t, s.Sizes != nil, refuse), t, refuse) {
				once := s.Sizes == nil && s.Waits == nil && slices.Contains(part.Once, size)
				if i > 0 && once || !s.picked(part, t, wait, at, size) {
					continue
				}
				for _, keys := range s.values(shape.Keys, part, wait) {
					if near := shape.nearKey(keys); near != "" && scope == mechanisms.Host && s.Remote {
						p.Skip(Skip{t.Name,
							fmt.Sprintf("%s, scope=host: %s=%s takes ends on one machine (-ipc.host=netns has "+
								"them)", shape.Name, near, KeyIn(keys, near)), shape.Name})
						continue
					}
					p.Cells = append(p.Cells, Cell{shape.Name, m, wait, at, size, scope, keys, ""})
				}
			}
		}
	}
}

// bearable are the sizes of messages that do not take too long for a matrix of many sizes. Those that a flag asks for
// always are.
func (s Selection) bearable(sizes []int, t mechanisms.Traits, refuse func(string, ...any)) []int {
	if !s.Matrix.Quick || t.Quick == 0 || s.Sizes != nil {
		return sizes
	}
	long := slices.IndexFunc(sizes, func(size int) bool { return size > t.Quick })
	if long < 0 {
		return sizes
	}
	refuse("messages of more than %d bytes take too long for the matrix %s (-ipc.sizes measures them)",
		t.Quick, s.Matrix.Name)
	return sizes[:long]
}

// picked tells whether the matrix has the cell at all, which flags may override.
func (s Selection) picked(part Part, t mechanisms.Traits, w mechanisms.Wait, at place.Place, size int) bool {
	return part.Picks == nil || s.Sizes != nil || s.Waits != nil || s.Places != nil || part.Picks(t, w, at, size)
}

// values are all combinations of values of the pattern's own keys, each as it stands in a name.
func (s Selection) values(keys []Key, part Part, wait mechanisms.Wait) []string {
	combined := []string{""}
	for _, key := range keys {
		if key.Waits != nil && !slices.Contains(key.Waits, wait) {
			continue
		}
		values := s.Keys[key.Name]
		if values == nil {
			values = part.Values[key.Name]
		}
		if values == nil {
			values = []string{key.Default}
		}
		var longer []string
		for _, before := range combined {
			for _, value := range values {
				longer = append(longer, withKey(before, key, value))
			}
		}
		combined = longer
	}
	return combined
}

func withKey(before string, key Key, value string) string {
	switch {
	case value == key.Default:
		return before
	case before == "":
		return key.Name + "=" + value
	}
	return before + "/" + key.Name + "=" + value
}

// Places are the selected places that the machine has. Where the machine has none of the matrix's places, because it
// has only one core, the place is one CPU.
func (p *Plan) Places(s Selection) []place.Place {
	asked := s.Places
	if asked == nil {
		asked = s.Matrix.Places
	}
	var has []place.Place
	for _, one := range asked {
		if p.Has(one) {
			has = append(has, one)
		}
	}
	if _, err := place.Same.CPUs(); len(has) == 0 && s.Places == nil && err == nil {
		has = []place.Place{place.Same}
	}
	return has
}

// Has tells whether the machine has a place. If not, the plan notes why.
func (p *Plan) Has(one place.Place) bool {
	if _, err := one.CPUs(); err != nil {
		p.Refuser("place="+string(one))("%v", err)
		return false
	}
	return true
}

// offered are the selected wait strategies that the mechanism offers: those that a flag asks for, or else usual. A
// strategy that it does not offer is noted as skipped only if a flag asks for it.
func offered(s Selection, t mechanisms.Traits, usual []mechanisms.Wait, refuse func(string, ...any)) []mechanisms.Wait {
	asked := s.Waits
	if asked == nil {
		asked = usual
	}
	var has []mechanisms.Wait
	for _, wait := range asked {
		if t.Offers(wait) {
			has = append(has, wait)
		} else if s.Waits != nil {
			refuse("wait=%s: it offers %s", wait, join(t.Waits))
		}
	}
	return has
}

// Carried are those of some sizes, in bytes, that a mechanism can carry. A mechanism that carries only numbers has
// one size, [mechanisms.NumberSize], whatever was asked for.
//
// It calls refuse with the reason for a size that cannot be carried. If a flag asked for the sizes, as asked says, it
// does so for each; otherwise only for the first that exceeds the mechanism's limit.
func Carried(sizes []int, t mechanisms.Traits, asked bool, refuse func(string, ...any)) []int {
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

// trimName removes the mechanism's name from the beginning of an error, since a skip names the mechanism already.
func trimName(err error, name string) string {
	s := err.Error()
	if prefix := name + ": "; len(s) > len(prefix) && s[:len(prefix)] == prefix {
		return s[len(prefix):]
	}
	return s
}
