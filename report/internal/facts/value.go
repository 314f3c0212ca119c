package facts

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"ipcbench/report/internal/results"
)

// A Value is a figure: the median over samples and its 95 % interval. The zero Value is no figure. It is written with
// four digits, as [median, low, high], or as [median] if all three are alike; no figure is 0.
type Value struct {
	Mid, Low, High float64
	Known          bool
}

// valueOf is an estimate in another unit: each of its numbers times factor.
func valueOf(e results.Estimate, factor float64) Value {
	return Value{rounded(e.Center * factor), rounded(e.Lo * factor), rounded(e.Hi * factor), true}
}

// digits is how many digits of a figure are kept: one more than people are shown.
const digits = 4

// rounded is v with that many digits.
func rounded(v float64) float64 {
	r, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', digits, 64), 64)
	if err != nil {
		return v
	}
	return r
}

// MarshalJSON implements [json.Marshaler].
func (v Value) MarshalJSON() ([]byte, error) {
	switch {
	case !v.Known || math.IsNaN(v.Mid+v.Low+v.High) || math.IsInf(v.Mid+v.Low+v.High, 0):
		return []byte("0"), nil
	case v.Mid == v.Low && v.Mid == v.High:
		return json.Marshal([]float64{v.Mid})
	}
	return json.Marshal([]float64{v.Mid, v.Low, v.High})
}

// UnmarshalJSON implements [json.Unmarshaler].
func (v *Value) UnmarshalJSON(data []byte) error {
	*v = Value{}
	if string(data) == "0" {
		return nil
	}
	var list []float64
	if err := json.Unmarshal(data, &list); err != nil {
		return fmt.Errorf("a figure: %w", err)
	}
	switch len(list) {
	case 1:
		*v = Value{list[0], list[0], list[0], true}
	case 3:
		*v = Value{list[0], list[1], list[2], true}
	default:
		return fmt.Errorf("a figure has 1 or 3 numbers, not %d", len(list))
	}
	return nil
}
