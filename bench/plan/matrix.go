package plan

import (
	"slices"
	"strings"

	"ipcbench/bench/place"
	"ipcbench/mechanisms"
)

// A Matrix is a choice of wait strategies and places, which -ipc.matrix names. Each pattern says in a [Part] what
// else it has in a matrix.
type Matrix struct {
	Name   string
	Waits  []mechanisms.Wait // a mechanism runs with those of them that it offers
	Places []place.Place
}

var matrices = []Matrix{
	{"quick", []mechanisms.Wait{mechanisms.Block, mechanisms.Spin}, []place.Place{place.Cross}},
	{"default", []mechanisms.Wait{mechanisms.Block, mechanisms.Spin}, []place.Place{place.Cross}},
	{"full", mechanisms.Waits, place.All},
	{"gate", []mechanisms.Wait{mechanisms.Block, mechanisms.Spin}, []place.Place{place.Same, place.Cross}},
}

// MatrixNamed finds the matrix of that name; ok is false if there is none.
func MatrixNamed(name string) (m Matrix, ok bool) {
	i := slices.IndexFunc(matrices, func(m Matrix) bool { return m.Name == name })
	if i < 0 {
		return m, false
	}
	return matrices[i], true
}

// MatrixChoices lists the names of all matrices, for a message: "quick, default, full or gate".
func MatrixChoices() string {
	var names []string
	for _, m := range matrices {
		names = append(names, m.Name)
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}
