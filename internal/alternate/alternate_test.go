package alternate

import (
	"errors"
	"math"
	"testing"
)

// A clock that slows down linearly, read by two programs of which one is k times as slow.
type drifting struct {
	name  byte
	slow  float64
	at    *float64
	order *[]byte
}

func (d drifting) Mean(ops int) (float64, error) {
	*d.order = append(*d.order, d.name)
	*d.at++
	return d.slow * (100 + *d.at), nil
}

func TestPassesCancelADrift(t *testing.T) {
	for swapped, want := range map[bool]string{false: "abbaabba", true: "baabbaab"} {
		var at float64
		var order []byte
		as, bs, err := Passes(drifting{'a', 1.5, &at, &order}, drifting{'b', 1, &at, &order}, 4, 20, swapped)
		if err != nil || string(order) != want {
			t.Errorf("swapped %v: order %s, %v; %s was due", swapped, order, err, want)
		}
		if r := Ratio(as, bs); math.Abs(r-1.5) > 0.001 {
			t.Errorf("swapped %v: the ratio is %v, not 1.5", swapped, r)
		}
	}
}

type broken struct{}

var errBroken = errors.New("broken")

func (broken) Mean(int) (float64, error) { return 0, errBroken }

func TestPassesEndAtAnError(t *testing.T) {
	if _, _, err := Passes(broken{}, broken{}, 4, 20, false); !errors.Is(err, errBroken) {
		t.Errorf("%v", err)
	}
}
