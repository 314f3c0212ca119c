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
	// clusterApart is how wide the gap between two clusters is at least, in lengths of the longer of the two. The
	// length of a cluster is the range of the middle four fifths of its values.
	clusterApart = 1.0
)

// Clusters finds groups of positive values that lie apart, in ascending order. Two groups are parted only where nothing
// lies between them: by a factor of least or more, and by more than either is long, on the logarithmic scale. Values of
// one group, however it is distributed, and values that drift from one end of a range to the other, are one cluster.
// Few values far from all others belong to none, and part two groups no less than nothing would: while a host moves the
// CPUs, a probe may see anything. Without a value there is no cluster.
//
// The tests simulate how often it is wrong.
func Clusters(values []float64, least float64) (clusters []Range) {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	enough := max(clusterLeast, clusterShare*float64(len(sorted)))
	groups := parted(dense(sorted, math.Pow(least, 0.25)), least)
	groups = slices.DeleteFunc(groups, func(g []float64) bool { return float64(len(g)) < enough })
	// The outliers that were deleted may have lain in a gap that is wide without them; and a gap must be wide beside
	// the groups as they are now. So the narrowest gap is closed until all are wide enough.
	for len(groups) > 1 {
		narrowest, at := math.Inf(1), 0
		for i := range groups[1:] {
			gap := math.Log(groups[i+1][0] / groups[i][len(groups[i])-1])
			if apart := gap / max(length(groups[i]), length(groups[i+1])); apart < narrowest {
				narrowest, at = apart, i
			}
		}
		if narrowest >= clusterApart {
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

// length is the range of the middle four fifths of sorted values, on the logarithmic scale.
func length(sorted []float64) float64 {
	tenth := len(sorted) / 10
	return math.Log(sorted[len(sorted)-1-tenth] / sorted[tenth])
}
