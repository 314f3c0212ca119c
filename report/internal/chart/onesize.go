package chart

import (
	"slices"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/tables"
)

// sizedLine is a line of the latency table with its cell at the size that a chart shows.
type sizedLine struct {
	tables.Line
	cell *results.Cell
}

// latenciesAtOneSize are the lines of a chart that shows one size, in reading order, and that size: the one at which
// most can be compared. A mechanism that was measured only at another size stands there with that.
func latenciesAtOneSize(v view) ([]sizedLine, int64) {
	sizes, lines := tables.Layout(v.machine, schema.Latency)
	lines = slices.DeleteFunc(lines, func(l tables.Line) bool { return l.Series.Place != v.place })
	if len(sizes) == 0 {
		return nil, 0
	}
	size := tables.RepresentativeSize(v.machine, schema.Latency, sizes, lines)
	var sized []sizedLine
	for _, l := range mainWaits(lines) {
		at, _ := l.At(size, size)
		if cell := v.machine.Cell(schema.Latency, l.Series, at); cell != nil {
			sized = append(sized, sizedLine{l, cell})
		}
	}
	return sized, size
}

// mainWaits keeps block and spin, and other waits of mechanisms that have neither.
func mainWaits(lines []tables.Line) []tables.Line {
	main := func(l tables.Line) bool { return l.Series.Wait == schema.Block || l.Series.Wait == schema.Spin }
	has := map[string]bool{}
	for _, l := range lines {
		has[l.Series.Mech] = has[l.Series.Mech] || main(l)
	}
	return slices.DeleteFunc(slices.Clone(lines), func(l tables.Line) bool { return !main(l) && has[l.Series.Mech] })
}
