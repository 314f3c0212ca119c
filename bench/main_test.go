package bench

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

// TestMain makes this test binary its own workers, for the mechanisms that the tests of this package bring.
func TestMain(m *testing.M) {
	proc.Intercept(pattern.Known(catalogue.All()), pattern.Handlers())
	code := m.Run()
	if err := proc.End(); err != nil {
		panic(err)
	}
	os.Exit(code)
}

// cell is a cell with no further keys.
func cell(p plan.Pattern, m mechanisms.Mechanism, w mechanisms.Wait, at place.Place, size int) plan.Cell {
	return plan.Cell{Pattern: p, Mechanism: m, Wait: w, Place: at, Size: size}
}

// paired is a cell of several pairs at once.
func paired(c plan.Cell, keys string) plan.Cell {
	c.Keys = keys
	return c
}
