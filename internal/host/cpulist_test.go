package host

import (
	"slices"
	"testing"
)

func TestParseCPUs(t *testing.T) {
	for list, want := range map[string][]int{"": nil, "\n": nil, "3\n": {3}, "0-2": {0, 1, 2}, "0,4": {0, 4},
		"8,0-1,5": {8, 0, 1, 5}} {
		if got, err := ParseCPUs(list); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %v, %v; want %v", list, got, err, want)
		}
	}
	for _, list := range []string{"x", "1-", "-1", "3-1", "1,,2", "1;2", "0-99999999", "99999999999999999999"} {
		if got, err := ParseCPUs(list); err == nil {
			t.Errorf("%q: %v, want an error", list, got)
		}
	}
}
