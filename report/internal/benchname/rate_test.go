package benchname

import (
	"testing"

	"golang.org/x/perf/benchfmt"
)

func TestRatesAreTakenFromNames(t *testing.T) {
	for text, want := range map[string]Rate{
		"rate=100": {PerSecond: 100}, "rate=1000000000/spin=5us": {PerSecond: 1e9}, "rate=80%": {Percent: 80},
		"rate=0": {}, "rate=0%": {}, "rate=-1": {}, "rate=10k": {}, "rate=1e3": {}, "rate=2000000000": {}, "spin=5us": {},
	} {
		n, _ := Parse(benchfmt.Name("Paced/mech=pipe/size=64/" + text))
		if got, ok := n.Series.Rate(); ok != (want != Rate{}) || ok && got != want {
			t.Errorf("%s: %v, %v, want %v", text, got, ok, want)
		}
	}
}

// Further keys are found, and left out, by their whole name.
func TestFurtherKeysAreTold(t *testing.T) {
	s := Series{Extra: "rate=100 spin=5us respin=9"}
	if v, ok := s.Value("spin"); !ok || v != "5us" {
		t.Error(v, ok)
	}
	if got := s.Without("rate", "spin").Extra; got != "respin=9" {
		t.Errorf("%q", got)
	}
}
