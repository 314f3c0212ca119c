package claims

import (
	"io"
	"strings"

	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// Title heads the verdicts.
func Title(p *words.Printer) string { return p.Sprintf("What textbooks say, judged here") }

// Legend says how to read verdicts.
func Legend(p *words.Printer) string {
	return p.Sprintf("Nine claims, each by a rule over figures of these results (docs/claims.md). In brackets is the " +
		"95 %% interval, or, with n =, the range of so few samples that they have none, widened. A figure is on a " +
		"side of its border only if all of its interval is. A claim holds if all of its figures are on the side that " +
		"it says, does not hold here if all are on the other, and holds in part if some are on its side. It is not " +
		"measured well enough if none is, and some reach across their borders.")
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
		figures := v.whole
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
		text := f.Text(p)
		if f.Disturbed {
			text = "!" + text
		}
		list = append(list, p.Sprintf("%s: %s", f.Label, text))
	}
	return list
}

// Lists are the verdicts at length, a list each: why, every figure with its interval, and what would change it. Those
// that were not measured share the last list, with the commands that measure what they lack.
func Lists(p *words.Printer, verdicts []Verdict) (lists []table.List) {
	lacking := table.List{Title: p.Sprintf("Not measured")}
	for _, v := range verdicts {
		if v.Outcome == NotMeasured {
			said := append([]string{v.ID + ": " + v.Why}, v.toMeasure(p)...)
			lacking.Items = append(lacking.Items, strings.Join(said, " "))
			continue
		}
		l := table.List{Title: p.Sprintf("%s %s: %s", v.ID, v.Outcome.In(p), v.Claim), Items: []string{v.Why}}
		l.Items = append(l.Items, v.figures(p)...)
		l.Items = append(append(l.Items, v.Change), v.toMeasure(p)...)
		lists = append(lists, l)
	}
	if len(lacking.Items) > 0 {
		lists = append(lists, lacking)
	}
	return lists
}

// toMeasure says by which commands to measure what the results lack; nothing if they lack nothing.
func (v Verdict) toMeasure(p *words.Printer) []string {
	if len(v.Measure) == 0 {
		return nil
	}
	return []string{p.Sprintf("To measure: %s", strings.Join(v.Measure, "; "))}
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
