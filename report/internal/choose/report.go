package choose

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"ipcbench/report/internal/facts"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// A Report is a question with its answer on each machine, for people.
type Report struct {
	Question Question
	Machines []OfMachine
	Notes    []string // what to know of where the figures come from
	Top      int      // show so many at most of what fits; 0 is all
	Printer  *words.Printer
}

// OfMachine is the answer on one machine.
type OfMachine struct {
	Machine string
	Files   []string
	Answer  Answer
}

// Of answers a question on every machine of the facts on which the ends are as far apart as it asks; on one of them
// only if only is not 0, counted from 1.
func Of(f facts.Facts, q Question, only int, p *words.Printer) (Report, error) {
	r := Report{Question: q, Printer: p}
	engine, err := NewEngine(f)
	if err != nil {
		return r, err
	}
	for i, m := range f.Machines {
		if only > 0 && i != only-1 || only == 0 && m.Between != (q.Scope == "host") {
			continue
		}
		q.Machine = i
		answer, err := engine.Ask(q)
		if err != nil {
			return r, err
		}
		r.Machines = append(r.Machines, OfMachine{m.Name, m.Files, answer})
	}
	return r, nil
}

// Text writes the report for a terminal of a width.
func (r Report) Text(w io.Writer, width int) error {
	return r.write(w, form{
		line:    func(text string) string { return table.Wrap(text, width) },
		heading: func(text string) string { return table.Wrap(text, width) },
		command: func(text string) string { return "    " + text + "\n" },
		table:   func(t table.Table) error { return t.Text(w, width) },
		list:    func(l table.List) error { return l.Text(w, width) },
	})
}

// Markdown writes the report for a comment or a page.
func (r Report) Markdown(w io.Writer) error {
	return r.write(w, form{
		line:    func(text string) string { return table.Escape(text) + "\n" },
		heading: func(text string) string { return "## " + table.Escape(text) + "\n" },
		command: func(text string) string { return "\n    " + text + "\n" },
		table:   func(t table.Table) error { return t.Markdown(w, 3) },
		list:    func(l table.List) error { return l.Markdown(w, 3) },
	})
}

// A form is how the parts of a report are laid out.
type form struct {
	line, heading, command func(text string) string
	table                  func(table.Table) error
	list                   func(table.List) error
}

func (r Report) write(w io.Writer, f form) error {
	p := r.Printer
	var err error
	print := func(text string) {
		if err == nil {
			_, err = io.WriteString(w, text)
		}
	}
	print(f.heading(Asked(p, r.Question)))
	for _, note := range r.Notes {
		print(f.line(note))
	}
	for _, m := range r.Machines {
		a := m.Answer
		print("\n" + f.line(m.heading(p)) + "\n")
		for _, t := range []table.Table{fitting(p, r.Question, a, r.Top), missing(p, r.Question, a)} {
			if t.Words = p; len(t.Rows) > 0 && err == nil {
				err = f.table(t)
				print("\n")
			}
		}
		if len(a.Fits) == 0 {
			print(f.line(p.Sprintf("Nothing that was measured fits.")) + "\n")
		}
		for _, l := range []table.List{unknown(p, r.Question, a), unfitting(p, a)} {
			if len(l.Items) > 0 && err == nil {
				err = f.list(l)
				print("\n")
			}
		}
		if len(a.Commands) > 0 {
			print(f.line(p.Sprintf(
				"These commands measure what is not known; give their output along with the files:")))
			for _, c := range a.Commands {
				print(f.command(c))
			}
		}
	}
	return err
}

func (m OfMachine) heading(p *words.Printer) string {
	text := m.Machine
	if m.Answer.State != "" {
		text = p.Sprintf("%s, state %s", text, m.Answer.State)
	}
	return p.Sprintf("%s, from %s", text, strings.Join(m.Files, ", "))
}

// fitting is the table of what fits, best first.
func fitting(p *words.Printer, q Question, a Answer, top int) table.Table {
	t := table.Table{
		Title: p.Sprintf("What fits"), Legend: order(p, q),
		Keys: []string{"#", p.Sprintf("Mechanism"), p.Sprintf("Wait")},
	}
	for _, b := range bounds {
		t.Groups = append(t.Groups, table.Group{Columns: []string{b.title(p, q), "±"}})
	}
	t.Groups = append(t.Groups, table.Group{Columns: []string{p.Sprintf("burden")}})
	var interpolated, ranges, uncertain, tied bool
	for i, r := range a.Fits {
		if top > 0 && i == top {
			t.Notes = append(t.Notes, p.Sprintf("%s more fit: --top=0 shows all.", strconv.Itoa(len(a.Fits)-top)))
			break
		}
		sign := ""
		if r.Tied {
			sign, tied = "~", true
		}
		if r.Uncertain {
			sign, uncertain = sign+"?", true
		}
		row := table.Row{Keys: []string{sign + strconv.Itoa(i+1), r.Mechanism, r.wait()}}
		for _, b := range bounds {
			found := b.figure(r.Figures)
			if !found.Known() {
				row.Cells = append(row.Cells, nil)
				continue
			}
			interpolated, ranges = interpolated || found.Interpolated, ranges || found.Range
			row.Cells = append(row.Cells, []string{b.value(found), found.half()})
		}
		row.Cells = append(row.Cells, []string{strconv.Itoa(r.Burden)})
		t.Rows = append(t.Rows, row)
	}
	for _, note := range []struct {
		needed bool
		text   string
	}{
		{interpolated, p.Sprintf("≈ interpolated between measured sizes or rates, on logarithmic scales.")},
		{ranges, p.Sprintf(
			"± is the 95 %% interval of the median; in brackets, of fewer than 6 samples, their range.")},
		{!ranges, p.Sprintf("± is the 95 %% interval of the median.")},
		{tied && q.Prefer != BySimplicity, p.Sprintf(
			"~ not told apart from the first: the intervals overlap, or there is none.")},
		{tied && q.Prefer == BySimplicity, p.Sprintf("~ as simple as the first.")},
		{uncertain, p.Sprintf(
			"? not certain whether the bound is kept: it lies within the interval, or there is none.")},
	} {
		if note.needed {
			t.Notes = append(t.Notes, note.text)
		}
	}
	return t
}

// order says by what the rows of a table are ordered, and what its latencies are.
func order(p *words.Printer, q Question) string {
	by := map[Preference]string{
		ByP99:        p.Sprintf("Lowest p99 first."),
		ByCores:      p.Sprintf("Least CPU first."),
		ByThroughput: p.Sprintf("Highest throughput first."),
		BySimplicity: p.Sprintf("Least burden first: what a mechanism takes of who uses it, in points by its traits."),
	}[q.Prefer]
	if q.Rate > 0 {
		return by + " " + p.Sprintf("Latency is one way, from the time at which a message is due.")
	}
	return by + " " + p.Sprintf("Latency is the whole round trip.")
}

func (r Row) wait() string {
	if r.Spin != "" {
		return r.Wait + " " + r.Spin
	}
	return r.Wait
}

// missing is the table of what would do but for figures, nearest first.
func missing(p *words.Printer, q Question, a Answer) table.Table {
	t := table.Table{
		Title:  p.Sprintf("What does not, nearest miss first"),
		Keys:   []string{p.Sprintf("Mechanism"), p.Sprintf("Wait")},
		Groups: []table.Group{{Columns: []string{p.Sprintf("Fails by")}, Text: true}},
	}
	for _, r := range a.Misses {
		t.Rows = append(t.Rows, table.Row{
			Keys: []string{r.Mechanism, r.wait()}, Cells: [][]string{{strings.Join(r.reasons(p, q), "; ")}},
		})
	}
	return t
}

// reasons are those for which a row does not do, or is not known to.
func (r Row) reasons(p *words.Printer, q Question) (said []string) {
	for _, e := range r.Exceeded {
		said = append(said, e.says(p, q))
	}
	for _, m := range r.Missing {
		if text := m.Gap.says(p); !slices.Contains(said, text) {
			said = append(said, text)
		}
	}
	return said
}

// unknown is what is not known to do, by what is not known.
func unknown(p *words.Printer, q Question, a Answer) table.List {
	l := table.List{Title: p.Sprintf("Not known")}
	var g grouped
	for _, r := range a.Unknown {
		g.add(strings.Join(r.reasons(p, q), "; "), r)
	}
	l.Items = g.lines()
	return l
}

// unfitting is what traits rule out, by trait.
func unfitting(p *words.Printer, a Answer) table.List {
	l := table.List{Title: p.Sprintf("Ruled out by what it is")}
	var g grouped
	for _, r := range a.Unfit {
		g.add(r.Unfit[0].fails(p), r)
	}
	l.Items = g.lines()
	return l
}

// grouped are rows by what is said of them, in order of appearance.
type grouped struct {
	order []string
	names map[string][]string
	waits map[string]map[string][]string
}

func (g *grouped) add(said string, r Row) {
	if g.names == nil {
		g.names, g.waits = map[string][]string{}, map[string]map[string][]string{}
	}
	if _, known := g.names[said]; !known {
		g.order, g.waits[said] = append(g.order, said), map[string][]string{}
	}
	if _, known := g.waits[said][r.Mechanism]; !known {
		g.names[said] = append(g.names[said], r.Mechanism)
	}
	g.waits[said][r.Mechanism] = append(g.waits[said][r.Mechanism], r.wait())
}

// lines are one for each thing said: "not measured: pipe (block, spin), fifo (block)".
func (g *grouped) lines() (lines []string) {
	for _, said := range g.order {
		var names []string
		for _, name := range g.names[said] {
			names = append(names, fmt.Sprintf("%s (%s)", name, strings.Join(g.waits[said][name], ", ")))
		}
		lines = append(lines, said+": "+strings.Join(names, ", "))
	}
	return lines
}
