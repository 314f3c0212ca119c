package rank

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
)

// A field is rows of one column: how many, each measured once a round, and by what a round as a whole is slower.
type field struct {
	rows, rounds int
	drift        float64 // in logarithms, standard deviation between rounds
	noise        func(r *rand.Rand) float64
	missing      bool // every other row lacks the last round
	unmarked     bool // no round lines
}

// column measures the field: each row takes 1 µs times its slowness, times noise and drift.
func (f field) column(t *testing.T, r *rand.Rand, slowness func(row int) float64) []*results.Cell {
	t.Helper()
	var b strings.Builder
	for round := range f.rounds {
		if !f.unmarked {
			fmt.Fprintf(&b, "# round %d/%d\n", round+1, f.rounds)
		}
		drift := f.drift * r.NormFloat64()
		for row := range f.rows {
			if f.missing && row%2 == 1 && round == f.rounds-1 {
				continue
			}
			ns := 1000 * slowness(row) * math.Exp(drift+f.noise(r))
			fmt.Fprintf(&b, "BenchmarkLatency/mech=m%d/wait=block/place=cross/size=64-2 1000 %.6f ns/op\n", row, ns)
		}
	}
	text := b.String()
	m := results.Read([]resultfile.Input{resultfile.FromReader("test", strings.NewReader(text))}).Machines[0]
	var cells []*results.Cell
	for row := range f.rows {
		s := benchname.Series{Mech: fmt.Sprint("m", row), Wait: "block", Place: "cross"}
		cells = append(cells, m.Cell(schema.Latency, s, 64))
	}
	return cells
}

func normal(r *rand.Rand) float64 { return 0.1 * r.NormFloat64() }

// bistable noise is that of a host with two states.
func bistable(r *rand.Rand) float64 { return 0.5*float64(r.IntN(2)) + 0.01*r.NormFloat64() }

// fields are one of each way to tell rows apart: paired over rounds, by ranks, and by the outermost ranks alone.
var fields = map[string]field{
	"paired":              {rows: 4, rounds: 8, drift: 0.3, noise: normal},
	"paired, bistable":    {rows: 3, rounds: 6, noise: bistable},
	"many rounds":         {rows: 12, rounds: 12, drift: 0.3, noise: normal},
	"ranks":               {rows: 20, rounds: 6, noise: normal},
	"rounds missing":      {rows: 8, rounds: 10, noise: normal, missing: true},
	"no rounds":           {rows: 5, rounds: 9, noise: normal, unmarked: true},
	"separation":          {rows: 70, rounds: 6, noise: normal},
	"separation, two":     {rows: 60, rounds: 6, noise: bistable},
	"separation, drifts":  {rows: 60, rounds: 6, drift: 0.3, noise: normal},
	"separation, missing": {rows: 60, rounds: 7, noise: normal, missing: true},
}

// Of equal rows, a given one is told apart from the one that looks fastest in 5 % of columns at most, though that is
// picked by its luck.
func TestTheFastestIsNotTakenForASlowerRow(t *testing.T) {
	for name, f := range fields {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, 2))
			columns := 12_000 / (f.rows * f.rounds)
			wrong, looked := 0, 0
			for range columns {
				cells := f.column(t, r, func(int) float64 { return 1 })
				ranked := Of(cells, schema.SecPerOp, 1)
				for _, c := range cells {
					if looked++; c != ranked.Fastest && ranked.contest.apart(ranked.Fastest, c) {
						wrong++
					}
				}
			}
			if share := float64(wrong) / float64(looked); share > 0.06 {
				t.Errorf("%.3f of %d rows that are as fast as any are told apart", share, looked)
			}
		})
	}
}

// Rows far behind are told apart by every test.
func TestRowsFarBehindAreToldApart(t *testing.T) {
	for name, f := range fields {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(3, 4))
			cells := f.column(t, r, func(row int) float64 { return math.Pow(10, float64(row%2)) })
			ranked := Of(cells, schema.SecPerOp, 1)
			for row, c := range cells {
				if row%2 == 1 && !ranked.contest.apart(ranked.Fastest, c) {
					t.Errorf("row %d, ten times as slow, is not told apart", row)
				}
			}
		})
	}
}

func TestSeparationIsCounted(t *testing.T) {
	for _, c := range []struct {
		m, n, rows int
		want       float64
	}{
		// Of two rows: one of all orders of their samples.
		{1, 1, 2, 1. / 2}, {6, 6, 2, 1. / 924}, {2, 3, 2, 1. / 10}, {3, 2, 2, 1. / 10},
		// Of single samples: all but the lowest.
		{1, 1, 3, 2. / 3}, {1, 1, 10, 9. / 10},
	} {
		if got := separation(c.m, c.n, c.rows); math.Abs(got-c.want) > 1e-5 {
			t.Errorf("%d below %d of %d rows: %v, want %v", c.m, c.n, c.rows, got, c.want)
		}
	}
}
