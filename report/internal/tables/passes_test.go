package tables

import (
	"strings"
	"testing"
)

// Samples whose two passes disagree are counted; passes that agree within the limit, or that no file tells of, say
// nothing.
func TestPassesApartAreToldOf(t *testing.T) {
	for _, quiet := range []string{"", " 3 passes-%"} {
		if list := apart(english, machineWith(t, quiet, "pipe block 64")); len(list) > 0 {
			t.Errorf("%q: %q", quiet, list)
		}
	}
	const other = "\nBenchmarkLatency/mech=tcp/wait=spin/place=cross/size=64-2 1 500 ns/op 27 passes-%"
	list := strings.Join(apart(english, machineWith(t, " 3.1 passes-%"+other, "pipe block 64")), "")
	if want := "in 2 of 2 samples the timed pass, which the percentiles are of, took over 3 % more or less a round " +
		"trip than the pass that the mean is of (at worst 27 %, in Latency tcp spin cross 64 B)"; list != want {
		t.Errorf("%q, want %q", list, want)
	}
}
