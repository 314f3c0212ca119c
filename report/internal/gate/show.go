package gate

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/table"
)

// rank is the order in which outcomes are read.
var rank = []Outcome{Regressed, Unmeasured, Undecided, NotWorse, NoMore}

// titles are the titles of their tables.
var titles = map[Outcome]string{
	Regressed: "Regressed", Unmeasured: "Could not be measured", Undecided: "Undecided", NotWorse: "Not worse",
	NoMore: "No more counted",
}

// A Document is a result to be shown: All says whether the text lists the cells that passed, too.
type Document struct {
	*Result
	All bool
}

// Text writes the result for a terminal.
func (r Document) Text(w io.Writer, width int) error {
	for _, t := range r.tables(r.All) {
		if err := t.Text(w, width); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	if !r.Same {
		for _, line := range r.remarks() {
			fmt.Fprint(w, table.Wrap(line, width))
		}
	}
	_, err := fmt.Fprint(w, table.Wrap(r.Headline(), width))
	return err
}

// Markdown writes the result for a comment on a pull request: the verdict first, what passed folded away.
func (r *Result) Markdown(w io.Writer) error {
	fmt.Fprintf(w, "### %s\n\n", r.Headline())
	for _, t := range r.tables(true) {
		folded := t.Title == titles[NotWorse] || t.Title == titles[NoMore]
		if folded {
			fmt.Fprintf(w, "<details><summary>%s: %d</summary>\n\n", t.Title, len(t.Rows))
			t.Title = ""
		}
		if err := t.Markdown(w, 4); err != nil {
			return err
		}
		if folded {
			fmt.Fprint(w, "\n</details>\n")
		}
		fmt.Fprintln(w)
	}
	for _, line := range r.remarks() {
		fmt.Fprintf(w, "%s\n\n", table.Escape(line))
	}
	return nil
}

// Headline is the verdict in a sentence.
func (r *Result) Headline() string {
	if r.Same {
		return "Not worse: A and B are the same program, byte by byte; there is nothing to measure."
	}
	if r.Error != "" {
		return titles[r.Verdict] + ": " + r.Error
	}
	n := map[Outcome]int{}
	most := r.Least
	for _, c := range r.Cells {
		n[c.Outcome]++
		most = max(most, c.Least)
	}
	passed := fmt.Sprintf("%d not worse than %s", n[NotWorse], percent(r.Least))
	switch {
	case r.Counted:
		passed = fmt.Sprintf("%d count no more", n[NoMore])
	case most > r.Least:
		passed += " (some: " + percent(most) + ")"
	}
	of := fmt.Sprintf("%s: of %d cells %d regressed, %s, %d undecided",
		titles[r.Verdict], len(r.Cells), n[Regressed], passed, n[Undecided])
	if n[Unmeasured] > 0 {
		of += fmt.Sprintf(", %d could not be measured", n[Unmeasured])
	}
	if r.Counted {
		of += "; only counts were compared, no times"
	}
	return of + fmt.Sprintf(" (%.0f s)", r.Seconds)
}

func percent(fraction float64) string { return fmt.Sprintf("%.3g %%", 100*fraction) }

// tables are one table for each outcome that occurs. Of the cells that passed, they have only those that changed,
// unless all are asked for.
func (r *Result) tables(all bool) (list []table.Table) {
	for _, o := range rank {
		t := table.Table{
			Title: titles[o], Keys: []string{"benchmark"},
			Groups: []table.Group{{Columns: []string{"A", "B", "B ÷ A", "pairs"}},
				{Columns: []string{"finding"}, Text: true}},
		}
		for _, c := range r.sorted() {
			finding := c.finding()
			if c.Outcome != o || (o == NotWorse || o == NoMore) && !all && !c.better() && len(c.Fewer) == 0 {
				continue
			}
			t.Rows = append(t.Rows, table.Row{Keys: []string{benchname.Short(c.Name)},
				Cells: [][]string{c.figures(), {finding}}})
		}
		if len(t.Rows) > 0 {
			list = append(list, t)
		}
	}
	return list
}

// sorted are the cells, the slowest first.
func (r *Result) sorted() []Cell {
	cells := slices.Clone(r.Cells)
	slices.SortStableFunc(cells, func(a, b Cell) int {
		switch ra, rb := a.sortBy(), b.sortBy(); {
		case ra > rb:
			return -1
		case ra < rb:
			return 1
		}
		return 0
	})
	return cells
}

func (c Cell) sortBy() float64 {
	switch {
	case len(c.More) > 0 || c.Error != "":
		return math.Inf(1)
	case c.Ratio == nil:
		return 0
	}
	return *c.Ratio
}

func (c Cell) figures() []string {
	if c.Ratio == nil {
		return []string{table.Missing, table.Missing, table.Missing, table.Missing}
	}
	ratio := fmt.Sprintf("%.3f", *c.Ratio)
	if c.RatioLow != nil {
		ratio += fmt.Sprintf(" [%.3f, %.3f]", *c.RatioLow, *c.RatioHigh)
	}
	const nanosecond = 1e-9
	return []string{
		quantity.Duration(*c.Old*nanosecond, 0.001**c.Old*nanosecond),
		quantity.Duration(*c.New*nanosecond, 0.001**c.New*nanosecond),
		ratio, fmt.Sprint(c.Pairs),
	}
}

// better tells whether a cell became faster by the smallest difference or more.
func (c Cell) better() bool {
	return c.RatioHigh != nil && *c.RatioHigh < 1-c.Least/2 && *c.Ratio <= 1-c.Least
}

// finding is what was found, in words.
func (c Cell) finding() string {
	var words []string
	for _, m := range c.More {
		words = append(words, "more "+m.String())
	}
	if c.Fails != "" {
		words = append(words, c.Fails)
	}
	if c.Ratio != nil {
		switch {
		case c.Outcome == Regressed && c.P <= regressionFor:
			words = append(words, fmt.Sprintf("slower by %s, p = %.2g", percent(*c.Ratio-1), c.P))
		case c.Outcome == Undecided && c.Pairs >= leastPairs:
			words = append(words, fmt.Sprintf("neither slower (p = %.2g) nor within %s (p = %.2g)",
				c.P, percent(c.Least), c.PFine))
		case c.Outcome == Undecided:
			words = append(words, fmt.Sprintf("too few pairs: %d are the least", leastPairs))
		case c.better():
			words = append(words, fmt.Sprintf("faster by %s", percent(1-*c.Ratio)))
		}
	} else if c.Outcome == Undecided && c.Error == "" {
		words = append(words, "the budget ended before it was measured")
	}
	for _, m := range c.Fewer {
		words = append(words, "fewer "+m.String())
	}
	return strings.Join(words, "; ")
}

// remarks are further lines below the tables.
func (r *Result) remarks() (lines []string) {
	lines = append(lines, fmt.Sprintf("A: %s · B: %s", r.A, r.B))
	if r.Printed {
		lines = append(lines, "A and B do not obey orders, so whole runs of them were compared by ns/op; their "+
			"counts were not.")
	}
	told := 0
	for _, c := range r.sorted() {
		if c.Error == "" {
			continue
		}
		if told++; told > fewest {
			lines = append(lines, "More failures are in the JSON (--json).")
			break
		}
		lines = append(lines, benchname.Short(c.Name)+": "+c.Error)
	}
	for _, c := range counters {
		if n := r.uncounted(c.unit); n > 0 {
			lines = append(lines, fmt.Sprintf("Not counted: %s of %d of %d cells.", c.unit, n, len(r.Cells)))
		}
	}
	if n := len(r.Gone); n > 0 {
		lines = append(lines, fmt.Sprintf("Only A has %d of its cells: %s", n, few(r.Gone)))
	}
	if n := len(r.New); n > 0 {
		lines = append(lines, fmt.Sprintf("Only B has %d of its cells: %s", n, few(r.New)))
	}
	if r.Verdict == Undecided {
		lines = append(lines, "Undecided is not failed: give it a larger BUDGET, fewer cells (CELLS) or a larger "+
			"smallest difference (LEAST), or a quieter machine (docs/gate.md).")
	}
	return lines
}

// uncounted says in how many cells a unit could not be counted.
func (r *Result) uncounted(unit string) (n int) {
	for _, c := range r.Cells {
		if slices.Contains(c.Uncounted, unit) {
			n++
		}
	}
	return n
}

// fewest is how many elements of a long list are shown.
const fewest = 5

// few is a list cut short.
func few(names []string) string {
	words := make([]string, 0, fewest+1)
	for i, name := range names {
		if i == fewest {
			words = append(words, fmt.Sprintf("and %d more", len(names)-fewest))
			break
		}
		words = append(words, benchname.Short(name))
	}
	return strings.Join(words, ", ")
}
