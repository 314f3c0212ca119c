package results

// A Limit is the value of a unit beyond which a sample counts as disturbed.
type Limit struct {
	Unit    string
	Percent float64
}

// Limits of what others may do to a sample.
//
// Noise: up to about 11 % is seen where nobody disturbs two sides that both sleep at every message, for it is known
// only roughly what waking takes of a CPU; a process that wants one CPU to itself takes 20 % of two and more. Steal: it
// is counted in ticks of 10 ms, of which one is 5 % of the shortest window of two CPUs that the benchmarks look at.
// Frequency: turbo steps of one or two bins, 3 to 7 %, are a processor's everyday life.
//
// Involuntary switches have no limit: two sides that wait busily on one CPU oust each other, and a wake-up does.
var Limits = []Limit{{Noise, 15}, {Steal, 5}, {Frequency, 10}}

// PassesLimit is how many percent the mean round trip of the timed pass may differ from TimePerOp before the sample's
// percentiles are said to be of something else.
const PassesLimit = 3.0

// disturbances are the limits that a sample is beyond.
func disturbances(sample map[string]float64) (over []Limit) {
	for _, l := range Limits {
		if sample[l.Unit] > l.Percent {
			over = append(over, l)
		}
	}
	return over
}
