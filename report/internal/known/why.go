package known

import (
	"slices"
	"strconv"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/internal/stat"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/tables"
	"ipcbench/report/internal/words"
)

const (
	// named is how many cells are named for each reason at most.
	named = 6
	// apart is the factor by which two values of one cell differ at least.
	apart = 1.25
)

// A reason is why figures are not known better.
type reason struct {
	text  func(*words.Printer) string
	holds func(figure) bool
	more  func(*words.Printer, figure) string // what is to be said of one figure beside its interval; nil for nothing
}

// reasons are in the order in which they are tried.
var reasons = []reason{
	{
		text: func(p *words.Printer) string {
			return p.Sprintf("too few samples for an interval, less than six of the state that is shown, undisturbed")
		},
		holds: func(f figure) bool { return !f.known },
		more: func(p *words.Printer, f figure) string {
			// Not "%s of %s", which says that a quantile is one of a benchmark, and is another sentence in Korean.
			return p.Sprintf("%[1]s of %[2]s", strconv.Itoa(f.cell.Used()), strconv.Itoa(f.cell.Every()))
		},
	},
	{
		text:  func(p *words.Printer) string { return p.Sprintf("no sample is of the machine's state that is shown") },
		holds: func(f figure) bool { return f.cell.Elsewhere },
	},
	{
		text:  func(p *words.Printer) string { return p.Sprintf("others disturbed most samples") },
		holds: func(f figure) bool { return f.cell.MostlyDisturbed() },
	},
	{
		text:  func(p *words.Printer) string { return p.Sprintf("several values in one state of the machine") },
		holds: func(f figure) bool { return len(stat.Clusters(samples(f), apart)) > 1 },
		more:  modes,
	},
	{
		text:  func(p *words.Printer) string { return p.Sprintf("the samples vary") },
		holds: func(figure) bool { return true },
		more: func(p *words.Printer, f figure) string {
			return p.Sprintf("%s samples", strconv.Itoa(f.cell.Used()))
		},
	},
}

// why says of each reason which figures are not known better for it. The figures that are known least must come first.
func why(p *words.Printer, all []figure) (list []string) {
	for _, r := range reasons {
		var these, others []figure
		for _, f := range all {
			if r.holds(f) {
				these = append(these, f)
			} else {
				others = append(others, f)
			}
		}
		all = others
		if len(these) == 0 {
			continue
		}
		var names []string
		for _, f := range these[:min(len(these), named)] {
			names = append(names, tables.CellName(f.cell)+" ("+strings.Join(r.of(p, f), ", ")+")")
		}
		if more := len(these) - named; more > 0 {
			names = append(names, p.Sprintf("and %s more", strconv.Itoa(more)))
		}
		list = append(list, p.Sprintf("Not within ± %s %%, since %s: %s", quantity.Whole(100*wide), r.text(p),
			strings.Join(names, "; ")))
	}
	return list
}

// of is what is said of one figure.
func (r reason) of(p *words.Printer, f figure) (said []string) {
	if f.known {
		said = append(said, plusMinus(f))
	}
	if r.more != nil {
		said = append(said, r.more(p, f))
	}
	return said
}

// samples are the values of the figure's samples, in seconds.
func samples(f figure) []float64 {
	values, _ := f.cell.ByRound(schema.SecPerOp)
	return values
}

// modes are the values that samples gather at, and how many do at each.
func modes(p *words.Printer, f figure) string {
	var parts []string
	for _, r := range stat.Clusters(samples(f), apart) {
		inside := slices.DeleteFunc(samples(f), func(v float64) bool { return !r.Contains(v) })
		middle := stat.Median(inside)
		parts = append(parts, p.Sprintf("%s in %s samples", quantity.Duration(middle, middle/20),
			strconv.Itoa(len(inside))))
	}
	return strings.Join(parts, ", ")
}
