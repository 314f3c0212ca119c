package stat

import (
	"math"
	"math/rand/v2"
	"slices"
)

// A ChangePoint is a place in a series where its distribution changes.
type ChangePoint struct {
	At int     // index of the first value after the change
	P  float64 // share of random orders of the values that split as clearly
}

const (
	// leastSegment is how many values there are at least between two changes. Fewer could be outliers.
	leastSegment = 4
	// permutations is how many random orders of a segment are compared with it.
	permutations = 499
)

// ChangePoints finds where the distribution of a series changes, in ascending order, by the method E-divisive means.
// Each change is significant at the given level; 0.002 is the smallest that 499 permutations can show.
//
// The best split of a segment is where the energy distance is largest: between the two parts, or between the few
// values just before and just after. The latter finds a change that is soon undone, which hardly shows in the whole.
// The split counts if few permutations of the segment's values split as clearly. Then both parts are searched.
//
// It assumes that the order of the values between two changes is random. If the machine drifts, or nights resemble
// each other, it finds more changes. The same seed gives the same result. The time for a segment of n values is
// proportional to n log n times the permutations; these stop early if there is no change.
//
// Source: D. S. Matteson, N. A. James, A nonparametric approach for multiple change point analysis of multivariate
// data, Journal of the American Statistical Association 109 (2014) 334–345. The early stop: J. Besag, P. Clifford,
// Sequential Monte Carlo p-values, Biometrika 78 (1991) 301–304.
func ChangePoints(series []float64, significance float64, seed uint64) []ChangePoint {
	var found []ChangePoint
	lots := rand.New(rand.NewPCG(seed, uint64(len(series))))
	var search func(from, to int)
	search = func(from, to int) {
		values := series[from:to]
		if len(values) < 2*leastSegment {
			return
		}
		e := newEnergy(values)
		at, best := e.split(e.ranks)
		p, ok := e.significant(best, significance, lots)
		if !ok {
			return
		}
		found = append(found, ChangePoint{from + at, p})
		search(from, from+at)
		search(from+at, to)
	}
	search(0, len(series))
	slices.SortFunc(found, func(a, b ChangePoint) int { return a.At - b.At })
	settle(series, found)
	return found
}

// settle moves each change to the best split between its neighbours. When it was found, other changes blurred it.
func settle(series []float64, found []ChangePoint) {
	for i := range found {
		from, to := 0, len(series)
		if i > 0 {
			from = found[i-1].At
		}
		if i+1 < len(found) {
			to = found[i+1].At
		}
		if to-from >= 2*leastSegment {
			e := newEnergy(series[from:to])
			at, _ := e.whole(e.ranks)
			found[i].At = from + at
		}
	}
}

// windows are the numbers of values just before and just after a split that are compared, beside the whole parts.
var windows = []int{8, 24}

// An energy computes the energy distances of all splits of a segment.
type energy struct {
	sorted      []float64
	ranks       []int // of each value among sorted
	left, right sums
	shuffled    []float64 // room for the values in another order
}

func newEnergy(values []float64) *energy {
	n := len(values)
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case values[a] < values[b]:
			return -1
		case values[a] > values[b]:
			return 1
		}
		return 0
	})
	e := &energy{
		sorted: make([]float64, n), ranks: make([]int, n), shuffled: make([]float64, n),
		left: newSums(n), right: newSums(n),
	}
	for rank, i := range order {
		e.sorted[rank], e.ranks[i] = values[i], rank
	}
	return e
}

// split finds the split of the values, given by their ranks, where the parts or the windows are farthest apart, and
// how far apart they are.
func (e *energy) split(ranks []int) (at int, best float64) {
	at, best = e.whole(ranks)
	for _, w := range windows {
		if len(ranks) < 3*w {
			break
		}
		if m, q := e.within(ranks, w); q > best {
			at, best = m, q
		}
	}
	return at, best
}

// whole finds the split whose parts are farthest apart, and how far apart they are:
//
//	(m n / (m + n)) · (2 between / (m n) − within left / C(m,2) − within right / C(n,2))
//
// Here between and within are sums of the absolute differences of all pairs. To move a value from one part to the
// other changes these sums by the value's differences from both parts, which two trees over the ranks add up.
func (e *energy) whole(ranks []int) (at int, best float64) {
	n := len(ranks)
	e.left.clear()
	e.right.clear()
	var between, inLeft, inRight float64
	smaller := 0.0 // the sum of the smaller values
	for rank, v := range e.sorted {
		inRight += float64(rank)*v - smaller
		smaller += v
	}
	e.right.fill(e.sorted)
	best = -1
	for m := 1; m <= n-leastSegment; m++ {
		rank := ranks[m-1]
		v := e.sorted[rank]
		e.right.add(rank, -v, -1)
		toRight, toLeft := e.right.distance(rank, v), e.left.distance(rank, v)
		e.left.add(rank, v, 1)
		inRight -= toRight
		inLeft += toLeft
		between += toRight - toLeft
		if m < leastSegment {
			continue
		}
		a, b := float64(m), float64(n-m)
		q := a * b / (a + b) * (2*between/(a*b) - inLeft/(a*(a-1)/2) - inRight/(b*(b-1)/2))
		if q > best {
			at, best = m, q
		}
	}
	return at, best
}

// within finds the split where the w values before and the w values after are farthest apart. Each step to the next
// split changes the sums by the differences of three values.
func (e *energy) within(ranks []int, w int) (at int, best float64) {
	values := e.shuffled[:len(ranks)]
	for i, rank := range ranks {
		values[i] = e.sorted[rank]
	}
	var between, inLeft, inRight float64
	for i := range w {
		between += distances(values[i], values[w:2*w])
		inLeft += distances(values[i], values[:i])
		inRight += distances(values[w+i], values[w:w+i])
	}
	best = -1
	size := float64(w)
	for m := w; ; m++ {
		if q := size / 2 * (2*between/(size*size) - (inLeft+inRight)/(size*(size-1)/2)); q > best {
			at, best = m, q
		}
		if m+w == len(values) {
			return at, best
		}
		leaves, moves, comes := values[m-w], values[m], values[m+w]
		left, right := values[m-w+1:m], values[m+1:m+w] // without these three
		toLeft, toRight := distances(moves, left), distances(moves, right)
		inLeft += toLeft - distances(leaves, left)
		inRight += distances(comes, right) - toRight
		between += toRight - toLeft - distances(leaves, right) + distances(comes, left) +
			math.Abs(comes-moves) - math.Abs(leaves-moves)
	}
}

// distances is the sum of the absolute differences of v from others.
func distances(v float64, others []float64) (sum float64) {
	for _, o := range others {
		sum += math.Abs(v - o)
	}
	return sum
}

// significant tells how often permutations of the values split as clearly, and whether that is rare enough. It stops
// as soon as it is not.
func (e *energy) significant(best, significance float64, lots *rand.Rand) (p float64, ok bool) {
	ranks := slices.Clone(e.ranks)
	allowed := int(significance*(permutations+1)) - 1
	as := 0
	for range permutations {
		lots.Shuffle(len(ranks), func(i, j int) { ranks[i], ranks[j] = ranks[j], ranks[i] })
		if _, q := e.split(ranks); q >= best {
			if as++; as > allowed {
				return 1, false
			}
		}
	}
	return float64(as+1) / (permutations + 1), true
}

// A sums is a pair of Fenwick trees over ranks: how many values there are up to a rank, and their sum.
type sums struct {
	count []int
	sum   []float64
	n     int
	total float64
}

func newSums(n int) sums { return sums{count: make([]int, n+1), sum: make([]float64, n+1)} }

func (s *sums) clear() {
	clear(s.count)
	clear(s.sum)
	s.n, s.total = 0, 0
}

// fill adds all values to an empty tree, in linear time.
func (s *sums) fill(sorted []float64) {
	for i, v := range sorted {
		s.count[i+1]++
		s.sum[i+1] += v
		s.total += v
		if up := i + 1 + (i+1)&-(i+1); up < len(s.sum) {
			s.count[up] += s.count[i+1]
			s.sum[up] += s.sum[i+1]
		}
	}
	s.n = len(sorted)
}

func (s *sums) add(rank int, v float64, count int) {
	s.n += count
	s.total += v
	for i := rank + 1; i < len(s.sum); i += i & -i {
		s.count[i] += count
		s.sum[i] += v
	}
}

// distance is the sum of the absolute differences of v from all values in the tree. rank is that of v.
func (s *sums) distance(rank int, v float64) float64 {
	below, sum := 0, 0.0
	for i := rank; i > 0; i -= i & -i {
		below += s.count[i]
		sum += s.sum[i]
	}
	return float64(below)*v - sum + (s.total - sum) - float64(s.n-below)*v
}
