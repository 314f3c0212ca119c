package bench

import (
	"os"
	"testing"

	"ipcbench/bench/pattern"
	"ipcbench/internal/proc"
	"ipcbench/mechanisms/catalogue"
)

// TestMain lets this test binary run its own worker processes, for any mechanism of the catalogue.
func TestMain(m *testing.M) {
	pattern.Intercept(catalogue.All())
	code := m.Run()
	if err := proc.End(); err != nil {
		panic(err)
	}
	os.Exit(code)
}
