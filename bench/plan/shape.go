package plan

import (
	"ipcbench/bench/place"
	"ipcbench/mechanisms"
)

// A Shape says which cells a pattern has.
type Shape struct {
	Name Pattern

	// In are the sizes and so on that the pattern has in each matrix, by the matrix's name. In a matrix that is not
	// there the pattern has no cells, unless Whole makes some.
	In map[string]Part

	// Lacks says why a mechanism with such traits has no cells of the pattern, or nothing. What a mechanism is not made
	// for is no news: the reason is told nowhere.
	Lacks func(t mechanisms.Traits) string

	// Keys are further keys of its names, beside those that all have, in the order in which names have them.
	Keys []Key

	// Each, if it is set, makes the cells of one mechanism that runs here, in place of the crossing of waits, places,
	// sizes and keys. It returns nil for none.
	Each func(s Selection, m mechanisms.Mechanism) []Cell

	// Whole, if it is set, adds the pattern's cells to a plan in place of all of the above.
	Whole func(p *Plan, s Selection)
}

// A Part is what a pattern has in one matrix.
type Part struct {
	Sizes []int // of messages, bytes
	// Once are those of the Sizes at which a mechanism runs with the first of its wait strategies only, unless a flag
	// asks for sizes or waits: so that all mechanisms fit into the time there is.
	Once []int
	// Values are those of further keys, by name; a key that is not there has its default.
	Values map[string][]string
	// Picks, if it is set, leaves out what it says no to, unless a flag asks for waits or places.
	Picks func(t mechanisms.Traits, w mechanisms.Wait, at place.Place, size int) bool
}

// A Key is a further key of the names of a pattern, such as pairs. Where its value is the default, names do not have
// it.
type Key struct {
	Name    string
	Default string
	// Flag, if it is set, is the command-line flag that chooses values, without the hyphen, and Usage its help.
	Flag, Usage string
	// Parse reads the flag's value: a list of values, each once, in the order of reading. Its error is one line that
	// names the flag, the value and the choices. An empty list is not asked about.
	Parse func(list string) ([]string, error)
}
