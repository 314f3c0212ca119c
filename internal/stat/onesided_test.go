package stat

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Drawing all signs at random many times gives the same p-value.
func TestSignedRankIsARandomisationTest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		logs := rapid.SliceOfNDistinct(rapid.Float64Range(0.001, 1), 1, 10, rapid.ID[float64]).Draw(t, "logs")
		signs := rapid.IntRange(0, 1<<len(logs)-1).Draw(t, "signs")
		ratios := func(signs int) []float64 {
			r := make([]float64, len(logs))
			for i, l := range logs {
				r[i] = math.Exp(l)
				if signs>>i&1 == 1 {
					r[i] = math.Exp(-l)
				}
			}
			return r
		}
		p := SignedRank(ratios(signs), 1, Above)
		as := 0
		for s := range 1 << len(logs) {
			if SignedRank(ratios(s), 1, Above) <= p {
				as++
			}
		}
		if share := float64(as) / float64(int(1)<<len(logs)); math.Abs(share-p) > 1e-9 {
			t.Fatalf("p = %v, and %v of all signs are as clear", p, share)
		}
		inverse := ratios(^signs & (1<<len(logs) - 1))
		if q := SignedRank(inverse, 1, Below); math.Abs(q-p) > 1e-12 {
			t.Fatalf("p = %v above, %v below of the inverse", p, q)
		}
	})
}

func TestSignedRankOfEqualOnes(t *testing.T) {
	if p := SignedRank([]float64{1, 1, 1, 1}, 1, Above); p != 1 {
		t.Errorf("ratios of 1 are above 1 with p = %v", p)
	}
	if p := SignedRank([]float64{2, 2, 2, 2}, 1, Above); p != 1.0/16 {
		t.Errorf("four ratios of 2 are above 1 with p = %v, 1/16 was due", p)
	}
	if p := SignedRank(nil, 1, Above); p != 1 {
		t.Errorf("no ratios are above 1 with p = %v", p)
	}
}

// The test rejects the ratios outside the interval, and no others.
func TestSignedRankAgreesWithTheInterval(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 3))
	for range 200 {
		ratios := make([]float64, 20)
		for i := range ratios {
			ratios[i] = math.Exp(0.01 + 0.03*r.NormFloat64())
		}
		e := HodgesLehmann(ratios, 0.05)
		if p := SignedRank(ratios, e.Lo*0.9999, Above); p > 0.025 {
			t.Fatalf("p = %v that %v is above a bound just below its interval", p, e)
		}
		if p := SignedRank(ratios, e.Lo*1.0001, Above); p < 0.025 {
			t.Fatalf("p = %v that %v is above a bound just within its interval", p, e)
		}
	}
}

func TestHolm(t *testing.T) {
	// The example of R's p.adjust(c(.01, .04, .03, .005), "holm").
	got := Holm([]float64{0.01, 0.04, 0.03, 0.005})
	want := []float64{0.03, 0.06, 0.06, 0.02}
	for i := range want {
		if math.Abs(got[i]-want[i]) > 1e-12 {
			t.Fatalf("%v, where %v was due", got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SliceOfN(rapid.Float64Range(0, 1), 1, 20).Draw(t, "p")
		h := Holm(p)
		for i := range p {
			if h[i] < p[i] || h[i] > 1 || h[i] > float64(len(p))*p[i]+1e-12 && h[i] > slices.Max(p)*float64(len(p)) {
				t.Fatalf("%v corrected to %v", p, h)
			}
		}
	})
}
