package results

import "testing"

// The more samples there are, the less they are distrusted; two cells that have few are distrusted more than one.
func TestAllowancesFallWithTheSamples(t *testing.T) {
	for n := 1; n < FewestSamples; n++ {
		one, two := Allowance(n, 1), Allowance(n, 2)
		if one <= 1 || two < one || n > 1 && (one > Allowance(n-1, 1) || two > Allowance(n-1, 2)) {
			t.Errorf("%d samples: %g, %g", n, one, two)
		}
	}
	if a := Allowance(3, 0); a != 1 {
		t.Errorf("%g where there is an interval", a)
	}
}
