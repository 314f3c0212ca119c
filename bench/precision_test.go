package bench

import (
	"math"
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
		{"too few samples", []float64{100, 100, 100, 100, 100}, time.Second, ""},
		{"narrow", []float64{100, 100, 100, 100, 100, 101}, time.Second, "within ±1 % after 6 samples"},
		{"wide", []float64{100, 100, 100, 100, 90, 110}, time.Second, ""},
		{"wide and out of time", []float64{100, 100, 100, 100, 90, 110}, time.Hour, "the budget of 1m0s ended after 6 samples, with the median known within ±10 % only"},
		{"few and out of time", []float64{100}, time.Hour, "too few to say"},
	} {
		p := pursuit{goal: goal{0.02, time.Minute}, samples: c.samples}
		p.judge(c.spent)
		if (c.says == "") != (p.verdict == "") || !strings.Contains(p.verdict, c.says) {
			t.Errorf("%s: %q, want %q", c.name, p.verdict, c.says)
		}
	}
	if !math.IsInf(halfInterval(nil), 1) {
		t.Error("an interval of nothing")
	}
}
