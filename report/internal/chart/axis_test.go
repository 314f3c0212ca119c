package chart

import (
	"fmt"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"ipcbench/report/internal/paced"
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

// A rate that was measured is marked, also where it is no power of ten.
func TestRatesAreMarkedWhereTheyWereMeasured(t *testing.T) {
	var c draw.Canvas
	c.Max.X = 300
	curves := []paced.Curve{{Points: []paced.Point{{Due: 1000}, {Due: 500_000}, {Due: 0}}}}
	var labels []string
	for _, tick := range rateTicks(c, span{80, 600_000}, curves).Ticks(80, 600_000) {
		labels = append(labels, tick.Label)
	}
	if got, want := strings.Join(labels, ", "), "100, 1 k, 10 k, 100 k, 500 k"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// Of forty lines in one picture, no two are alike in colour and in how they are broken.
func TestLinesOfOneColourAreBrokenOtherwise(t *testing.T) {
	lines := make([]Style, len(breaks)*len(palette))
	for i := range lines {
		lines[i] = styleAt(i)
	}
	seen := map[string]int{}
	for i, dashes := range repeated(lines, func(s Style) Style { return s }) {
		look := fmt.Sprint(lines[i].Color, dashes)
		if before, ok := seen[look]; ok {
			t.Errorf("lines %d and %d are both %s", before, i, look)
		}
		seen[look] = i
	}
}
