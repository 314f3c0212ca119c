package worker

import (
	"math"
	"slices"
	"testing"

	"ipcbench/internal/proc"
	"ipcbench/mechanisms"
)

// The cost of a clock reading that is subtracted is the time that a reading adds: the median of ops with a reading
// each is that of ops of which fifty share one. The two are measured in turn, so that changes of the processor's
// speed affect both alike.
func TestTheClocksCostIsTakenOff(t *testing.T) {
	if raceDetector {
		t.Skip("the race detector adds work of its own to each reading, about as much as the clock takes; " +
			"make test runs this without it")
	}
	one := newWorker(&proc.Session{End: &mechanisms.End{Side: mechanisms.A}, Counters: new(proc.Counters)})
	p50 := func(ops, batch int) float64 {
		var r Report
		o := Order{Task: RunTask, Timed: Exactly(ops), Batch: batch}
		err := one.measure(o, &r, &Role{Timed: Only(arithmetic), Meet: func(int) error { return nil }})
		if err != nil {
			t.Fatal(err)
		}
		return r.Percentiles.P50
	}
	const pairs, tries = 61, 5
	var off, clock float64
	for range tries {
		var differences []float64
		for range pairs {
			differences = append(differences, p50(2000, 1)-p50(5000, 50))
		}
		slices.Sort(differences)
		off = differences[pairs/2]
		clock = ClockCost()
		if math.Abs(off) <= max(clock/2, 5) {
			return
		}
	}
	t.Errorf("ops with a clock reading each are said to take %+.1f ns more than others, where a reading costs %.1f",
		off, clock)
}

// arithmetic is an op of about a hundred ns, whose time depends on nothing but the processor's speed. Each op
// continues from the result of the last one: otherwise the processor would overlap ops that have no clock reading
// between them.
func arithmetic(n int) error {
	for range n {
		x := spent
		for range 300 {
			x = x*6364136223846793005 + 1
		}
		spent = x
	}
	return nil
}

var spent uint64
