package doctor

import (
	"math"
	"sync/atomic"
	"time"

	"ipcbench/internal/cpu"
	"ipcbench/internal/floor"
	"ipcbench/internal/stat"
)

// What is measured of a step is the median over batches.
const (
	batches = 51
	batch   = 1000
)

// perOp is the time in ns that an op of a loop takes.
func perOp(loop func(n int)) float64 {
	var each []float64
	for range batches {
		began := now()
		loop(batch)
		each = append(each, float64(now()-began)/batch)
	}
	return stat.Median(each)
}

// nullCall is the time in ns of a system call that does next to nothing.
func nullCall() float64 { return perOp(floor.NullCalls) }

// clockReading is the time in ns of one reading of the clock.
func clockReading() float64 {
	return perOp(func(n int) { floor.ClockReadings(epoch, n) })
}

// clockStep is the smallest difference in ns between two readings of the clock that differ.
func clockStep() float64 {
	step := math.Inf(1)
	for last := now(); ; {
		for range batches * batch {
			t := now()
			if t > last {
				step = min(step, float64(t-last))
			}
			last = t
		}
		if !math.IsInf(step, 1) { // a coarse clock takes longer to move
			return step
		}
	}
}

// lineRoundTrip is the time in ns in which one cache line goes from CPU a to CPU b, another one, and back. It ends
// after all batches, or after the first one that ends when atMost is over.
func lineRoundTrip(a, b int, atMost time.Duration) (float64, error) {
	words, err := floor.MapWords(-1)
	if err != nil {
		return 0, err
	}
	defer words.Unmap()
	const over = -1
	var allowed atomic.Int64 // round trips that both sides may have done, or over
	var ofA, ofB uint64
	var each []float64
	err = onThreads(
		thread{b, func() {
			for done := uint64(0); ; {
				until := allowed.Load()
				if until == over {
					return
				}
				if n := until - int64(done); n > 0 {
					done = floor.LineB(words, done, int(n), &ofB)
				}
				cpu.Pause()
			}
		}},
		thread{a, func() {
			first, done := now(), uint64(0)
			for len(each) < batches && (len(each) == 0 || now()-first < int64(atMost)) {
				allowed.Add(1 + batch)
				done = floor.LineA(words, done, 1, &ofA) // after it, both threads are in their loops
				began := now()
				done = floor.LineA(words, done, batch, &ofA)
				each = append(each, float64(now()-began)/batch)
			}
			allowed.Store(over)
		}},
	)
	if err != nil {
		return 0, err
	}
	return stat.Median(each), nil
}
