package knees

import (
	"math"
	"slices"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// patterns are those whose curves have knees.
var patterns = []string{schema.Latency, schema.Throughput}

// Table is the table of all knees of a machine's curves; false if none has enough sizes and samples to have any.
func Table(p *words.Printer, m *results.Machine, families map[string]string) (table.Table, bool) {
	t := table.Table{
		Title: p.Sprintf("Knees"),
		Legend: p.Sprintf("The sizes from which on a byte costs more, or less, than before: where the slope of a " +
			"curve by size changes by more than the noise of its samples allows. A knee lies between the sizes " +
			"beside the one that is named. op: the time of one of that size. A byte: what one more costs; in Latency " +
			"it goes there and back. Near: what this machine has of that size, within a factor of two. That is a " +
			"guess at the cause."),
		Keys: []string{
			p.Sprintf("Mechanism"), p.Sprintf("Wait"), p.Sprintf("Place"), p.Sprintf("Pattern"), p.Sprintf("From"),
		},
		Groups: []table.Group{
			{Columns: []string{p.Sprintf("op"), p.Sprintf("a byte before"), p.Sprintf("after")}},
			{Columns: []string{p.Sprintf("near")}, Text: true},
		},
	}
	if len(m.Places()) < 2 {
		t.Keys = slices.Delete(t.Keys, 2, 3) // the place
	}
	for _, pattern := range patterns {
		for _, s := range m.Series(pattern) {
			boundaries := Boundaries(m, families[s.Mech])
			for _, k := range Of(m, pattern, s) {
				keys := []string{s.Name(), s.Wait, s.Place, pattern, quantity.Size(int64(k.Size))}
				if len(t.Keys) < len(keys) {
					keys = slices.Delete(keys, 2, 3)
				}
				t.Rows = append(t.Rows, table.Row{
					Keys: keys,
					Cells: [][]string{
						{quantity.Duration(k.Time, k.Time/50), k.Before.String(), k.After.String()},
						{k.name(p, boundaries)},
					},
				})
			}
		}
	}
	return t, len(t.Rows) > 0
}

// String is the cost in nanoseconds a byte.
func (c Cost) String() string {
	if math.Abs(c.PerByte) < c.Error {
		return "0 ns"
	}
	return quantity.Duration(c.PerByte, 1.96*c.Error)
}
