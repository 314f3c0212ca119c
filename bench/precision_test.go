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

func TestSamplingEndsAtTheGoalOrTheBudget(t *testing.T) {
	for _, c := range []struct {
		name    string
		samples []float64
		spent   time.Duration
		says    string // "" to go on
	}{
		{"too few samples", []float64{100, 100, 100, 100, 100, 100, 100}, time.Second, ""},
		{"narrow", []float64{100, 100, 100, 100, 100, 100, 100, 101}, time.Second,
			"within ±0.98 % (95 %: 100 to 100.98 ns/op) after 8 samples"},
		{"narrow between looks", []float64{100, 100, 100, 100, 100, 100, 100, 100, 101}, time.Second, ""},
		{"wide", []float64{100, 100, 100, 100, 100, 100, 90, 110}, time.Second, ""},
		{"wide and out of time", []float64{100, 100, 100, 100, 90, 110}, time.Hour,
			"the budget of 1m0s ended after 6 samples, " +
				"with the median known within ±6.4 % (95 %: 93.571 to 106.43 ns/op) only"},
		{"few and out of time", []float64{100}, time.Hour, "too few to say"},
	} {
		s := newSampling(goal{0.02, time.Minute})
		s.samples = c.samples
		s.judge(c.spent)
		if (c.says == "") != (s.verdict == "") || !strings.Contains(s.verdict, c.says) {
			t.Errorf("%s: %q, want %q", c.name, s.verdict, c.says)
		}
	}
}

// Distributions of what a sample takes, in ns per op. The median of each is 100.
var shapes = map[string]func(r *rand.Rand) float64{
	"normal":       func(r *rand.Rand) float64 { return 100 + 3*r.NormFloat64() },
	"heavy-tailed": func(r *rand.Rand) float64 { return 100 * math.Exp(0.01*math.Tan(math.Pi*(r.Float64()-0.5))) },
	// A third of the samples take half as long again, so the median is the upper quartile of the others.
	"bistable": func(r *rand.Rand) float64 {
		if r.IntN(3) == 0 {
			return 150 + r.NormFloat64()
		}
		return 100 - 2*0.6744897501960817 + 2*r.NormFloat64()
	},
	"skewed": func(r *rand.Rand) float64 { return 100 + 5*(r.ExpFloat64()-math.Ln2) },
}

// The interval that -ipc.precision prints contains the true median in at least 94.5 % of runs, whatever the noise is
// like, and whether the goal is reached or the budget ends.
func TestPrecisionIntervalsAreHonest(t *testing.T) {
	const runs = 10_000
	for shape, sample := range shapes {
		for _, within := range []float64{0.005, 0.01, 0.03} {
			r := rand.New(rand.NewPCG(1, 1))
			covered := 0
			for range runs {
				s := newSampling(goal{within, 6000 * time.Nanosecond}) // 60 samples of the median
				spent := 0.0
				for s.verdict == "" {
					ns := sample(r)
					spent += ns
					s.samples = append(s.samples, ns)
					s.judge(time.Duration(spent))
				}
				if s.known.Lo <= 100 && 100 <= s.known.Hi {
					covered++
				}
			}
			if share := float64(covered) / runs; share < 0.945 {
				t.Errorf("%s noise, within %v: %.2f %% of the intervals contain the median", shape, within, 100*share)
			} else {
				t.Logf("%s noise, within %v: %.2f %%", shape, within, 100*share)
			}
		}
	}
}
