package stat

import (
	"math"
	"slices"
)

// A Range is a closed interval.
type Range struct{ Lo, Hi float64 }

// Contains tells whether x lies in the range.
func (r Range) Contains(x float64) bool { return r.Lo <= x && x <= r.Hi }

const (
	// clusterLeast and clusterShare are how many values a cluster has at least, and which share of all. Fewer are
	// outliers, of no cluster.
	clusterLeast = 3
	clusterShare = 0.04
	// clusterApart is how wide the gap between two clusters is at least, in lengths of the longer of the two, and
	// clusterChance is that for a cluster of one value; for n values it is clusterChance/n. Beside few values a gap is
	// often chance.
	clusterApart  = 0.5
	clusterChance = 10.0
)

// Clusters finds groups of positive values that lie apart, in ascending order. Two groups are parted only where all of
// this holds, on the logarithmic scale. The middle four fifths of the one lie by a factor of least or more from those
// of the other. Nothing lies between the two for half of that or more. And this gap is long beside the groups: half as
// long as the middle four fifths of the longer one, and more beside a group of few values. Values of one group, however
// it is distributed, and values that drift from one end of a range to the other, are one cluster. Few values far from
// all others belong to none, and part two groups no less than nothing would: while a host moves the CPUs, a probe may
// see anything. Without a value there is no cluster.
//
// The tests simulate how often it is wrong, here of machines that were made up, in report/internal/state of the pairs
// of CPUs of real ones.
func Clusters(values []float64, least float64) (clusters []Range) {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	enough := max(clusterLeast, clusterShare*float64(len(sorted)))
	groups := parted(dense(sorted, math.Pow(least, 0.25)), math.Sqrt(least))
	groups = slices.DeleteFunc(groups, func(g []float64) bool { return float64(len(g)) < enough })
	// The outliers that were deleted may have lain in a gap that is wide without them; and a gap must be wide beside
	// the groups as they are now. So the narrowest gap is closed until all are wide enough.
	for len(groups) > 1 {
		narrowest, at := math.Inf(1), 0
		for i := range groups[1:] {
			if width := apart(groups[i], groups[i+1], least); width < narrowest {
				narrowest, at = width, i
			}
		}
		if narrowest >= 1 {
			break
		}
		groups[at] = slices.Concat(groups[at], groups[at+1])
		groups = slices.Delete(groups, at+1, at+2)
	}
	if len(groups) == 0 && len(sorted) > 0 {
		groups = [][]float64{sorted}
	}
	for _, g := range groups {
		clusters = append(clusters, Range{g[0], g[len(g)-1]})
	}
	return clusters
}

// apart is how far two groups of sorted values lie apart, the smaller values first, in parts of how far two clusters do
// at least.
func apart(one, next []float64, least float64) float64 {
	gap := math.Log(next[0] / one[len(one)-1])
	lengths := max(clusterApart, clusterChance/float64(min(len(one), len(next))))
	between := math.Log(fifths(next).Lo / fifths(one).Hi)
	return min(gap/(lengths*max(length(one), length(next))), between/math.Log(least))
}

// dense are those of sorted values around which a cluster could be: within a factor there are as many as the smallest
// cluster has. Of few values these are all.
func dense(sorted []float64, factor float64) (kept []float64) {
	if clusterShare*float64(len(sorted)) < clusterLeast {
		return sorted
	}
	from, to := 0, 0
	for _, v := range sorted {
		for sorted[from]*factor < v {
			from++
		}
		for to < len(sorted) && sorted[to] <= v*factor {
			to++
		}
		if float64(to-from) >= clusterShare*float64(len(sorted)) {
			kept = append(kept, v)
		}
	}
	return kept
}

// parted splits sorted values wherever one is at least so many times the one before it.
func parted(sorted []float64, least float64) (groups [][]float64) {
	begin := 0
	for i := 1; i <= len(sorted); i++ {
		if i == len(sorted) || sorted[i] >= least*sorted[i-1] {
			groups = append(groups, sorted[begin:i])
			begin = i
		}
	}
	return groups
}

// fifths is the range of the middle four fifths of sorted values.
func fifths(sorted []float64) Range {
	tenth := len(sorted) / 10
	return Range{sorted[tenth], sorted[len(sorted)-1-tenth]}
}

// length is that of the middle four fifths of sorted values, on the logarithmic scale.
func length(sorted []float64) float64 {
	r := fifths(sorted)
	return math.Log(r.Hi / r.Lo)
}
