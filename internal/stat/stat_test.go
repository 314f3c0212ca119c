package stat

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// For few ranks, the distribution agrees with counting all signs one by one, and with tabulated values.
func TestSignedRankIsCounted(t *testing.T) {
	for n := 1; n <= 10; n++ {
		most := n * (n + 1) / 2
		count := make([]int, most+1)
		for signs := range 1 << n {
			sum := 0
			for rank := range n {
				if signs>>rank&1 == 1 {
					sum += rank + 1
				}
			}
			count[sum]++
		}
		below := 0
		for sum := range most + 1 {
			below += count[sum]
			want := float64(below) / float64(int(1)<<n)
			if got := signedRankCDF(n, sum); math.Abs(got-want) > 1e-12 {
				t.Fatalf("n=%d: P(T ≤ %d) = %v, counted %v", n, sum, got, want)
			}
		}
	}
	// Hollander, Wolfe, Nonparametric Statistical Methods, table A.4: P(T ≥ 90) = .047 for n = 15.
	if p := 1 - signedRankCDF(15, 89); math.Abs(p-0.047) > 0.0005 {
		t.Errorf("n=15: P(T ≥ 90) = %v, tabulated .047", p)
	}
}

// For many ranks, it agrees with counting in integers, and with tabulated values.
func TestSignedRankOfManyIsCounted(t *testing.T) {
	for _, n := range []int{61, 100, 144} {
		count := []*big.Int{big.NewInt(1)} // of the subsets of the first ranks, by their sum
		for rank := 1; rank <= n; rank++ {
			next := make([]*big.Int, rank*(rank+1)/2+1)
			for sum := range next {
				next[sum] = new(big.Int)
				if sum < len(count) {
					next[sum].Add(next[sum], count[sum])
				}
				if sum >= rank {
					next[sum].Add(next[sum], count[sum-rank])
				}
			}
			count = next
		}
		all := new(big.Float).SetInt(new(big.Int).Lsh(big.NewInt(1), uint(n)))
		below := new(big.Int)
		for sum, c := range count {
			below.Add(below, c)
			want, _ := new(big.Float).Quo(new(big.Float).SetInt(below), all).Float64()
			if got := signedRankCDF(n, sum); math.Abs(got-want) > 1e-9*want {
				t.Fatalf("n=%d: P(T ≤ %d) = %v, counted %v", n, sum, got, want)
			}
		}
	}
	// The largest t with P(T ≤ t) ≤ .025 and ≤ .005. Source: F. Wilcoxon, S. K. Katti, R. A. Wilcox, Critical
	// values and probability levels for the Wilcoxon rank sum test and the Wilcoxon signed rank test, Selected
	// Tables in Mathematical Statistics 1 (1970).
	for _, c := range []struct{ n, at25, at5 int }{
		{10, 8, 3}, {20, 52, 37}, {30, 137, 109}, {40, 264, 220}, {50, 434, 373},
	} {
		for p, want := range map[float64]int{0.025: c.at25, 0.005: c.at5} {
			if got := signedRankQuantile(c.n, p) - 1; got != want {
				t.Errorf("n=%d: the largest t with P(T ≤ t) ≤ %v is %d, tabulated %d", c.n, p, got, want)
			}
		}
	}
}

// Where the distribution is no longer counted out, it is close to the one that is.
func TestSignedRankOfVeryManyIsClose(t *testing.T) {
	const n = exactPairs + 1
	for sum, want := range signedRankTable(n) {
		if got := signedRankCDF(n, sum); math.Abs(got-want) > 1e-4 || want > 1e-4 && math.Abs(got-want) > 0.03*want {
			t.Fatalf("P(T ≤ %d) = %v, counted %v", sum, got, want)
		}
	}
}

// Scaling one program's times scales the estimate, and swapping the programs inverts it.
func TestHodgesLehmannIsEquivariant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ratios := rapid.SliceOfN(rapid.Float64Range(0.01, 100), LeastPairs, 40).Draw(t, "ratios")
		factor := rapid.Float64Range(0.01, 100).Draw(t, "factor")
		scaled, inverted := make([]float64, len(ratios)), make([]float64, len(ratios))
		for i, r := range ratios {
			scaled[i], inverted[i] = r*factor, 1/r
		}
		r, s, v := HodgesLehmann(ratios, 0.05), HodgesLehmann(scaled, 0.05), HodgesLehmann(inverted, 0.05)
		for _, pair := range [][2]float64{
			{s.Center, r.Center * factor}, {s.Lo, r.Lo * factor}, {s.Hi, r.Hi * factor},
			{v.Center, 1 / r.Center}, {v.Lo, 1 / r.Hi}, {v.Hi, 1 / r.Lo},
		} {
			if math.Abs(pair[0]-pair[1]) > 1e-9*pair[1] {
				t.Fatalf("%v, where %v was due: %v, scaled %v, inverted %v", pair[0], pair[1], r, s, v)
			}
		}
		if !(r.Lo <= r.Center && r.Center <= r.Hi) {
			t.Fatalf("%v does not contain its centre", r)
		}
	})
}

func TestTooFewPairsHaveNoInterval(t *testing.T) {
	if r := HodgesLehmann([]float64{1, 1, 1, 1, 1}, 0.05); r.Lo != 0 || !math.IsInf(r.Hi, 1) || r.Center != 1 {
		t.Errorf("five pairs: %v", r)
	}
	if r := HodgesLehmann([]float64{1, 1, 1, 1, 1, 1}, 0.05); r.Lo != 1 || r.Hi != 1 {
		t.Errorf("six pairs: %v", r)
	}
}

// noises are symmetric distributions, of roughly 3 %, of the logarithm of the ratio of two identical programs.
var noises = map[string]func(r *rand.Rand) float64{
	"normal":  func(r *rand.Rand) float64 { return 0.03 * r.NormFloat64() },
	"Laplace": func(r *rand.Rand) float64 { return 0.02 * (r.ExpFloat64() - r.ExpFloat64()) },
	"Cauchy":  func(r *rand.Rand) float64 { return 0.01 * math.Tan(math.Pi*(r.Float64()-0.5)) },
	"bistable": func(r *rand.Rand) float64 { // either run may fall into a state that is half as slow again
		d := 0.01 * r.NormFloat64()
		for _, sign := range []float64{1, -1} {
			if r.Float64() < 0.2 {
				d += sign * 0.4
			}
		}
		return d
	},
}

// The 95 % interval contains the true ratio in 95 % of comparisons, whatever the noise is. Between 93 and 97.5 % is
// accepted, since with few pairs the nearest possible confidence may be as much as 96.9 %.
func TestIntervalIsHonest(t *testing.T) {
	for shape, noise := range noises {
		for _, pairs := range []int{6, 8, 12, 24, 40, 100} {
			comparisons := min(4000, 100_000/pairs)
			r := rand.New(rand.NewPCG(1, uint64(pairs)))
			const truth = 1.07
			covered := 0
			for range comparisons {
				ratios := make([]float64, pairs)
				for i := range ratios {
					ratios[i] = truth * math.Exp(noise(r))
				}
				if e := HodgesLehmann(ratios, 0.05); e.Lo <= truth && truth <= e.Hi {
					covered++
				}
			}
			if share := float64(covered) / float64(comparisons); share < 0.93 || share > 0.975 {
				t.Errorf("%s noise, %d pairs: %.1f %% of the intervals contain the truth", shape, pairs, 100*share)
			}
		}
	}
}
