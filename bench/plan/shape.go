package plan

import (
	"ipcbench/bench/place"
	"ipcbench/mechanisms"
)

// A Shape describes the cells of a pattern.
type Shape struct {
	Name Pattern

	// In is what the pattern has in each matrix, by the name of the matrix: one part or several, whose cells come one
	// part after the other; a cell of two parts is there once. In a matrix without an entry the pattern has no cells,
	// unless Whole makes some, or a flag asks for sizes.
	In map[string][]Part

	// Lacks says why a mechanism with these traits has no cells of the pattern, or "" if it has some. The reason is
	// not reported as a skip: the mechanism is not made for the pattern.
	Lacks func(t mechanisms.Traits) string

	// Refuses says why a mechanism cannot be measured with a wait strategy at a place that it otherwise offers, or ""
	// if it can; nil if it always can. The reason is reported as a skip if a flag asks for wait strategies.
	Refuses func(t mechanisms.Traits, w mechanisms.Wait, at place.Place) string

	// Keys are the pattern's own keys, beside mech, wait, place, size and scope, in the order in which names have
	// them.
	Keys []Key

	// Each, if it is set, makes the cells of one mechanism that is available here. They replace all combinations of
	// wait strategies, places, sizes and keys. It returns nil for no cells.
	Each func(s Selection, m mechanisms.Mechanism) []Cell

	// Whole, if it is set, adds all cells of the pattern to a plan, instead of everything above.
	Whole func(p *Plan, s Selection)
}

// A Part is a part of what a pattern has in one matrix: all combinations of some sizes, wait strategies and values.
type Part struct {
	Sizes []int // of messages, in bytes
	// Variants are the Sizes at which a mechanism runs for which another one stands ([mechanisms.Traits].VariantOf);
	// nil for all of them.
	Variants []int
	// Once are those Sizes at which a mechanism runs with its first wait strategy only, so that the run does not take
	// too long. It does not apply if a flag asks for sizes or wait strategies.
	Once []int
	// Only are the names of the mechanisms that the matrix has; nil for all. It does not apply if there are few of them
	// at all, or if a flag asks for mechanisms or for values of the pattern's own keys.
	Only []string
	// Kinds says that the matrix has only mechanisms that stand for a kind: their [mechanisms.Traits].VariantOf is "".
	// It does not apply if there are few mechanisms at all, or if a flag asks for some.
	Kinds bool
	// Beside says that the part is beside another one, for the mechanisms in Only whatever is asked for.
	Beside bool
	// Waits are wait strategies instead of the matrix's; nil for those.
	Waits []mechanisms.Wait
	// Values are values of the pattern's own keys, by name. A key without an entry has its default.
	Values map[string][]string
	// Picks, if it is set, tells whether the matrix has a cell. It does not apply if a flag asks for sizes, wait
	// strategies or places.
	Picks func(t mechanisms.Traits, w mechanisms.Wait, at place.Place, size int) bool
}

// A Key is a key in the names of one pattern's cells, such as pairs. A name leaves it out where it has its default.
type Key struct {
	Name    string
	Default string
	// Near says that ends on two machines have the default only.
	Near bool
	// Waits are the wait strategies whose cells have the key; nil for all.
	Waits []mechanisms.Wait
	// Flag, if it is not "", is the name of the command-line flag that chooses values, and Usage its help.
	Flag, Usage string
	// Parse parses the value of the flag, which is not "". It returns the chosen values, each once, in reading order.
	// Its error is one line that names the flag, its value and the choices.
	Parse func(list string) ([]string, error)
}

// nearKey is the name of a key among keys that takes ends on one machine; "" if there is none.
func (s Shape) nearKey(keys string) string {
	for _, k := range s.Keys {
		if k.Near && KeyIn(keys, k.Name) != "" {
			return k.Name
		}
	}
	return ""
}
