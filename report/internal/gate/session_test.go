package gate

import (
	"testing"

	"ipcbench/internal/meter"
)

// What the user says of a cell counts, then what its program does.
func TestLeast(t *testing.T) {
	said := func(cell string) float64 {
		if cell == "said" {
			return 0.05
		}
		return 0
	}
	s := session{Options: Options{Least: said}}
	s.programs[1] = &program{hello: &meter.Hello{Deferred: []string{"deferred", "said"}}}
	for cell, want := range map[string]float64{"": 0.03, "other": 0.03, "deferred": 0.10, "said": 0.05} {
		if got := s.least(cell); got != want {
			t.Errorf("%q: %v, want %v", cell, got, want)
		}
	}
}
