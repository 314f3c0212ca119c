package results

import (
	"fmt"
	"strings"
	"testing"

	"ipcbench/report/internal/resultfile"
)

// What the samples that make the figures held counts; a closed loop has no rate to hold.
func TestHeld(t *testing.T) {
	for missed, want := range map[string]Held{
		"0 0 0": {3, 3, 0}, "0 20 40": {1, 3, 0.3}, "50": {0, 1, 0.5}, "0 50!": {1, 1, 0},
	} {
		var text strings.Builder
		for m := range strings.FieldsSeq(missed) {
			noise := 0
			if v, disturbed := strings.CutSuffix(m, "!"); disturbed {
				m, noise = v, 90
			}
			fmt.Fprintf(&text, "BenchmarkPaced/mech=pipe/size=64/rate=100-2 100 5 cpu-ns/op %s unheld-%% %d "+
				"noise-%%\n", m, noise)
		}
		set := Read([]resultfile.Input{resultfile.FromReader("test", strings.NewReader(text.String()))})
		if got := set.Machines[0].All()[0].Held(); got != want {
			t.Errorf("%s: %+v, want %+v", missed, got, want)
		}
	}
	set := Read([]resultfile.Input{resultfile.FromReader("test",
		strings.NewReader("BenchmarkLatency/mech=pipe/size=64-2 100 5 ns/op\n"))})
	if got := set.Machines[0].All()[0].Held(); got != (Held{}) || !got.All() {
		t.Errorf("a closed loop: %+v", got)
	}
}
