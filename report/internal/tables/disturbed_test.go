package tables

import (
	"strings"
	"testing"
)

// Samples taken beside others are counted, and what they did to a median is said; a quiet run says nothing.
func TestDisturbedSamplesAreToldOf(t *testing.T) {
	if list := disturbed(machineWith(t, " 15 noise-%", "pipe block 64")); len(list) > 0 {
		t.Errorf("a quiet run: %q", list)
	}
	// Each line brings a calm one of tcp with it.
	m := machineWith(t, " 40 noise-%\nBenchmarkLatency/mech=tcp/wait=block/place=cross/size=64-2 1 500 ns/op 2 noise-%", "tcp block 64", "tcp block 64", "pipe block 64")
	list := disturbed(m)
	want := []string{"3 of 6 samples were taken while others used more than 15 % of the pair's CPUs (at worst 40 %", "Latency pipe block cross 64 B: all its samples (1)"}
	for _, w := range want {
		if !strings.Contains(strings.Join(list, "\n"), w) {
			t.Errorf("%q does not say %q", list, w)
		}
	}
}
