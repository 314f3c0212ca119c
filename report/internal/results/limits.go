package results

import (
	"math"
	"slices"

	"ipcbench/internal/schema"
)

// Limits are the units that have a value above which a sample counts as disturbed; see [schema.Unit].
//
// Noise: where nobody disturbs two sides that both sleep at every message, up to about 11 % is seen, since it is known
// only roughly how much of a CPU a wake-up takes. A process that wants one CPU to itself takes 20 % or more of two.
// Steal: it is counted in ticks of 10 ms, and one tick is 5 % of the shortest window of two CPUs that is looked at.
// Throttled: a quota holds for what is left of a period, 100 ms by default. A share that is not 0 is part of the figure
// itself; a few percent of it are what a reading at the edge of a pass may see of the next one.
// Frequency: turbo steps of one or two bins, 3 to 7 %, are usual.
//
// Involuntary switches have no limit: two sides that wait busily on one CPU interrupt each other, and so does a
// wake-up.
var Limits = slices.DeleteFunc(slices.Clone(schema.Units), func(u schema.Unit) bool { return u.Disturbed == 0 })

// PassesLimit is by how many percent the mean round trip of the timed pass may differ from ns/op. Above it the
// percentiles describe something else than the mean does.
const PassesLimit = 3.0

// ClocksLimit is by how many percent the time of a pass between two machines may differ by the two clocks. Above it
// one of them measured something else than the transfer: the way of the confirmation, a clock that was set.
const ClocksLimit = 2.0

// limitOf is the value in a tidied unit above which a sample counts as disturbed; +Inf if there is none.
func limitOf(tidied string) float64 {
	for _, u := range Limits {
		if u.Tidy() == tidied {
			return u.Disturbed
		}
	}
	return math.Inf(1)
}
