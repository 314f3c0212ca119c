package resultfile

import (
	"golang.org/x/perf/benchfmt"

	"ipcbench/internal/schema"
)

// trim takes the quantiles from a sample of ours that has too few readings for them, whoever wrote it. Older files do
// not give the readings: their timed pass had as many ops as the line has iterations, and ops/clock of them shared a
// reading.
func trim(res *benchfmt.Result, f *form) {
	if !f.timed {
		return
	}
	var readings float64
	if f.readings >= 0 {
		readings = res.Values[f.readings].Value
	} else {
		shared := 1.0
		if f.shared >= 0 {
			shared = max(1, res.Values[f.shared].Value)
		}
		readings = float64(res.Iters) / shared
	}
	kept := res.Values[:0]
	for i, v := range res.Values {
		if readings >= float64(f.known[i].needs) {
			kept = append(kept, v)
		}
	}
	if f.readings < 0 {
		kept = append(kept, benchfmt.Value{Value: readings, Unit: schema.Readings})
	}
	res.Values = kept
}
