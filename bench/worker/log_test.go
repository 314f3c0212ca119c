package worker

import (
	"slices"
	"testing"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// decoded are the numbers of values and the largest one of each interval.
func decoded(t *testing.T, l *Log) (counts, largest []int64) {
	t.Helper()
	for _, one := range l.Intervals {
		h, err := hdrhistogram.Decode([]byte(one.Histogram))
		if err != nil {
			t.Fatal(err)
		}
		counts, largest = append(counts, h.TotalCount()), append(largest, h.Max())
	}
	return counts, largest
}

// A reading is in the interval in which it ended. A stall takes the intervals in which nothing ended.
func TestReadingsAreInTheIntervalInWhichTheyEnded(t *testing.T) {
	ms := int64(time.Millisecond)
	s := newStretches(Order{Log: true})
	start := time.Now()
	readings := []int64{400 * ms, 500 * ms, 200 * ms, 2500 * ms, 100 * ms, 10 * ms}
	s.begin(0, start)                    // they end at 0.4, 0.9, 1.1, 3.6 s
	s.begin(4, start.Add(5*time.Second)) // and after other ops at 5.1 and 5.11 s
	l := LogOf(readings, s.ends(readings), 1, 0, 77)
	counts, largest := decoded(t, l)
	if want := []int64{2, 1, 1, 2}; !slices.Equal(counts, want) {
		t.Errorf("%v readings in the intervals, want %v", counts, want)
	}
	for i, want := range []int64{500 * ms, 200 * ms, 2500 * ms, 100 * ms} {
		if got := largest[i]; got < want || got > want+want/500 {
			t.Errorf("interval %d: the largest is %d, want %d", i, got, want)
		}
	}
	var from []time.Duration
	for _, one := range l.Intervals {
		from = append(from, one.From/time.Second)
	}
	last := l.Intervals[3] // short, and after a stall
	if !slices.Equal(from, []time.Duration{0, 1, 3, 5}) || last.To != 5110*time.Millisecond || l.Began != 77 {
		t.Errorf("intervals from %v s, the last to %v; began %d", from, last.To, l.Began)
	}
}

func TestValuesOfALogAreTimesOfAnOp(t *testing.T) {
	readings := []int64{1025, 1035, 20}
	l := LogOf(readings, func(i int) int64 { return int64(i) }, 10, 25, 0)
	h, err := hdrhistogram.Decode([]byte(l.Intervals[0].Histogram))
	if err != nil {
		t.Fatal(err)
	}
	if h.Max() != 101 || h.Min() != 1 || h.ValueAtQuantile(50) != 100 || l.Batch != 10 {
		t.Errorf("%d to %d, median %d, batch %d", h.Min(), h.Max(), h.ValueAtQuantile(50), l.Batch)
	}
}

// A million readings of a second are a small message.
func TestALogIsSmall(t *testing.T) {
	readings := make([]int64, MaxReadings)
	for i := range readings {
		readings[i] = int64(100 + i*7919%1_000_000)
	}
	l := LogOf(readings, func(i int) int64 { return int64(i) * 10_000 }, 1, 0, 0)
	size := 0
	for _, one := range l.Intervals {
		size += len(one.Histogram)
	}
	if len(l.Intervals) != 11 || size > 1<<20 {
		t.Errorf("%d intervals, %d bytes", len(l.Intervals), size)
	}
	if LogOf(nil, nil, 1, 0, 0) != nil {
		t.Error("a log without readings")
	}
}

// The last readings of a pass of a whole number of seconds often end a little later.
func TestAShortRestBelongsToTheIntervalBefore(t *testing.T) {
	ends := []int64{1, 5e8, 12e8, 19e8, 20.9e8}
	for n, want := range map[int][]int64{5: {2, 3}, 4: {2, 2}, 2: {2}} {
		l := LogOf(make([]int64, n), func(i int) int64 { return ends[i] }, 1, 0, 0)
		counts, _ := decoded(t, l)
		if to := l.Intervals[len(want)-1].To; !slices.Equal(counts, want) || int64(to) != ends[n-1] {
			t.Errorf("%d readings: %v in the intervals, want %v; the last to %v", n, counts, want, to)
		}
	}
	ends = []int64{1, 20.9e8} // after a stall
	l := LogOf(make([]int64, 2), func(i int) int64 { return ends[i] }, 1, 0, 0)
	if counts, _ := decoded(t, l); !slices.Equal(counts, []int64{1, 1}) {
		t.Errorf("after a stall: %v in the intervals", counts)
	}
}

// A timer whose log is not asked for keeps none.
func TestTimesAreKeptOnlyIfAskedFor(t *testing.T) {
	for _, asked := range []bool{false, true} {
		tm := &timer{batch: 1, readings: make([]int64, 6), stretches: newStretches(Order{Log: asked})}
		do := func(int) error { return nil }
		for range 2 {
			if err := tm.time(do, do, 3); err != nil {
				t.Fatal(err)
			}
		}
		p := tm.percentiles()
		if asked != (p.Log != nil) {
			t.Errorf("asked: %v, log %v", asked, p.Log)
		}
		if asked {
			if counts, _ := decoded(t, p.Log); counts[0] != 6 {
				t.Errorf("%d readings in the log, want 6", counts)
			}
		}
	}
}
