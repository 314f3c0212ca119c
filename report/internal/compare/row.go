package compare

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchmath"
	"golang.org/x/perf/benchunit"

	"ipcbench/report/internal/table"
)

// A Row compares one cell in one unit.
type Row struct {
	Key      []string // values of Comparison.Apart, and what makes a row
	Unit     string
	Old, New benchmath.Summary
	N        [2]int
	P        float64 // corrected; NaN where a side has too few samples to tell
	higher   int     // 1: better, -1: worse, 0: not known
}

// compare compares two series of samples; false if a side has none.
func compare(key []string, unit string, old, new []float64, units benchfmt.UnitMetadataMap) (Row, bool) {
	old, new = numbers(old), numbers(new)
	if len(old) == 0 || len(new) == 0 {
		return Row{}, false
	}
	a, b := benchmath.NewSample(old, &benchmath.DefaultThresholds), benchmath.NewSample(new,
		&benchmath.DefaultThresholds)
	r := Row{Key: key, Unit: unit, N: [2]int{len(old), len(new)}, P: math.NaN(), higher: units.GetBetter(unit)}
	r.Old, r.New = benchmath.AssumeNothing.Summary(a, confidence), benchmath.AssumeNothing.Summary(b, confidence)
	if len(old) > 1 && len(new) > 1 {
		r.P = benchmath.AssumeNothing.Compare(a, b).P
	}
	return r, true
}

// numbers are the values that are finite. benchmath never ends on NaN, which is equal to nothing in its search for
// ties. No value of a file gets so far that is not finite; this does not rest on that.
func numbers(values []float64) []float64 {
	return slices.DeleteFunc(slices.Clone(values), func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
}

// Tables are a table for each unit.
func (c *Comparison) Tables() (list []table.Table) {
	for _, unit := range c.Units {
		_, tidied := benchunit.Tidy(1, unit)
		t := table.Table{
			Title:  unit,
			Legend: fmt.Sprintf("Median ± half of its 95 %% interval (benchmath). p: Mann–Whitney U, corrected for the number of rows (Holm); ~ where it is above %g.", c.Alpha),
			Keys:   append(slices.Clone(c.Apart), c.By),
			Groups: []table.Group{{Columns: []string{"old", "new", "difference", "p", "n"}}},
		}
		for _, r := range c.Rows {
			if r.Unit == tidied {
				t.Rows = append(t.Rows, table.Row{Keys: r.Key, Cells: [][]string{r.cells(c.Alpha)}})
			}
		}
		if len(t.Rows) > 0 {
			list = append(list, t)
		}
	}
	return list
}

func (r Row) cells(alpha float64) []string {
	class := benchunit.ClassOf(r.Unit)
	show := func(s benchmath.Summary) string {
		text := benchunit.Scale(s.Center, class)
		if strings.HasPrefix(r.Unit, "sec") || strings.HasSuffix(r.Unit, "-sec") {
			text += "s"
		}
		return text + " ± " + strings.TrimSpace(s.PctRangeString())
	}
	difference, p := "~", "—"
	if !math.IsNaN(r.P) {
		p = fmt.Sprintf("%.2g", r.P)
	}
	if r.P <= alpha && r.Old.Center != 0 {
		change := r.New.Center/r.Old.Center - 1
		difference = fmt.Sprintf("%+.1f %%", 100*change)
		switch worse := change * float64(r.higher); {
		case worse < 0:
			difference += " worse"
		case worse > 0:
			difference += " better"
		}
	}
	return []string{show(r.Old), show(r.New), difference, p, fmt.Sprintf("%d+%d", r.N[0], r.N[1])}
}
