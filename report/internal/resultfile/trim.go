package resultfile

import (
	"slices"

	"golang.org/x/perf/benchfmt"

	"ipcbench/internal/schema"
)

// trim takes the quantiles from a sample of ours that has too few readings for them, whoever wrote it. Older files do
// not give the readings: their timed pass had as many ops as the line has iterations, and ops/clock of them shared a
// reading.
func trim(res *benchfmt.Result) {
	if neededBy(res.Name) == "" {
		return
	}
	readings, shared, given, timed := 0.0, 1.0, false, false
	for _, v := range res.Values {
		switch u, _ := schema.UnitNamed(v.Unit); {
		case u.Name == schema.Readings:
			readings, given = v.Value, true
		case u.Name == schema.OpsPerClock:
			shared = max(1, v.Value)
		case u.Name == schema.MaxNs || u.Needs > 0:
			timed = true
		}
	}
	if !timed {
		return
	}
	if !given {
		readings = float64(res.Iters) / shared
		res.Values = append(res.Values, benchfmt.Value{Value: readings, Unit: schema.Readings})
	}
	res.Values = slices.DeleteFunc(res.Values, func(v benchfmt.Value) bool {
		u, _ := schema.UnitNamed(v.Unit)
		return readings < float64(u.Needs)
	})
}
