package claims

import (
	"strings"

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

// Summary is the table of verdicts: a row each, with why.
func Summary(p *words.Printer, verdicts []Verdict) table.Table {
	t := table.Table{
		Title: Title(p), Legend: Legend(p),
		Keys: []string{"", p.Sprintf("Verdict")},
		Groups: []table.Group{{
			Columns: []string{
				p.Sprintf("Claim"), p.Sprintf("Why"), p.Sprintf("Figures"), p.Sprintf("What would change it"),
			}, Text: true,
		}},
	}
	for _, v := range verdicts {
		t.Rows = append(t.Rows, table.Row{
			Keys:  []string{v.ID, v.Outcome.In(p)},
			Cells: [][]string{{v.Claim, v.Why, strings.Join(v.figures(p), "; "), v.changes(p)}},
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

// changes is what would change the verdict, or what would be needed for one.
func (v Verdict) changes(p *words.Printer) string {
	text := v.Change
	for _, command := range v.Measure {
		if text != "" {
			text += " "
		}
		text += p.Sprintf("To measure: %s", command)
	}
	return text
}

// Lists are the verdicts at length, a list each: why, every figure with its interval, and what would change it.
func Lists(p *words.Printer, verdicts []Verdict) (lists []table.List) {
	for _, v := range verdicts {
		l := table.List{Title: v.ID + "  " + v.Claim + " — " + v.Outcome.In(p)}
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
