package main

import "testing"

// A report removes charts of an earlier one, and nothing that a user put beside them.
func TestOnlyOwnChartsAreTakenForOwn(t *testing.T) {
	for name, want := range map[string]bool{
		"latency.png": true, "ranked-machine-2.svg": true, "throughput-same.png": true, "cpu-cost-machine-1-cross.png": true,
		"overview.svg": true, "overview-machine-2.png": true, "change-12.png": true, "change-machine-2-3.svg": true,
		"latency-of-my-disk.png": false, "change.png": false, "change-of-heart.png": false, "overview-old.png": false, "latency.jpg": false, "page.png": false,
	} {
		if ours.MatchString(name) != want {
			t.Errorf("%s is taken for our own: %v", name, !want)
		}
	}
}
