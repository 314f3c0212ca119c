package results

// allowances are the factors by which the range of samples that are too few for an interval is widened at both ends, by
// how many samples there are, for a figure of one and of two cells that have so few. They rest on runs of an AMD EPYC
// that was in several states, all of them together. There 95 of 100 single samples lay within 1.61 times the median of
// their cell's samples, and 95 of 100 ratios of two single samples within 2.13 times the ratio of the medians. The
// range of two samples reached the median if it was widened by 1.13, and 1.16 for ratios; that of three by 1.04; that
// of four and five without it. In the baseline, on another machine, all of these are smaller.
var allowances = [FewestSamples][2]float64{
	1: {1.7, 2.2}, 2: {1.3, 1.3}, 3: {1.1, 1.1}, 4: {1.05, 1.05}, 5: {1.05, 1.05},
}

// FewestSamples is how many samples give a 95 % interval.
const FewestSamples = 6

// Allowance is the factor by which a figure may be beyond its range on either side, where the range is not an interval:
// that of so many samples, of so many cells of which it is the ratio, one or two. It is 1 where no cell has so few.
func Allowance(samples, cells int) float64 {
	if cells == 0 {
		return 1
	}
	return allowances[min(samples, FewestSamples-1)][cells-1]
}
