package sample

import (
	"math"
	"testing"

	"ipcbench/bench/place"
	"ipcbench/internal/schema"
)

func TestEnergyPerOp(t *testing.T) {
	for _, c := range []struct{ watts, idle, nsPerOp, want float64 }{
		{15, 5, 1000, 10}, // 10 W for 1 µs are 10 µJ
		{15, 0, 200, 3},
		{5, 5, 1000, 0},
		{4, 5, 1000, 0}, // never less than nothing
	} {
		if got := energyPerOp(c.watts, c.idle, c.nsPerOp); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%+v: %g µJ", c, got)
		}
	}
}

// Where the power of the pass is not known, nothing is said of energy.
func TestEnergyIsAbsentWhereItIsUnknown(t *testing.T) {
	var r Result
	r.addEnergy(math.NaN())
	if !place.ReadEnergy().OK() {
		r.addEnergy(10)
	}
	for _, f := range r.Figures {
		t.Errorf("%g %s", f.Value, f.Unit)
	}
	if _, ok := schema.UnitNamed(schema.MicroJPerOp); !ok {
		t.Errorf("%s is not listed", schema.MicroJPerOp)
	}
}
