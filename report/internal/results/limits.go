package results

import (
	"slices"

	"ipcbench/internal/schema"
)

// Limits are the units that have a value above which a sample counts as disturbed; see [schema.Unit].
//
// Noise: up to about 11 % is seen where nobody disturbs two sides that both sleep at every message, for it is known
// only roughly what waking takes of a CPU; a process that wants one CPU to itself takes 20 % of two and more. Steal: it
// is counted in ticks of 10 ms, of which one is 5 % of the shortest window of two CPUs that the benchmarks look at.
// Frequency: turbo steps of one or two bins, 3 to 7 %, are a processor's everyday life.
//
// Involuntary switches have no limit: two sides that wait busily on one CPU interrupt each other, and so does a
// wake-up.
var Limits = slices.DeleteFunc(slices.Clone(schema.Units), func(u schema.Unit) bool { return u.Disturbed == 0 })

// PassesLimit is how many percent the mean round trip of the timed pass may differ from ns/op before the sample's
// percentiles are said to be of something else.
const PassesLimit = 3.0

// disturbances are the units whose limit a sample is beyond.
func disturbances(sample map[string]float64) (over []schema.Unit) {
	for _, u := range Limits {
		if sample[u.Tidy()] > u.Disturbed {
			over = append(over, u)
		}
	}
	return over
}
