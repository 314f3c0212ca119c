package place

import (
	"math"
	"testing"
	"time"
)

// The share is that of the group that was held most, of the time between the readings, and 1 at most. Without a quota
// at both readings there is none.
func TestThrottledShare(t *testing.T) {
	began := time.Now()
	before := Reading{at: began, held: throttling{"/a": time.Hour, "/a/b": time.Minute}}
	for name, c := range map[string]struct {
		after throttling
		want  float64
	}{
		"never held":      {throttling{"/a": time.Hour, "/a/b": time.Minute}, 0},
		"one held":        {throttling{"/a": time.Hour, "/a/b": time.Minute + 250*time.Millisecond}, 0.25},
		"the other more":  {throttling{"/a": time.Hour + time.Second/2, "/a/b": time.Minute + time.Second/4}, 0.5},
		"both CPUs":       {throttling{"/a": time.Hour + 1600*time.Millisecond}, 1},
		"no quota":        {throttling{}, math.NaN()},
		"a new quota":     {throttling{"/new": time.Second}, math.NaN()},
		"a counter again": {throttling{"/a": time.Second}, 0},
	} {
		got := Reading{at: began.Add(time.Second), held: c.after}.throttledSince(before)
		if got != c.want && !(math.IsNaN(got) && math.IsNaN(c.want)) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	if got := before.throttledSince(before); !math.IsNaN(got) {
		t.Errorf("in no time: %v", got)
	}
}
