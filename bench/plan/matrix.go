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
	// Quick says that messages which take too long for a matrix of many sizes are left out; see [mechanisms.Traits].
	Quick bool
	// Twins says that mechanisms run in full whose loops are another's; see [mechanisms.Traits].
	Twins bool
}

var blockAndSpin = []mechanisms.Wait{mechanisms.Block, mechanisms.Spin}

var matrices = []Matrix{
	{Name: "quick", Waits: blockAndSpin, Places: []place.Place{place.Cross}},
	{Name: "default", Waits: blockAndSpin, Places: []place.Place{place.Cross}},
	{Name: "full", Waits: mechanisms.Waits, Places: place.All, Twins: true},
	{Name: "gate", Waits: blockAndSpin, Places: []place.Place{place.Same, place.Cross}},
	{Name: "curves", Waits: blockAndSpin, Places: []place.Place{place.Cross}, Quick: true},
}

// MatrixNamed finds the matrix of that name; ok is false if there is none.
func MatrixNamed(name string) (m Matrix, ok bool) {
	i := slices.IndexFunc(matrices, func(m Matrix) bool { return m.Name == name })
	if i < 0 {
		return m, false
	}
	return matrices[i], true
}

// MatrixChoices lists the names of all matrices, for a message: "quick, default, full, gate or curves".
func MatrixChoices() string {
	var names []string
	for _, m := range matrices {
		names = append(names, m.Name)
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}
