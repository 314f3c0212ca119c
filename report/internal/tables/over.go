package tables

import (
	"fmt"
	"slices"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// Over is the table of what a mechanism costs more than the one it is built on; false when the machine has no such
// pair.
func Over(p *words.Printer, m *results.Machine, mechanisms []resultfile.Traits) (table.Table, bool) {
	below := map[string]string{}
	for _, t := range mechanisms {
		below[t["name"]] = t["over"]
	}
	sizes, lines := Layout(m, schema.Latency)
	size := firstOf(sizes)
	k := keysOf(m)
	t := table.Table{
		Title: p.Sprintf("What a layer costs, round trip of %s", quantity.Size(size)),
		Legend: p.Sprintf("Each mechanism beside the one that it is built on, at the same wait and place: the mean " +
			"round trip of both, below → here, and × how many times the one below it takes; then system calls, " +
			"context switches and allocations of both sides per round trip, below → here too, and the CPU time that " +
			"it adds. Medians over samples."),
		Keys: append(k.titles(p), p.Sprintf("Below")),
		Groups: []table.Group{{Columns: []string{
			p.Sprintf("mean"), "×", p.Sprintf("calls/op"), p.Sprintf("csw/op"), p.Sprintf("allocs/op"),
			p.Sprintf("CPU/op"),
		}}},
		Notes: []string{
			p.Sprintf("Why (go-*): the runtime's netpoller tries the call first, and when it finds nothing parks the " +
				"goroutine. Its thread looks for other work and then sleeps in epoll_wait(2) " +
				"or futex(2): three or more calls for one, and the data wakes whichever thread polls, which may " +
				"not be the one that runs the goroutine next."),
			p.Sprintf("Why (rpc): messages are encoded and decoded (allocations), and a connection has goroutines of " +
				"its own that read and write, each hand-over to which may wake a thread (switches, futex calls)."),
		},
	}
	for _, l := range lines {
		base := l.Series
		if base.Mech = below[l.Series.Mech]; base.Mech == "" || l.StandIn != 0 {
			continue
		}
		here, under := m.Cell(schema.Latency, l.Series, size), m.Cell(schema.Latency, base, size)
		e, ok := here.Estimate(schema.SecPerOp)
		b, known := under.Estimate(schema.SecPerOp)
		if !ok || !known {
			continue
		}
		t.Rows = append(t.Rows, table.Row{
			Keys: append(slices.Clone(k.cells(l)), base.Mech),
			Cells: [][]string{{
				Printed(under, schema.SecPerOp, quantity.Duration) + " → " + quantity.Duration(e.Center, e.Half()),
				quantity.Times(e.Center / b.Center),
				fromTo(under, here, schema.SyscallsPerOp), fromTo(under, here, schema.SwitchesPerOp),
				fromTo(under, here, schema.AllocsPerOp), added(under, here),
			}},
			Sort: []float64{e.Center / b.Center},
		})
	}
	return t, len(t.Rows) > 0
}

// fromTo shows a count of the lower mechanism and that of the upper one.
func fromTo(under, here *results.Cell, unit string) string {
	a, b := Printed(under, unit, quantity.Count), Printed(here, unit, quantity.Count)
	if a == table.Missing && b == table.Missing {
		return table.Missing
	}
	return fmt.Sprintf("%s → %s", a, b)
}

// added is how much CPU time the upper mechanism takes more.
func added(under, here *results.Cell) string {
	a, ok := under.Estimate(schema.CPUSecPerOp)
	b, known := here.Estimate(schema.CPUSecPerOp)
	if !ok || !known {
		return table.Missing
	}
	more, sign := b.Center-a.Center, "+"
	if more < 0 {
		more, sign = -more, "−"
	}
	return sign + quantity.Duration(more, a.Half()+b.Half())
}
