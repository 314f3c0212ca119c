package mechanisms_test

import (
	"strings"
	"testing"
	"time"

	"ipcbench/mechanisms"
)

// What is read is what is meant, and is written in one way only.
func TestParseSpin(t *testing.T) {
	for _, c := range []struct {
		text, canonical string
		want            mechanisms.SpinTime
	}{
		{"0", "0", mechanisms.SpinFor(0)},
		{"0s", "0", mechanisms.SpinFor(0)},
		{"5us", "5us", mechanisms.SpinFor(5 * time.Microsecond)},
		{"5µs", "5us", mechanisms.SpinFor(5 * time.Microsecond)},
		{"50us", "50us", mechanisms.SpinTime(0)},
		{"0.05ms", "50us", mechanisms.SpinTime(0)},
		{"1500us", "1.5ms", mechanisms.SpinFor(1500 * time.Microsecond)},
		{"1ms500us", "1.5ms", mechanisms.SpinFor(1500 * time.Microsecond)},
		{"1ns", "1ns", mechanisms.SpinFor(1)},
		{"10s", "10s", mechanisms.SpinFor(mechanisms.MaxSpin)},
		{"adaptive", "adaptive", mechanisms.AdaptiveSpin},
	} {
		got, err := mechanisms.ParseSpin(c.text)
		if got != c.want || got.String() != c.canonical || err != nil {
			t.Errorf("%s: %v, %v; want %s", c.text, got, err, c.canonical)
		}
	}
}

// What is refused is named in one line, with what there is to choose from.
func TestParseSpinRefuses(t *testing.T) {
	for _, text := range []string{
		"", "fast", "50", "-5us", "-0", "5 us", "us", "10.000000001s", "1h", "Adaptive", "adaptive ", "5us\n", "NaNs",
	} {
		got, err := mechanisms.ParseSpin(text)
		if err == nil {
			t.Errorf("%q is taken for %v", text, got)
			continue
		}
		named := `spin time "` + strings.TrimSpace(text)
		for _, part := range []string{named, " 0, ", "5us", "1.5ms", "10s", "adaptive"} {
			if !strings.Contains(err.Error(), part) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%q: the error %q does not say %q in one line", text, err, part)
			}
		}
	}
}

// An End that says nothing of it spins as long as it always did, and one can say that it is not to spin.
func TestSpinTimeOfAnEnd(t *testing.T) {
	for _, c := range []struct {
		spin mechanisms.SpinTime
		want time.Duration
	}{
		{mechanisms.End{}.Spin, mechanisms.HybridSpin},
		{mechanisms.SpinFor(0), 0},
		{mechanisms.SpinFor(-time.Second), 0},
		{mechanisms.SpinFor(time.Hour), mechanisms.MaxSpin},
	} {
		if d, fixed := c.spin.Fixed(); d != c.want || !fixed {
			t.Errorf("%v: %v, %t; want %v", c.spin, d, fixed, c.want)
		}
	}
	if d, fixed := mechanisms.AdaptiveSpin.Fixed(); fixed {
		t.Errorf("the adaptive time is %v", d)
	}
}

// What is written is read again as the same.
func FuzzParseSpin(f *testing.F) {
	for _, text := range []string{"0", "5us", "1.5ms", "adaptive", "9.999999999s", "-1ns", "1h"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		spin, err := mechanisms.ParseSpin(text)
		if err != nil {
			return
		}
		if d, fixed := spin.Fixed(); fixed && (d < 0 || d > mechanisms.MaxSpin) {
			t.Errorf("%q is %v", text, d)
		}
		if again, err := mechanisms.ParseSpin(spin.String()); again != spin || err != nil {
			t.Errorf("%q is %v, and that is %v, %v", text, spin, again, err)
		}
	})
}
