package claims

import (
	"io"

	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// Title heads the verdicts.
func Title(p *words.Printer) string { return p.Sprintf("What textbooks say, judged here") }

// Legend says how to read verdicts.
func Legend(p *words.Printer) string {
	return p.Sprintf("Nine claims, each by a rule over figures of these results (docs/claims.md). In brackets is the 95 %% " +
		"interval, or, with n =, the range of so few samples that they have none, widened. A figure is on a side of its border only if all of its interval is. A claim holds if all of its " +
		"figures are on the side that it says, does not hold here if all are on the other, and holds in part in " +
		"between.")
}

// Table is the table of verdicts, a row each, with the figures that say most.
func Table(p *words.Printer, verdicts []Verdict) table.Table {
	t := table.Table{
		Title: Title(p), Legend: Legend(p),
		Keys: []string{"", p.Sprintf("Verdict")},
		Groups: []table.Group{{
			Columns: []string{p.Sprintf("Claim"), p.Sprintf("Figures")}, Text: true,
		}},
	}
	for _, v := range verdicts {
		figures := v.Brief
		if figures == "" {
			figures = table.Missing
		}
		t.Rows = append(t.Rows, table.Row{
			Keys: []string{v.ID, v.Outcome.In(p)}, Cells: [][]string{{v.Claim, figures}},
		})
	}
	return t
}

// figures are the figures with their labels and intervals.
func (v Verdict) figures(p *words.Printer) (list []string) {
	for _, f := range v.Figures {
		list = append(list, p.Sprintf("%s: %s", f.Label, f.Text(p)))
	}
	return list
}

// Lists are the verdicts at length, a list each: why, every figure with its interval, and what would change it.
func Lists(p *words.Printer, verdicts []Verdict) (lists []table.List) {
	for _, v := range verdicts {
		l := table.List{Title: p.Sprintf("%s %s: %s", v.ID, v.Outcome.In(p), v.Claim)}
		if v.Why != "" {
			l.Items = append(l.Items, v.Why)
		}
		l.Items = append(l.Items, v.figures(p)...)
		if v.Change != "" {
			l.Items = append(l.Items, v.Change)
		}
		for _, command := range v.Measure {
			l.Items = append(l.Items, p.Sprintf("To measure: %s", command))
		}
		lists = append(lists, l)
	}
	return lists
}

// Markdown writes verdicts: the table of all, then each at length, under headings of a level and the next one.
func Markdown(w io.Writer, p *words.Printer, verdicts []Verdict, level int) error {
	if err := Table(p, verdicts).Markdown(w, level); err != nil {
		return err
	}
	for _, l := range Lists(p, verdicts) {
		if _, err := io.WriteString(w, "\n"); err != nil {
			return err
		}
		if err := l.Markdown(w, level+1); err != nil {
			return err
		}
	}
	return nil
}
