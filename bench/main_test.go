package bench

import (
	"os"
	"testing"

	"ipcbench/bench/internal/known"
	"ipcbench/bench/pattern"
	"ipcbench/internal/proc"
)

// TestMain lets this test binary run its own worker processes, for any mechanism that these tests know.
func TestMain(m *testing.M) {
	pattern.Intercept(known.All())
	code := m.Run()
	if err := proc.End(); err != nil {
		panic(err)
	}
	os.Exit(code)
}
