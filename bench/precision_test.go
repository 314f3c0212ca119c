package bench

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

func TestParseGoal(t *testing.T) {
	for text, want := range map[string]float64{"": 0, "2%": 0.02, "0.5%": 0.005, "100%": 1} {
		if g, err := parseGoal(text, time.Minute); err != nil || g.within != want {
			t.Errorf("parseGoal(%q) = %v, %v; want %v", text, g.within, err, want)
		}
	}
	for _, bad := range []string{"2", "0%", "-1%", "101%", "NaN%", "%", "two%", "2 %"} {
		if g, err := parseGoal(bad, time.Minute); err == nil || !strings.Contains(err.Error(), "choose") {
			t.Errorf("parseGoal(%q) = %v, %v; want an error that names the choices", bad, g, err)
		}
	}
	if _, err := parseGoal("2%", 0); err == nil {
		t.Error("no error for an empty budget")
	}
}

func TestPursuitEnds(t *testing.T) {
	for _, c := range []struct {
		name    string
		samples []float64
		spent   time.Duration
		says    string // "" to go on
	}{
		{"too few samples", []float64{100, 100, 100, 100, 100, 100, 100}, time.Second, ""},
		{"narrow", []float64{100, 100, 100, 100, 100, 100, 100, 101}, time.Second, "within ±1 % (95 %: 100 to 101 ns/op) after 8 samples"},
		{"narrow between looks", []float64{100, 100, 100, 100, 100, 100, 100, 100, 101}, time.Second, ""},
		{"wide", []float64{100, 100, 100, 100, 100, 100, 90, 110}, time.Second, ""},
		{"wide and out of time", []float64{100, 100, 100, 100, 90, 110}, time.Hour,
			"the budget of 1m0s ended after 6 samples, with the median known within ±10 % (95 %: 90 to 110 ns/op) only"},
		{"few and out of time", []float64{100}, time.Hour, "too few to say"},
	} {
		p := pursue(goal{0.02, time.Minute})
		p.samples = c.samples
		p.judge(c.spent)
		if (c.says == "") != (p.verdict == "") || !strings.Contains(p.verdict, c.says) {
			t.Errorf("%s: %q, want %q", c.name, p.verdict, c.says)
		}
	}
}

// What a sample takes, in ns per op: distributions whose median is 100.
var shapes = map[string]func(r *rand.Rand) float64{
	"normal":       func(r *rand.Rand) float64 { return 100 + 3*r.NormFloat64() },
	"heavy-tailed": func(r *rand.Rand) float64 { return 100 * math.Exp(0.01*math.Tan(math.Pi*(r.Float64()-0.5))) },
	"bistable": func(r *rand.Rand) float64 { // a third are half as slow again, and the median is the upper quartile of the others
		if r.IntN(3) == 0 {
			return 150 + r.NormFloat64()
		}
		return 100 - 2*0.6744897501960817 + 2*r.NormFloat64()
	},
	"skewed": func(r *rand.Rand) float64 { return 100 + 5*(r.ExpFloat64()-math.Ln2) },
}

// Whatever the noise is like, and whether the goal is reached or the budget ends, the interval that a pursuit
// speaks of contains the median in at least 94.5 % of pursuits.
func TestPursuitsAreHonest(t *testing.T) {
	const pursuits = 10_000
	for shape, sample := range shapes {
		for _, within := range []float64{0.005, 0.01, 0.03} {
			r := rand.New(rand.NewPCG(1, 1))
			covered := 0
			for range pursuits {
				p := pursue(goal{within, 6000 * time.Nanosecond}) // 60 samples of the median
				spent := 0.0
				for p.verdict == "" {
					ns := sample(r)
					spent += ns
					p.samples = append(p.samples, ns)
					p.judge(time.Duration(spent))
				}
				if p.known.Lo <= 100 && 100 <= p.known.Hi {
					covered++
				}
			}
			if share := float64(covered) / pursuits; share < 0.945 {
				t.Errorf("%s noise, within %v: %.2f %% of the intervals contain the median", shape, within, 100*share)
			} else {
				t.Logf("%s noise, within %v: %.2f %%", shape, within, 100*share)
			}
		}
	}
}
