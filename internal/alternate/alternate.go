// Package alternate runs two programs in turn, so that what the machine does for longer than a pass hits both.
package alternate

import (
	"time"

	"ipcbench/internal/stat"
)

// A Meter takes one mean: ns per op of so many ops.
type Meter interface {
	Mean(ops int) (nsPerOp float64, err error)
}

// Passes are those of two programs in turn, a b b a a b b …, or b a a b b … if swapped: ns per op of each.
func Passes(a, b Meter, passes, ops int, swapped bool) (as, bs []float64, err error) {
	for i := range passes {
		order := []Meter{a, b}
		into := []*[]float64{&as, &bs}
		if (i%2 == 1) != swapped {
			order[0], order[1], into[0], into[1] = order[1], order[0], into[1], into[0]
		}
		for j, m := range order {
			ns, err := m.Mean(ops)
			if err != nil {
				return nil, nil, err
			}
			*into[j] = append(*into[j], ns)
		}
	}
	return as, bs, nil
}

// Ratio is how many times as much the passes as took as those beside them: the Hodges–Lehmann estimate.
func Ratio(as, bs []float64) float64 {
	ratios := make([]float64, len(as))
	for i := range ratios {
		ratios[i] = as[i] / bs[i]
	}
	return stat.HodgesLehmann(ratios, 0).Center
}

// Ops is how many ops of so many ns fill a pass, at least 20.
func Ops(ns float64, pass time.Duration) int { return max(int(float64(pass)/ns), 20) }
