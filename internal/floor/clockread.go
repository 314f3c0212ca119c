package floor

import "math"

// A Clock is what reading the monotonic clock costs and how finely it tells.
type Clock struct {
	Cost float64 // ns a reading, the median over batches
	Step float64 // ns, the smallest difference seen between two readings that differ
}

const (
	clockBatches = 51
	clockBatch   = 1000
)

// ClockRead measures [time.Since], the clock of the percentiles. It is read in user space (vdso(7)) where the clock source
// allows that, and takes a system call where not.
func ClockRead() Clock {
	c := Clock{Step: math.Inf(1)}
	var perReading []float64
	for range clockBatches {
		began := now()
		last := began
		for range clockBatch {
			t := now()
			if step := float64(t - last); step > 0 && step < c.Step {
				c.Step = step
			}
			last = t
		}
		perReading = append(perReading, float64(last-began)/clockBatch)
	}
	c.Cost = quantile(perReading, 0.5)
	return c
}
