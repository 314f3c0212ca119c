package compare

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchmath"
	"golang.org/x/perf/benchunit"
	"gonum.org/v1/gonum/stat/combin"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/table"
)

// legend says what stands in a table; %g is alpha.
const legend = "The median of the samples of a file ± half of its 95 %% interval (benchmath). p: Mann–Whitney U, " +
	"corrected for the number of rows (Holm); ~ where it is above %g, ? where so few samples cannot tell. Counts " +
	"that are the same in all samples of each side are shown as old → new."

// A Row compares one cell in one unit.
type Row struct {
	Key      []string // values of Comparison.Apart, and what makes a row
	Unit     string
	Old, New benchmath.Summary
	N        [2]int
	P        float64 // corrected; NaN where a side has but one sample
	Exact    bool    // a count that is the same in all samples of each side
	higher   int     // 1: better, -1: worse, 0: not known
}

// compare compares two series of samples; false if a side has none.
func compare(key []string, unit string, old, new []float64, units benchfmt.UnitMetadataMap) (Row, bool) {
	old, new = numbers(old), numbers(new)
	if len(old) == 0 || len(new) == 0 {
		return Row{}, false
	}
	listed, _ := schema.UnitNamed(unit)
	exact := listed.Counted && slices.Min(old) == slices.Max(old) && slices.Min(new) == slices.Max(new)
	a, b := benchmath.NewSample(old, &benchmath.DefaultThresholds), benchmath.NewSample(new,
		&benchmath.DefaultThresholds)
	r := Row{Key: key, Unit: unit, N: [2]int{len(old), len(new)}, P: math.NaN(), Exact: exact,
		higher: units.GetBetter(unit)}
	r.Old, r.New = benchmath.AssumeNothing.Summary(a, confidence), benchmath.AssumeNothing.Summary(b, confidence)
	if len(old) > 1 && len(new) > 1 {
		r.P = benchmath.AssumeNothing.Compare(a, b).P
	}
	return r, true
}

// numbers are the finite values. benchmath does not end on NaN, which equals nothing when it searches for ties. No
// value that is not finite comes from a file; this does not rely on that.
func numbers(values []float64) []float64 {
	return slices.DeleteFunc(slices.Clone(values), func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
}

// Tables are a table for each unit.
func (c *Comparison) Tables() (list []table.Table) {
	for _, unit := range c.Units {
		_, tidied := benchunit.Tidy(1, unit)
		t := table.Table{
			Title:  unit,
			Legend: fmt.Sprintf(legend, c.Alpha),
			Keys:   append(slices.Clone(c.Apart), c.By),
			Groups: []table.Group{{Columns: []string{c.Labels[0], c.Labels[1], "difference", "p", "n"}}},
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
		if isTime(r.Unit) {
			text += "s"
		}
		return text + " ± " + strings.TrimSpace(s.PctRangeString())
	}
	p := "—"
	if !math.IsNaN(r.P) {
		p = fmt.Sprintf("%.2g", r.P)
	}
	return []string{show(r.Old), show(r.New), r.difference(alpha), p, fmt.Sprintf("%d+%d", r.N[0], r.N[1])}
}

// A Verdict is what is known of a difference.
type Verdict string

// The verdicts.
const (
	Better  Verdict = "better"
	Worse   Verdict = "worse"
	Differs Verdict = "differs"         // for certain, in a unit of which no value is better
	Alike   Verdict = "no difference"   // none is certain
	TooFew  Verdict = "too few samples" // no difference of so few could be certain
	Once    Verdict = "differs in one"  // a count, of which one sample does not say that it is always so
)

// verdict judges the row.
func (r Row) verdict(alpha float64) Verdict {
	old, new := r.Old.Center, r.New.Center
	once := min(r.N[0], r.N[1]) < 2
	switch certain := r.P <= alpha || r.Exact && !once; {
	case r.Exact && old == new:
		return Alike
	case r.Exact && once:
		return Once
	case !certain && leastP(r.N[0], r.N[1]) > alpha:
		return TooFew
	case !certain || old == new:
		return Alike
	}
	switch worse := (new - old) * float64(r.higher); {
	case worse < 0:
		return Worse
	case worse > 0:
		return Better
	}
	return Differs
}

// difference says how much differs and which way: ~ where no difference is certain, ? where there are too few samples
// to tell.
func (r Row) difference(alpha float64) string {
	old, new := r.Old.Center, r.New.Center
	text := fmt.Sprintf("%+.1f %%", 100*(new/old-1))
	if r.Exact || old == 0 {
		text = fmt.Sprintf("%.6g → %.6g", old, new)
	}
	switch verdict := r.verdict(alpha); verdict {
	case Alike:
		return "~"
	case TooFew:
		return "?"
	case Better, Worse:
		return text + " " + string(verdict)
	}
	return text
}

// leastP is the smallest p that a Mann–Whitney U test of so many samples can give. It is reached when all samples of
// one side lie above all of the other: in two of all the ways to divide them.
func leastP(n, m int) float64 { return 2 / combin.GeneralizedBinomial(float64(n+m), float64(n)) }
