package schema

import "slices"

// The names of the places, as in /place=<name>.
const (
	Cross = "cross"
	Same  = "same"
	SMT   = "smt"
	NUMA  = "numa"
)

// A Place says on which CPUs the two ends run, relative to each other.
type Place struct {
	Name    string
	Brief   string // in a few words, for a caption
	Meaning string // a phrase for docs/format.md
}

// Places are all places in reading order.
var Places = []Place{
	{Cross, "on two cores", "two cores that share a last-level cache"},
	{Same, "on one CPU", "one CPU for both ends"},
	{SMT, "on two threads of one core", "two hardware threads of one core"},
	{NUMA, "on two NUMA nodes", "two CPUs of different NUMA nodes"},
}

// PlaceNamed finds a place; false if there is none of that name.
func PlaceNamed(name string) (Place, bool) {
	i := slices.IndexFunc(Places, func(p Place) bool { return p.Name == name })
	if i < 0 {
		return Place{}, false
	}
	return Places[i], true
}
