package paced

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/jitter"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/tables"
	"ipcbench/report/internal/words"
)

// Tables are those of Paced: none if the machine has nothing of it.
func Tables(p *words.Printer, m *results.Machine) (list []table.Table) {
	curves := Curves(m)
	if len(curves) == 0 {
		return nil
	}
	list = append(list, byRate(p, m, curves))
	if t, ok := breakEvens(p, curves); ok {
		list = append(list, t)
	}
	if t, ok := neighbours(p, curves); ok {
		list = append(list, t)
	}
	return list
}

// byRate is the table of what each way costs: a group of columns for each rate, a row for each curve.
func byRate(p *words.Printer, m *results.Machine, curves []Curve) table.Table {
	use := keysOf(curves)
	each := tables.Uneven(m, schema.Paced)
	t := table.Table{
		Title: titled(words.Term(p, "pattern", schema.Paced), curves),
		Legend: p.Sprintf("Messages are due at a rate of their own, whatever became of those before (an open loop). " +
			"Latency is one way: it counts from the time at which a message was due until the receiver has it. p50, " +
			"p99: what half, and 99 of 100, of a sample's messages do not exceed. CPU/msg: CPU time of the receiver " +
			"per message. cores: the receiver's CPU time ÷ wall time (1.0 is one CPU fully used). late: the share of " +
			"messages that left the sender more than one gap after they were due. Medians over samples."),
		Keys: titles(p, use),
	}
	rates := ratesOf(curves)
	for _, r := range rates {
		t.Groups = append(t.Groups, table.Group{Title: p.Sprintf("at %s", RateName(p, r)), Columns: columns(p, r, each)})
	}
	f := tables.NewFigures(p)
	missed, some, shares := false, false, false
	for _, c := range curves {
		row := table.Row{Keys: cells(use, c.Way), Cells: make([][]string, len(rates))}
		for _, point := range c.Points {
			row.Cells[slices.Index(rates, point.Rate)] = texts(p, &f, point, each)
			missed = missed || !point.Held.All()
			some = some || !point.Held.All() && point.Held.Held > 0
			shares = shares || point.Percent > 0
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = append(f.Notes(each), keyNotes(p, use)...)
	if missed {
		t.Notes = append(t.Notes,
			p.Sprintf("not held: the messages did not arrive as fast as they were due, but so many percent "+
				"slower. Latencies would only say how long the pass was."))
	}
	if some {
		t.Notes = append(t.Notes, p.Sprintf("held 2/3: two of three samples held the rate. There are no latencies: "+
			"those of the samples that held it would flatter."))
	}
	if shares {
		t.Notes = append(t.Notes, p.Sprintf("A rate in percent is a share of the messages that the same ends carry "+
			"as fast as they can, so each row has a rate of its own; due/s says what it came to."))
	}
	t.Notes = append(t.Notes, jitter.Notes(p, m, m.Of(schema.Paced))...)
	return t
}

// titled is a title with the size, where there is only one.
func titled(title string, curves []Curve) string {
	first := curves[0].Size
	if first == 0 || slices.ContainsFunc(curves, func(c Curve) bool { return c.Size != first }) {
		return title
	}
	return title + ", " + quantity.Size(first)
}

// ratesOf are all rates: those in messages a second first, then the shares.
func ratesOf(curves []Curve) (rates []benchname.Rate) {
	for _, c := range curves {
		for _, p := range c.Points {
			if !slices.Contains(rates, p.Rate) {
				rates = append(rates, p.Rate)
			}
		}
	}
	slices.SortFunc(rates, func(a, b benchname.Rate) int {
		return cmp.Or(cmp.Compare(a.Percent, b.Percent), cmp.Compare(a.PerSecond, b.PerSecond))
	})
	return rates
}

// RateName is a rate in words.
func RateName(p *words.Printer, r benchname.Rate) string {
	if r.Percent > 0 {
		return p.Sprintf("%s %% of the throughput", quantity.Whole(r.Percent))
	}
	return quantity.Rate(r.PerSecond) + "/s"
}

func columns(p *words.Printer, r benchname.Rate, each bool) []string {
	list := []string{p.Sprintf("p50"), p.Sprintf("p99"), p.Sprintf("CPU/msg"), p.Sprintf("cores"), p.Sprintf("late")}
	if r.Percent > 0 {
		list = append([]string{p.Sprintf("due/s")}, list...)
	}
	if each {
		list = append(list, "n")
	}
	return list
}

// texts are what a row shows of a rate.
func texts(words *words.Printer, f *tables.Figures, p Point, each bool) (list []string) {
	if p.Percent > 0 {
		list = append(list, quantity.Frequency(p.Due, 0.02*p.Due))
	}
	sign := f.Sign(p.Cell)
	if p.Held.All() {
		list = append(list, sign+f.Quantile(p.Cell, schema.P50Sec), f.Quantile(p.Cell, schema.P99Sec))
	} else {
		list = append(list, sign+held(words, p.Held), fmt.Sprintf("−%.0f %%", max(1, 100*p.Held.Missed)))
	}
	list = append(list,
		tables.Printed(p.Cell, schema.CPUSecPerOp, quantity.Duration),
		tables.Printed(p.Cell, schema.RecvCores, quantity.Count),
		tables.Printed(p.Cell, schema.LatePercent, percent))
	if each {
		list = append(list, tables.SamplesOf(p.Cell))
	}
	return list
}

func held(p *words.Printer, h results.Held) string {
	if h.Held == 0 {
		return p.Sprintf("not held")
	}
	return p.Sprintf("held %s/%s", strconv.Itoa(h.Held), strconv.Itoa(h.Of))
}

// percent prints a share that is given in percent.
func percent(v, _ float64) string {
	switch {
	case v == 0:
		return "0 %"
	case v < 0.1:
		return "<0.1 %"
	case v < 9.95:
		return strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0") + " %"
	}
	return fmt.Sprintf("%.0f %%", v)
}
