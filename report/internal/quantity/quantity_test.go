package quantity

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestPrintsForPeople(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Duration(54.012e-6, 1.08e-6), "54.0 µs"},
		{Duration(54.012e-6, 11e-6), "54 µs"},
		{Duration(54.012e-6, 300e-6), "50 µs"},
		{Duration(54.012e-6, 0), "54.0 µs"},
		{Duration(208e-9, 1e-9), "208 ns"},
		{Duration(999.6e-9, 0), "1.00 µs"},
		{Duration(0.5e-9, 0), "0.500 ns"},
		{Duration(1200, 0), "1200 s"},
		{Duration(0, 0), "0 s"},
		{Throughput(1.2345e9, 0), "1.23 GB/s"},
		{Throughput(512, 0), "512 B/s"},
		{Throughput(96e3, 0), "96.0 kB/s"},
		{Frequency(1.854e6, 0), "1.85 M"},
		{Frequency(17, 0), "17.0"},
		{Rate(1), "1"},
		{Rate(100), "100"},
		{Rate(2500), "2.5 k"},
		{Rate(2550), "2550"},
		{Rate(500_000), "500 k"},
		{Rate(1e6), "1 M"},
		{Count(1.984, 0.002), "1.98"},
		{Count(0.0004, 0), "<0.01"},
		{Count(0, 0), "0"},
		{Count(0.012345, 0), "0.01"},
		{Count(0.7545, 0), "0.75"}, // rounded once
		{Times(11.46), "11"},
		{Times(1), "1.0"},
		{Times(9.96), "10"},
		{Times(1234), "1230"},
		{Percent(50, 1), "2 %"},
		{Percent(50, 1.01), "3 %"},
		{Percent(50, 0), "0 %"},
		{Percent(1, 50), ">999 %"},
		{Size(64), "64 B"},
		{Size(4096), "4 KiB"},
		{Size(1 << 20), "1 MiB"},
		{Size(1500), "1500 B"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// parse reads a printed quantity back.
func parse(t *rapid.T, s string) float64 {
	number, unit, _ := strings.Cut(s, " ")
	v, err := strconv.ParseFloat(number, 64)
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	factor, ok := map[string]float64{"ns": 1e-9, "µs": 1e-6, "ms": 1e-3, "s": 1,
		"B/s": 1, "kB/s": 1e3, "MB/s": 1e6, "GB/s": 1e9, "": 1, "k": 1e3, "M": 1e6, "G": 1e9}[unit]
	if !ok {
		t.Fatalf("%q: unit %q", s, unit)
	}
	return v * factor
}

// digits counts the digits of a printed number from the first that is not nought.
func digits(s string) int {
	number, _, _ := strings.Cut(s, " ")
	return len(strings.TrimLeft(strings.ReplaceAll(number, ".", ""), "0"))
}

func TestNeverLiesBeyondItsDigits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := math.Pow(10, rapid.Float64Range(-9, 2.9).Draw(t, "log v"))
		half := v * rapid.Float64Range(0, 2).Draw(t, "relative half width")
		s := Duration(v, half)
		if n := digits(s); n > significant {
			t.Fatalf("%g ± %g printed %q: %d digits", v, half, s, n)
		}
		// Off by half of the last of three digits, or by less than the interval's own width (or half of v's first
		// digit).
		allowed := max(v*0.00501, 0.0501*math.Pow10(magnitude(max(half, 1e-300))))
		allowed = min(allowed, 0.501*math.Pow10(magnitude(v)))
		if got := parse(t, s); math.Abs(got-v) > allowed {
			t.Fatalf("%g ± %g printed %q: off by %g, allowed %g", v, half, s, math.Abs(got-v), allowed)
		}
	})
}

func TestScalesEveryValueBelowAThousand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := math.Pow(10, rapid.Float64Range(0, 11.9).Draw(t, "log v"))
		for _, s := range []string{Throughput(v, 0), Frequency(v, 0)} {
			number, _, _ := strings.Cut(s, " ")
			if n, _ := strconv.ParseFloat(number, 64); n < 1 || n >= 1000 {
				t.Fatalf("%g printed %q", v, s)
			}
			if got := parse(t, s); math.Abs(got-v) > v*0.00501 {
				t.Fatalf("%g printed %q", v, s)
			}
		}
	})
}

func TestPercentIsNeverTooNarrow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		center := math.Pow(10, rapid.Float64Range(-9, 9).Draw(t, "log center"))
		share := rapid.Float64Range(0, 9).Draw(t, "share")
		s := Percent(center, center*share)
		p, err := strconv.ParseFloat(strings.TrimSuffix(s, " %"), 64)
		if err != nil || p/100 < share-1e-9 {
			t.Fatalf("%g printed %q", share, s)
		}
	})
}

func TestNumbersOfAnyUnit(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", 45: "45.0", -4.5e6: "-4.50 M", 0.5: "0.500", 3.44e-5: "3.44e-05", -1e-9: "-1e-09", 7.25e12: "7.25e+12",
	} {
		if got := Number(v, 0); got != want {
			t.Errorf("%v: %q, want %q", v, got, want)
		}
	}
	if got := Number(46, 50); got != "46" {
		t.Errorf("half known: %q", got)
	}
}
