package brief

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/rank"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/sentences"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/tables"
	"ipcbench/report/internal/words"
)

// enough is how many mechanisms a place must have for a summary. The tables of fewer are read as fast.
const enough = 9

// A Summary is that of one machine.
type Summary struct {
	Fastest   table.Table
	Sentences []string
}

// Of sums up a machine; false if it has so few mechanisms, or such patterns, that all there is to show is as short.
func Of(p *words.Printer, m *results.Machine, families map[string]string) (s Summary, ok bool) {
	place := placeOf(m)
	sizes, lines := tables.Layout(m, schema.Latency)
	lines = slices.DeleteFunc(lines, func(l tables.Line) bool { return l.Series.Place != place })
	mechs := map[string]bool{}
	for _, l := range lines {
		mechs[l.Series.Mech] = true
	}
	if len(mechs) < enough {
		return s, false
	}
	size := tables.RepresentativeSize(m, schema.Latency, sizes, lines)
	return Summary{fastest(p, m, families, lines, size), sentences.Of(p, m, families)}, true
}

// placeOf is the place that a summary is about: two cores if they were measured.
func placeOf(m *results.Machine) string {
	places := m.Places()
	if len(places) > 0 && !slices.Contains(places, schema.Cross) {
		return places[0]
	}
	return schema.Cross
}

// fastest is a table of the fastest mechanism of each family in both ways to wait.
func fastest(
	p *words.Printer, m *results.Machine, families map[string]string, lines []tables.Line, size int64,
) table.Table {
	t := table.Table{
		Title: p.Sprintf("The fastest of each family, round trip of %s", quantity.Size(size)),
		Legend: p.Sprintf("The mean round trip, median over samples: where both ends sleep (wait=block) and where " +
			"they spin (wait=spin). A number behind a name: so many more of the family are not told apart from it."),
		Keys: []string{p.Sprintf("Family")},
		Groups: []table.Group{
			{Title: p.Sprintf("asleep"), Columns: []string{p.Sprintf("mechanism")}, Text: true},
			{Columns: []string{p.Sprintf("mean"), "±"}},
			{Title: p.Sprintf("spinning"), Columns: []string{p.Sprintf("mechanism")}, Text: true},
			{Columns: []string{p.Sprintf("mean"), "±"}},
		},
	}
	var order []string
	cells := map[string]map[string][]*results.Cell{} // by family and wait
	for _, l := range lines {
		family := families[l.Series.Mech]
		at, _ := l.At(size, size)
		c := m.Cell(schema.Latency, l.Series, at)
		if c == nil {
			continue
		}
		if cells[family] == nil {
			cells[family] = map[string][]*results.Cell{}
			order = append(order, family)
		}
		cells[family][l.Series.Wait] = append(cells[family][l.Series.Wait], c)
	}
	for _, family := range order {
		asleep, spinning := cells[family][schema.Block], cells[family][schema.Spin]
		if len(asleep)+len(spinning) > 0 {
			t.Rows = append(t.Rows, table.Row{
				Keys:  []string{familyInWords(p, family)},
				Cells: append(entry(asleep, size, family), entry(spinning, size, family)...),
			})
		}
	}
	return t
}

// familyInWords is a family's name for people.
func familyInWords(p *words.Printer, family string) string {
	switch family {
	case "memory":
		return p.Sprintf("Shared memory")
	case "file":
		return p.Sprintf("Files")
	case "pipe":
		return p.Sprintf("Pipes and terminals")
	case "queue":
		return p.Sprintf("Message queues")
	case "socket":
		return p.Sprintf("Sockets")
	case "signal":
		return p.Sprintf("Bare notifications")
	case "rpc":
		return p.Sprintf("RPC and brokers")
	case inproc:
		return p.Sprintf("Threads of one process")
	case "":
		return p.Sprintf("Others")
	}
	return family
}

// inproc is the family of the mechanisms between threads of one process.
const inproc = "inproc"

// entry is the name, the mean and its interval of the fastest cell of a family: of those of the size, if there are any.
func entry(cells []*results.Cell, size int64, family string) [][]string {
	other := func(c *results.Cell) bool { return c.Size != size }
	if same := slices.DeleteFunc(slices.Clone(cells), other); len(same) > 0 {
		cells = same
	}
	r := rank.Of(cells, schema.SecPerOp, 1)
	if r.Fastest == nil {
		return [][]string{nil, nil}
	}
	tied := 0
	for _, c := range cells {
		if _, ok := c.Estimate(schema.SecPerOp); ok && c != r.Fastest && !r.Apart(c) {
			tied++
		}
	}
	series := r.Fastest.Series
	if family == inproc { // the row says that all are threads
		series.Scope = ""
	}
	name := series.Name()
	if r.Fastest.Size != size {
		name += " (" + quantity.Size(r.Fastest.Size) + ")"
	}
	if tied > 0 {
		name += " +" + strconv.Itoa(tied)
	}
	e, _ := r.Fastest.Estimate(schema.SecPerOp)
	half := table.Missing
	if e.Interval {
		half = quantity.Percent(e.Center, e.Half())
	}
	return [][]string{{name}, {tables.Printed(r.Fastest, schema.SecPerOp, quantity.Duration), half}}
}

// Text writes the summary for a terminal. claims are the verdicts on what textbooks say, in a line each.
func (s Summary) Text(w io.Writer, p *words.Printer, width int, claims table.List) error {
	s.Fastest.Words = p
	if err := s.Fastest.Text(w, width); err != nil {
		return err
	}
	var b strings.Builder
	for _, part := range []table.List{claims, {Title: p.Sprintf("What matters here"), Items: s.Sentences}} {
		if len(part.Items) == 0 {
			continue
		}
		b.WriteString("\n")
		if err := part.Text(&b, width); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
