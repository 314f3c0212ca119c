package worker

import (
	"math"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// A Log is the readings of a pass, as a histogram for each interval. It is reported instead of the readings, of which
// there may be a million.
type Log struct {
	Began     int64 // wall clock, ns since the epoch
	Batch     int   // how many ops share a reading; if above 1, each value is their mean
	Intervals []Interval
}

// An Interval is the readings that ended in a part of a pass. Those without readings are left out, and a short rest at
// the end of the pass belongs to the one before it.
type Interval struct {
	From, To  time.Duration // since the pass began
	Histogram string        // of the time of an op in ns: HdrHistogram's V2 encoding, compressed, in base64
}

const (
	// Each is how long an interval is.
	Each = time.Second
	// rest is how long the last one is at least, unless there is none right before it.
	rest = Each / 10
)

// LogOf sorts readings into intervals. Reading i ended at ends(i), in ns since the pass began, which does not decrease.
// For batch and clock see [Summarise]; began is the wall clock. It returns nil if there are no readings.
func LogOf(readings []int64, ends func(i int) int64, batch int, clock float64, began int64) *Log {
	if len(readings) == 0 {
		return nil
	}
	l := &Log{Began: began, Batch: batch}
	h := hdrhistogram.New(1, histogramMax, histogramDigits)
	interval, last := ends(0)/int64(Each), int64(0)
	store := func(to int64) {
		from := time.Duration(interval) * Each
		encoded, err := h.Encode(hdrhistogram.V2CompressedEncodingCookieBase)
		if err != nil {
			panic(err) // it writes to memory
		}
		l.Intervals = append(l.Intervals, Interval{from, time.Duration(to), string(encoded)})
		h.Reset()
	}
	for i, ns := range readings {
		last = max(last, ends(i))
		if at := last / int64(Each); at != interval {
			store((interval + 1) * int64(Each))
			interval = at
		}
		op := int64(math.Round((float64(ns) - clock) / float64(batch)))
		h.RecordValue(min(max(op, 1), histogramMax)) // in range, so never an error
	}
	if n := len(l.Intervals); n > 0 && last-interval*int64(Each) < int64(rest) {
		if before := l.Intervals[n-1]; before.To == time.Duration(interval)*Each {
			joined, err := hdrhistogram.Decode([]byte(before.Histogram))
			if err != nil {
				panic(err) // it has just been encoded
			}
			h.Merge(joined) // of the same range, so nothing is dropped
			interval = int64(before.From / Each)
			l.Intervals = l.Intervals[:n-1]
		}
	}
	store(last)
	return l
}

// stretches are when the readings of a timer were taken: a stretch is some that followed each other.
type stretches struct {
	wanted bool
	base   time.Time // of the first
	all    []stretch
}

type stretch struct {
	first int           // the index of its first reading
	began time.Duration // since base
}

// usualStretches is more than a turn has. More than that allocate in the pass.
const usualStretches = 128

func newStretches(o Order) stretches {
	if !o.Log {
		return stretches{}
	}
	return stretches{wanted: true, all: make([]stretch, 0, usualStretches*max(o.Turns, 1))}
}

func (s *stretches) begin(first int, at time.Time) {
	if !s.wanted {
		return
	}
	if len(s.all) == 0 {
		s.base = at
	}
	s.all = append(s.all, stretch{first, at.Sub(s.base)})
}

// ends are when readings ended, in ns since base; they are asked for in order.
func (s *stretches) ends(readings []int64) func(i int) int64 {
	now, next, done := int64(0), 0, 0
	return func(i int) int64 {
		for ; done <= i; done++ {
			if next < len(s.all) && s.all[next].first == done {
				now = int64(s.all[next].began)
				next++
			}
			now += readings[done]
		}
		return now
	}
}
