package known

import (
	"strconv"
	"strings"

	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/tables"
	"ipcbench/report/internal/words"
)

// named is how many cells are named for each reason at most.
const named = 6

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
		holds: func(f figure) bool { return len(modes(f.cell)) > 1 },
		more:  several,
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
