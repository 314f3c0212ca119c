package chart

import (
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
)

// Sizes have labels as far as there is room: the largest first.
func TestLabelsOfSizesDoNotTouch(t *testing.T) {
	measured := []int64{8, 64, 1 << 10, 4 << 10, 64 << 10, 1 << 20}
	for _, c := range []struct {
		width vg.Length
		want  string
	}{
		{600, "8 B, 64 B, 1 KiB, 4 KiB, 64 KiB, 1 MiB"}, {150, "8 B, 64 B, 4 KiB, 64 KiB, 1 MiB"}, {20, "1 MiB"},
	} {
		var labels []string
		for i, tick := range (sizes{measured, c.width}).Ticks(8, 1<<20) {
			if tick.Value != float64(measured[i]) {
				t.Errorf("%v points: a tick at %v, want one at %d", c.width, tick.Value, measured[i])
			}
			if tick.Label != "" {
				labels = append(labels, tick.Label)
			}
		}
		if got := strings.Join(labels, ", "); got != c.want {
			t.Errorf("%v points: %s, want %s", c.width, got, c.want)
		}
	}
}
