package pace

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// Arrivals says how the times at which messages are due are spread.
type Arrivals string

// The values of Arrivals.
const (
	Even    Arrivals = "even"    // one gap is as long as the other
	Poisson Arrivals = "poisson" // exponentially distributed gaps, as of many senders that know nothing of each other
)

// ParseArrivals finds the arrivals of that name. Its error names the choices.
func ParseArrivals(name string) (Arrivals, error) {
	switch a := Arrivals(name); a {
	case Even, Poisson:
		return a, nil
	}
	return "", fmt.Errorf("%q is neither %s nor %s", name, Even, Poisson)
}

// Dues are the times at which n messages are due, in ns after the first moment of a pass, in ascending order. perSecond
// is the mean rate. The same seed gives the same times, so that both ends know them without telling each other.
func (a Arrivals) Dues(n int, perSecond float64, seed uint64) []int64 {
	gap := 1e9 / perSecond
	dues := make([]int64, n)
	if a != Poisson {
		for i := range dues {
			dues[i] = int64(math.Round(float64(i+1) * gap))
		}
		return dues
	}
	random := rand.New(rand.NewPCG(seed, 0))
	at := 0.0
	for i := range dues {
		at += gap * random.ExpFloat64()
		dues[i] = int64(math.Round(at))
	}
	return dues
}
