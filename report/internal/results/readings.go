package results

import (
	"slices"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchunit"
)

// beyond is how many readings must lie beyond a quantile for it to be one: with fewer it is about the same as the
// largest.
const beyond = 10

// quantiles are the units of quantiles, each with how many readings it needs: as many that ten lie beyond it.
var quantiles = []struct {
	unit  string
	least float64
}{
	{P50, 2 * beyond},
	{P90, 10 * beyond},
	{P99, 100 * beyond},
	{P999, 1_000 * beyond},
	{P9999, 10_000 * beyond},
}

// IsQuantile tells whether a unit is one of a quantile, which a sample of too few readings does not have.
func IsQuantile(unit string) bool { return leastReadings(unit) > 0 }

// leastReadings is how many readings the quantile of a unit needs; 0 if it is none.
func leastReadings(unit string) float64 {
	for _, q := range quantiles {
		if q.unit == unit {
			return q.least
		}
	}
	return 0
}

// trim takes the quantiles from a sample of ours that has too few readings for them, whoever wrote it. Older files do
// not give the readings: their timed pass had as many ops as the line has iterations, and ops/clock of them shared a
// reading.
func trim(res *benchfmt.Result) {
	if neededBy(res.Name) == "" {
		return
	}
	readings, shared, given, timed := 0.0, 1.0, false, false
	for _, v := range res.Values {
		switch _, unit := benchunit.Tidy(v.Value, v.Unit); {
		case unit == Readings:
			readings, given = v.Value, true
		case unit == PerClock:
			shared = max(1, v.Value)
		case unit == Max || IsQuantile(unit):
			timed = true
		}
	}
	if !timed {
		return
	}
	if !given {
		readings = float64(res.Iters) / shared
		res.Values = append(res.Values, benchfmt.Value{Value: readings, Unit: Readings})
	}
	res.Values = slices.DeleteFunc(res.Values, func(v benchfmt.Value) bool {
		_, unit := benchunit.Tidy(v.Value, v.Unit)
		return readings < leastReadings(unit)
	})
}
