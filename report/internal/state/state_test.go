package state

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"ipcbench/internal/schema"
)

// A sample is a benchmark line with its probes, by tidied unit.
type sample struct {
	place  string
	values map[string]float64
}

func find(all []sample) []Split {
	return Find(func(unit string, do func(place string, value float64)) {
		for _, s := range all {
			if v, ok := s.values[unit]; ok {
				do(s.place, v)
			}
		}
	})
}

func (s sample) label(splits []Split) string {
	return Label(splits, s.place, func(unit string) (float64, bool) { v, ok := s.values[unit]; return v, ok })
}

// samples are some of one place whose probes vary by a few percent around given values; 0 is a probe that is not there.
func samples(r *rand.Rand, n int, place string, line, call, clock float64) (all []sample) {
	for range n {
		s := sample{place: place, values: map[string]float64{}}
		for unit, v := range map[string]float64{
			schema.LineSec: line * 1e-9, schema.CallSec: call * 1e-9, schema.ClockPercent: clock,
		} {
			if v > 0 {
				s.values[unit] = v * (1 + 0.03*r.Float64())
			}
		}
		all = append(all, s)
	}
	return all
}

// Each probe has states of its own, with names that say which is which; the line has them at each place by itself.
func TestProbesHaveStatesOfTheirOwn(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	all := samples(r, 9, "cross", 60, 100, 120)
	all = append(all, samples(r, 20, "cross", 455, 100, 120)...)
	all = append(all, samples(r, 5, "cross", 170, 1050, 120)...)
	all = append(all, samples(r, 9, "smt", 20, 100, 80)...)
	all = append(all, samples(r, 9, "same", 0, 100, 80)...)
	told := ""
	for _, s := range find(all) {
		told += fmt.Sprintf("%s at %q of %d:", s.Unit, s.Place, s.Total)
		for _, one := range s.States {
			told += fmt.Sprintf(" %s %d", one.Name, one.Samples)
		}
		told += "\n"
	}
	const want = "line-sec at \"cross\" of 34: near 9 middle 5 far 20\n" +
		"call-sec at \"\" of 52: quick-calls 47 slow-calls 5\n" +
		"clock-% at \"\" of 52: slow-clock 18 fast-clock 34\n"
	if told != want {
		t.Errorf("found\n%swant\n%s", told, want)
	}
}

// A sample is labelled by the splits that concern it. What lies between the groups is of neither.
func TestSamplesAreLabelled(t *testing.T) {
	at := func(place string, line, call float64) sample {
		return sample{place, map[string]float64{schema.LineSec: line, schema.CallSec: call}}
	}
	var all []sample
	for _, by := range []float64{1, 1.01, 1.02, 1.03} {
		all = append(all, at("cross", by*60, by*100), at("cross", by*455, by*1050))
	}
	splits := find(all)
	for want, s := range map[string]sample{
		"near quick-calls": at("cross", 61, 101), "far slow-calls": at("cross", 460, 1060),
		"between quick-calls": at("cross", 200, 101), "quick-calls": at("smt", 200, 101), "": {place: "cross"},
	} {
		if got := s.label(splits); got != want {
			t.Errorf("%v is labelled %q, want %q", s, got, want)
		}
	}
	if got := all[0].label(nil); got != "" {
		t.Errorf("in one state a sample is labelled %q", got)
	}
}

// Many states are counted.
func TestManyStatesAreNumbered(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	var all []sample
	for _, line := range []float64{30, 90, 270, 810} {
		all = append(all, samples(r, 9, "cross", line, 0, 0)...)
	}
	splits := find(all)
	if len(splits) != 1 || len(splits[0].States) != 4 || splits[0].States[2].Name != "line-3" {
		t.Errorf("%+v", splits)
	}
}
