package plan

import (
	"slices"
	"strings"

	"ipcbench/bench/place"
	"ipcbench/mechanisms"
)

// A Matrix is a choice of cells, apart from what each pattern has in it: see [Part].
type Matrix struct {
	Name   string
	Waits  []mechanisms.Wait // of those that a mechanism offers
	Places []place.Place
}

var matrices = []Matrix{
	{"quick", []mechanisms.Wait{mechanisms.Block, mechanisms.Spin}, []place.Place{place.Cross}},
	{"default", []mechanisms.Wait{mechanisms.Block, mechanisms.Spin}, []place.Place{place.Cross}},
	{"full", mechanisms.Waits, place.All},
	{"gate", []mechanisms.Wait{mechanisms.Block, mechanisms.Spin}, []place.Place{place.Same, place.Cross}},
}

// MatrixNamed is the matrix of that name.
func MatrixNamed(name string) (m Matrix, ok bool) {
	i := slices.IndexFunc(matrices, func(m Matrix) bool { return m.Name == name })
	if i < 0 {
		return m, false
	}
	return matrices[i], true
}

// MatrixChoices are the names of all matrices, for a message: "quick, default, full or gate".
func MatrixChoices() string {
	var names []string
	for _, m := range matrices {
		names = append(names, m.Name)
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}
