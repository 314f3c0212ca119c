package sample

import "slices"

// exact is a quantile of readings, by its definition: the least value that at least so many of 10,000 do not exceed.
func exact(readings []int64, share int) int64 {
	sorted := slices.Sorted(slices.Values(readings))
	for i, v := range sorted {
		if (i+1)*10_000 >= share*len(sorted) {
			return v
		}
	}
	panic("no readings")
}
