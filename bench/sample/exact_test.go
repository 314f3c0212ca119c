package sample

import "slices"

// exact is a quantile of readings by its definition: the smallest value such that at least share of 10,000 are at or
// below it.
func exact(readings []int64, share int) int64 {
	sorted := slices.Sorted(slices.Values(readings))
	for i, v := range sorted {
		if (i+1)*10_000 >= share*len(sorted) {
			return v
		}
	}
	panic("no readings")
}
