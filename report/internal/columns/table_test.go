package columns

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

// Whatever units the samples have, and in whatever order, a table gives back what was put into it.
func TestATableGivesBackWhatWasAdded(t *testing.T) {
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 1))
		var table Table
		var want []map[string]float64
		for i := range r.IntN(3*blockRows) + 1 {
			row, have := []Figure{}, map[string]float64{}
			for _, u := range r.Perm(min(12, 1+i/20)) {
				f := Figure{fmt.Sprint("unit", u), r.NormFloat64()}
				row, have[f.Unit] = append(row, f), f.Value
			}
			table.Add(row)
			want = append(want, have)
		}
		if table.Len() != len(want) {
			t.Fatalf("%d rows, want %d", table.Len(), len(want))
		}
		got := make([]map[string]float64, len(want))
		for _, unit := range table.Units() {
			for row, have := range want {
				if v, ok := table.Column(unit).At(row); v != have[unit] || ok != (have[unit] != 0) {
					t.Fatalf("seed %d: row %d: %v %v, want %v", seed, row, unit, v, have[unit])
				}
			}
			for row, v := range table.Column(unit).All() {
				if got[row] == nil {
					got[row] = map[string]float64{}
				}
				got[row][unit] = v
			}
		}
		if !slices.EqualFunc(got, want, maps.Equal) {
			t.Fatalf("seed %d: %v, want %v", seed, got, want)
		}
		if _, ok := table.Column("none").At(0); ok {
			t.Error("a value in a unit that no sample has")
		}
	}
}
