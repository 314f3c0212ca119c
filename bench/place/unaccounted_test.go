package place

import (
	"testing"
	"time"
)

func TestUnaccountedTimeOfAWakeUp(t *testing.T) {
	began := time.Now()
	const cpu, pid, wakes = 1, 17, 10_000
	for _, c := range []struct {
		idle, own time.Duration
		want      time.Duration
		ok        bool
	}{
		{100 * time.Millisecond, 120 * time.Millisecond, 3 * time.Microsecond, true},
		{150 * time.Millisecond, 120 * time.Millisecond, -2 * time.Microsecond, true}, // idle time is in whole ticks
		// Another program used the CPU: the result is half of the worker's own time.
		{20 * time.Millisecond, 120 * time.Millisecond, 6 * time.Microsecond, true},
		{0, 120 * time.Millisecond, 0, false},
	} {
		first, last := reading(began, 0, 0), reading(began.Add(250*time.Millisecond), c.idle, 0)
		last.each = map[int]time.Duration{pid: c.own}
		if cost, ok := Unaccounted(first, last, cpu, pid, wakes); cost != c.want || ok != c.ok {
			t.Errorf("idle %v, own %v: %v %v, want %v %v", c.idle, c.own, cost, ok, c.want, c.ok)
		}
	}
	if _, ok := Unaccounted(reading(began, 0, 0), Reading{}, cpu, pid, wakes); ok {
		t.Error("a result from a reading that failed")
	}
}
