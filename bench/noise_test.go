package bench

import (
	"strings"
	"testing"
	"time"
)

func TestIdleTime(t *testing.T) {
	const stat = "cpu  9 9 9 9 9 9 9\ncpu0 1 2 3 100 20 6 7 8 9 0\ncpu1 1 2 3 200 30 6 7 8 9 0\nintr 1 2 3 4 5 6 7\n"
	for _, c := range []struct {
		cpus []int
		want time.Duration
		bad  bool
	}{{[]int{0}, 1200 * time.Millisecond, false}, {[]int{0, 1}, 3500 * time.Millisecond, false}, {[]int{1, 2}, 0, true}} {
		got, err := idleTime(strings.NewReader(stat), c.cpus)
		if got != c.want || (err != nil) != c.bad {
			t.Errorf("%v: %v, %v; want %v", c.cpus, got, err, c.want)
		}
	}
	if _, err := idleTime(strings.NewReader("cpu0 1 2 3 many 20 6\n"), []int{0}); err == nil {
		t.Error("no error for a damaged line")
	}
}

func TestNoise(t *testing.T) {
	began := time.Now()
	before := quietness{cpus: []int{0, 1}, at: began, idle: time.Hour, own: time.Minute}
	for _, c := range []struct {
		idle, own time.Duration // in a second of two CPUs
		want      float64
	}{{0, 2 * time.Second, 0}, {time.Second, time.Second, 0}, {time.Second, 500 * time.Millisecond, 0.25}, {0, 0, 1}, {2 * time.Second, time.Second, 0}} {
		after := quietness{cpus: before.cpus, at: began.Add(time.Second), idle: before.idle + c.idle, own: before.own + c.own}
		if got := after.noiseSince(before); got != c.want {
			t.Errorf("idle %v, own %v: %v, want %v", c.idle, c.own, got, c.want)
		}
	}
}
