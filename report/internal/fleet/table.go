package fleet

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/tables"
	"ipcbench/report/internal/words"
)

// mostColumns is how many machines have a column each; more are shown by quantiles.
const mostColumns = 8

// Few tells whether every machine has a column, or a marker in a chart, of its own.
func (s Side) Few() bool { return len(s.Members) <= mostColumns }

// Title is that of the table and of the chart.
func (s Side) Title(p *words.Printer) string {
	title := p.Sprintf("Machines side by side: %s", words.Term(p, "pattern", s.Pattern))
	if s.Members[0].Between {
		title = p.Sprintf("%s between hosts", title)
	}
	if s.Size > 0 {
		title += ", " + quantity.Size(s.Size)
	}
	return title
}

// What says what the figures are.
func (s Side) What(p *words.Printer) string {
	switch s.Pattern {
	case schema.Latency:
		return p.Sprintf("mean round trip")
	case schema.Setup:
		return p.Sprintf("mean time to make a channel, use it once and tear it down")
	case schema.Throughput, schema.Duplex:
		return p.Sprintf("payload per second")
	case schema.Paced:
		return p.Sprintf("p50 of the latency from the time at which a message was due")
	}
	return tables.TitleOf(p, s.Unit)
}

// Several tells whether the rows differ in their place.
func (s Side) Several() bool {
	return slices.ContainsFunc(s.Rows, func(r Row) bool { return r.Series.Place != s.Rows[0].Series.Place })
}

// Table is the table of the pattern.
func (s Side) Table(p *words.Printer) table.Table {
	t := table.Table{Title: s.Title(p), Keys: []string{p.Sprintf("Mechanism"), p.Sprintf("Wait")}}
	if s.Several() {
		t.Keys = append(t.Keys, p.Sprintf("Place"))
	}
	f := tables.NewFigures(p)
	if s.Few() {
		s.columns(p, &t, &f)
	} else {
		s.quantiles(p, &t, &f)
	}
	if slices.ContainsFunc(s.Rows, func(r Row) bool { return r.StandIn != 0 }) {
		t.Notes = append(t.Notes, p.Sprintf("A row named by a size was measured at that size only."))
	}
	return t
}

func (s Side) row(r Row) table.Row {
	keys := []string{r.Label(), cmp.Or(r.Series.Wait, "–")}
	if s.Several() {
		keys = append(keys, r.Series.Place)
	}
	return table.Row{Keys: keys}
}

// columns shows each machine in a column.
func (s Side) columns(p *words.Printer, t *table.Table, f *tables.Figures) {
	t.Legend = p.Sprintf("%s on each machine, medians over samples. ×: how many times as good the best machine is "+
		"as the worst. By the median over machines, the best first.", capital(s.What(p)))
	for _, m := range s.Members { // a group each: where a line has no room for all, they stand below each other
		t.Groups = append(t.Groups, table.Group{Columns: []string{m.Name}})
	}
	t.Groups = append(t.Groups, table.Group{Columns: []string{"×"}})
	form := tables.FormOf(s.Unit)
	for _, r := range s.Rows {
		row := s.row(r)
		for _, c := range r.Cells {
			var cell []string
			if c != nil {
				e, _ := c.Estimate(s.Unit)
				cell = []string{f.Sign(c) + form(e.Center, e.Half())}
			}
			row.Cells = append(row.Cells, cell)
		}
		row.Cells = append(row.Cells, []string{quantity.Times(r.Spread())})
		t.Rows = append(t.Rows, row)
	}
	t.Notes = f.Signs()
}

// About says which machine each member is, and which of its states is shown; nothing of many machines.
func About(p *words.Printer, members []Member) (list table.List) {
	list.Title = p.Sprintf("Which machine is which")
	if members[0].Between {
		list.Title = p.Sprintf("%s, between hosts", list.Title)
	}
	if len(members) > mostColumns {
		return list
	}
	machines := machinesOf(members)
	for _, m := range members {
		var parts []string
		for _, key := range results.Differing(machines) {
			if v := m.Get(key); v != "" && v != m.Name {
				parts = append(parts, key+": "+v)
			}
		}
		if state := m.State(); state != "" {
			parts = append(parts, p.Sprintf("state shown: %s", state))
		}
		if len(parts) > 0 {
			list.Items = append(list.Items, m.Name+": "+strings.Join(parts, " · "))
		}
	}
	return list
}

func machinesOf(members []Member) (machines []*results.Machine) {
	for _, m := range members {
		machines = append(machines, m.Machine)
	}
	return machines
}

// State names the states of the machine that are shown, with the place where there is one; "" if it had one state.
func (m Member) State() string {
	var words []string
	for _, split := range m.Splits {
		word := results.AllStates
		if split.Shown >= 0 {
			word = split.States[split.Shown].Name
		}
		if split.Place != "" {
			word += " (place=" + split.Place + ")"
		}
		if !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return strings.Join(words, ", ")
}

// quantiles shows how the machines are spread.
func (s Side) quantiles(p *words.Printer, t *table.Table, f *tables.Figures) {
	t.Legend = p.Sprintf("%s: the best of the machines, what one quarter, half and three quarters of them reach, "+
		"the worst, and which machines these are. Of each machine it is the median over samples. ×: how many times as "+
		"good the best is as the worst. n: machines. By the median over machines, the best first.", capital(s.What(p)))
	t.Groups = []table.Group{
		{Columns: []string{p.Sprintf("best"), "1/4", "1/2", "3/4", p.Sprintf("worst"), "×", "n"}},
		{Columns: []string{p.Sprintf("best machine")}, Text: true},
		{Columns: []string{p.Sprintf("worst machine")}, Text: true},
	}
	form := tables.FormOf(s.Unit)
	for _, r := range s.Rows {
		row := s.row(r)
		cell := func(i int) string {
			c := r.Cells[r.of[i]]
			e, _ := c.Estimate(s.Unit)
			return f.Sign(c) + form(e.Center, e.Half())
		}
		last := len(r.of) - 1
		cells := []string{cell(0)}
		for n := 1; n <= 3; n++ {
			if q := r.Quarter(n); math.IsNaN(q) {
				cells = append(cells, table.Missing)
			} else {
				cells = append(cells, form(q, 0))
			}
		}
		row.Cells = [][]string{
			append(cells, cell(last), quantity.Times(r.Spread()), fmt.Sprint(len(r.of))),
			{s.Members[r.of[0]].Name}, {s.Members[r.of[last]].Name},
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = append(f.Signs(), s.states(p)...)
}

// states counts the machines by the states of theirs that are shown.
func (s Side) states(p *words.Printer) []string {
	count := map[string]int{}
	for _, m := range s.Members {
		if state := m.State(); state != "" {
			count[state]++
		}
	}
	if len(count) == 0 {
		return nil
	}
	var parts []string
	for state, n := range count {
		parts = append(parts, fmt.Sprintf("%d %s", n, state))
	}
	slices.Sort(parts)
	return []string{p.Sprintf("Machines that had several states, by what is shown of them: %s.",
		strings.Join(parts, "; "))}
}

// capital begins a sentence with s.
func capital(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:n]) + s[n:]
}
