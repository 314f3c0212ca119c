package gate

import (
	"context"
	"fmt"
	"math"
	"slices"

	"ipcbench/internal/meter"
	"ipcbench/internal/schema"
	"ipcbench/internal/stat"
)

const (
	countedOps = 100 // of a pass that counts: what happens once in it weighs little
	// confirmations is how many fresh pairs of each program must agree on a difference. If the counts of a
	// mechanism come in two states by chance, one in 184,756 such series looks like a difference.
	confirmations = 10
	// apart is how far apart the two series of counts must lie, in multiples of the width of each.
	apart = 10
)

// counters are the units that are compared exactly, with the smallest difference that counts.
var counters = []struct {
	unit  string
	least float64 // per op
	share float64 // of the old count
}{
	{schema.SyscallsPerOp, 0.1, 0},
	{schema.SwitchesPerOp, 0.1, 0},
	{schema.AllocsPerOp, 0.1, 0},
	{schema.BytesPerOp, 8, 0.01},
}

// A Count is a count that differs between A and B.
type Count struct {
	Unit string  `json:"unit"`
	Old  float64 `json:"old"`
	New  float64 `json:"new"`
}

// String is the count for people.
func (c Count) String() string {
	return fmt.Sprintf("%s %s → %s", c.Unit, plain(c.Old), plain(c.New))
}

func plain(v float64) string { return fmt.Sprintf("%.4g", v) }

// A countSeries is what fresh pairs of one program counted.
type countSeries []meter.Counts

func (s countSeries) values(unit string) (v []float64) {
	for _, c := range s {
		if n, ok := c[unit]; ok {
			v = append(v, n)
		}
	}
	return v
}

// compareCounts tells which counts of two series differ for certain: each series is narrow, and the two are wide apart.
func compareCounts(old, new countSeries) (more, fewer []Count) {
	for _, c := range counters {
		a, b := old.values(c.unit), new.values(c.unit)
		if len(a) == 0 || len(a) < len(old) || len(b) < len(new) {
			continue
		}
		low, high := slices.Min(a), slices.Max(a)
		newLow, newHigh := slices.Min(b), slices.Max(b)
		least := max(c.least, c.share*high, apart*(high-low), apart*(newHigh-newLow))
		difference := Count{c.unit, center(a), center(b)}
		switch {
		case newLow-high >= least:
			more = append(more, difference)
		case low-newHigh >= least:
			fewer = append(fewer, difference)
		}
	}
	return more, fewer
}

// center is the median count, rounded so that what happens once in a pass does not show.
func center(v []float64) float64 { return math.Round(stat.Median(v)*100) / 100 }

// count compares what both programs count in a cell. It asks more pairs only where the first pairs differ.
func (s *session) count(ctx context.Context, t *trial) error {
	var series [2]countSeries
	for len(series[0]) < confirmations {
		var counts [2]meter.Counts
		ok, err := s.attempt(ctx, t, func() [2]error {
			return s.bothAtOnce(func(which int, p *program) (err error) { // at once: counts do not vary as times do
				counts[which], err = p.counts(ctx, t.name, which == 1)
				return err
			})
		})
		if err != nil || !ok {
			return err
		}
		for which, c := range counts {
			series[which] = append(series[which], c)
		}
		more, fewer := compareCounts(series[0], series[1])
		if len(more)+len(fewer) == 0 {
			break
		}
		if len(series[0]) == confirmations {
			t.more, t.fewer = more, fewer
		}
	}
	t.counted = true
	for _, c := range counters {
		if len(series[0].values(c.unit)) < len(series[0]) || len(series[1].values(c.unit)) < len(series[1]) {
			t.uncounted = append(t.uncounted, c.unit)
		}
	}
	return nil
}

// counts are those of a fresh pair.
func (p *program) counts(ctx context.Context, cell string, elsewhere bool) (meter.Counts, error) {
	if _, err := p.open(ctx, meter.Order{Task: meter.Cold, Cell: cell, Elsewhere: elsewhere}); err != nil {
		return nil, err
	}
	a, err := p.ask(ctx, meter.Order{Task: meter.Count, Ops: countedOps})
	if err != nil {
		return nil, err
	}
	return a.Counts, p.close(ctx)
}
