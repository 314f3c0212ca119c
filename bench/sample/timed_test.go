package sample

import (
	"ipcbench/bench/worker"
	"testing"
	"time"
)

// The timed pass lasts until it has enough readings to say something of the tail, within limits.
func TestATimedPassHasReadings(t *testing.T) {
	for _, c := range []struct {
		name    string
		d       time.Duration
		nsPerOp float64
		want    int
	}{
		{"quick", 20 * time.Millisecond, 200, 100_000},
		{"too few for p99.9", 20 * time.Millisecond, 20_000, 10_000},
		{"10,000 take too long", 20 * time.Millisecond, 100_000, 3000},
		{"100 take longer than that", 20 * time.Millisecond, 10e6, 100},
		{"and those too", 20 * time.Millisecond, 65e6, 31},
		{"one is all there is time for", 20 * time.Millisecond, 5e9, 1},
		{"more time than that", time.Second, 100_000, 10_000},
	} {
		sp := worker.Lasting(c.d)
		sp.AtLeast = enoughReadings
		if got := sp.Goal(c.nsPerOp); got != c.want {
			t.Errorf("%s: %d readings of %v ns, want %d", c.name, got, c.nsPerOp, c.want)
		}
	}
}
