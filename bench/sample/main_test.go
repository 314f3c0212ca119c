package sample

import (
	"os"
	"testing"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/internal/proc"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/catalogue"
)

// TestMain lets this test binary run its own worker processes, for the catalogue and the mechanisms of these tests.
func TestMain(m *testing.M) {
	all := catalogue.All()
	for _, f := range faults {
		all = append(all, faulty{f.name})
	}
	for _, d := range delayedKinds {
		all = append(all, d)
	}
	for _, l := range loads {
		all = append(all, l)
	}
	all = append(all, leaky{}, wasteful{}, predicted{}, stalling{})
	pattern.Intercept(all)
	code := m.Run()
	if err := proc.End(); err != nil {
		panic(err)
	}
	os.Exit(code)
}

// cell is a cell without keys of the pattern's own.
func cell(p plan.Pattern, m mechanisms.Mechanism, w mechanisms.Wait, at place.Place, size int) plan.Cell {
	return plan.Cell{Pattern: p, Mechanism: m, Wait: w, Place: at, Size: size}
}

// paired is c with these keys, such as pairs=2.
func paired(c plan.Cell, keys string) plan.Cell {
	c.Keys = keys
	return c
}
