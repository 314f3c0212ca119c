package paced

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/rank"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/tables"
	"ipcbench/report/internal/words"
)

// breakEvens is the table of each way to wait beside block: from which rate on it costs less CPU time, and at which it
// is faster; false if there is nothing to compare.
func breakEvens(p *words.Printer, curves []Curve) (table.Table, bool) {
	latency := []string{p.Sprintf("lower at"), p.Sprintf("higher at"), p.Sprintf("lowest")}
	t := table.Table{
		Title: titled(p.Sprintf("Where spinning pays, beside wait=block"), curves),
		Legend: p.Sprintf("CPU/msg: the receiver's CPU time per message. less from: the rate from which on it is " +
			"less than with block, read off between measured rates on logarithmic scales, and in brackets the " +
			"measured rates between which it certainly lies. lowest, highest: how many times block's it is at the " +
			"lowest and the highest rate that both held. p50, p99: at which measured rates the latency is lower than " +
			"with block, at which it is higher, and how many times block's it is at the lowest rate that has it. " +
			"highest held: the highest measured rate that every sample held, with ≥ if none above it was measured. " +
			"Rates are in messages a second, figures medians over samples."),
		Groups: []table.Group{
			{Title: p.Sprintf("CPU/msg"), Columns: []string{p.Sprintf("less from"), p.Sprintf("lowest"), p.Sprintf("highest")}},
			{Title: p.Sprintf("p50"), Columns: latency},
			{Title: p.Sprintf("p99"), Columns: latency},
			{Title: p.Sprintf("highest held"), Columns: []string{schema.Block, p.Sprintf("this")}},
		},
	}
	bases := map[Way]Curve{}
	for _, c := range curves {
		if c.Wait == schema.Block {
			bases[c.Way] = c
		}
	}
	others := slices.DeleteFunc(slices.Clone(curves), func(c Curve) bool {
		_, ok := bases[c.Sleeping()]
		return !ok || c.Wait == schema.Block || c.Wait == schema.Poll
	})
	if len(others) == 0 {
		return t, false
	}
	use := keysOf(others)
	t.Keys = titles(p, use)
	doubtful := false
	for _, c := range others {
		base := bases[c.Sleeping()]
		cpu := Differences(c, base, schema.CPUSecPerOp)
		row := []string{doubt(cpu) + Break(cpu).in(p), table.Missing, table.Missing}
		if len(cpu) > 0 {
			row[1], row[2] = cpu[0].times(), cpu[len(cpu)-1].times()
		}
		groups := [][]string{row}
		for _, unit := range []string{schema.P50Sec, schema.P99Sec} {
			list := Differences(c, base, unit)
			groups = append(groups, latencies(p, list))
			doubtful = doubtful || doubt(list) != ""
		}
		doubtful = doubtful || doubt(cpu) != ""
		t.Rows = append(t.Rows, table.Row{
			Keys: cells(use, c.Way), Cells: append(groups, []string{highest(base), highest(c)}),
		})
	}
	t.Notes = []string{
		rank.Tied + ": " + p.Sprintf("not told apart from block, at 5 %% for each rate by itself; it takes three "+
			"samples of each to tell anything apart. Such a rate stands in no list of rates."),
		p.Sprintf("< and >: it costs less than block at this measured rate already, or still more at this one, and " +
			"no measured rate says where that ends."),
		p.Sprintf("A receiver that spins uses the whole of its CPU, and one thread that sleeps cannot use more: at a " +
			"rate that both hold, wait=spin costs as much as block at best, where block has no time left to sleep."),
		table.Missing + ": " + p.Sprintf("no rate that both held, or too few readings for the quantile."),
	}
	t.Notes = append(t.Notes, keyNotes(p, use)...)
	if doubtful {
		t.Notes = append(t.Notes, tables.Doubtful+
			": "+p.Sprintf("among the rates is one of which others disturbed more than half of "+
			"the samples, or none is of the machine's state that is shown."))
	}
	return t, true
}

// doubt is the sign before what is read off differences of which some is doubtful.
func doubt(list []Difference) string {
	if slices.ContainsFunc(list, func(d Difference) bool { return d.Doubtful }) {
		return tables.Doubtful
	}
	return ""
}

// noDifference is what stands where nothing is told apart.
func noDifference(p *words.Printer) string { return p.Sprintf("no difference") }

// in is the break-even as a table in a language has it.
func (b BreakEven) in(p *words.Printer) string {
	switch {
	case !b.Known:
		return table.Missing
	case b.From == 0 && b.To == 0:
		return noDifference(p)
	case b.Again:
		return p.Sprintf("no one rate")
	case b.From == 0:
		return "< " + quantity.Rate(b.To)
	case b.To == 0:
		return "> " + quantity.Rate(b.From)
	}
	between := p.Sprintf("%s to %s", quantity.Rate(b.From), quantity.Rate(b.To))
	if math.IsNaN(b.Rate) {
		return between
	}
	return quantity.Frequency(b.Rate, b.Rate/3) + " (" + between + ")"
}

// times is a ratio with the sign of one that is not certain.
func (d Difference) times() string {
	text := quantity.Times(d.Ratio)
	if d.Ratio < 0.95 {
		text = quantity.Count(d.Ratio, 0)
	}
	text += " ×"
	if d.Sign == 0 {
		return rank.Tied + text
	}
	return text
}

// latencies are the rates at which a latency is lower, those at which it is higher, and the ratio at the lowest.
func latencies(p *words.Printer, list []Difference) []string {
	if len(list) == 0 {
		return []string{table.Missing, table.Missing, table.Missing}
	}
	none := p.Sprintf("none")
	lower, higher := cmp.Or(ranges(p, list, -1), none), cmp.Or(ranges(p, list, 1), none)
	if lower == none && higher == none {
		lower = noDifference(p)
	}
	return []string{doubt(list) + lower, higher, list[0].times()}
}

// ranges are the rates at which the differences have a sign: runs of neighbours as "100 to 10 k"; "" if
// there are none.
func ranges(p *words.Printer, list []Difference, sign int) string {
	var runs []string
	for i := 0; i < len(list); i++ {
		first := i
		for i < len(list) && list[i].Sign == sign {
			i++
		}
		switch i - first {
		case 0:
		case 1:
			runs = append(runs, quantity.Rate(list[first].Rate))
		default:
			runs = append(runs, p.Sprintf("%s to %s", quantity.Rate(list[first].Rate), quantity.Rate(list[i-1].Rate)))
		}
	}
	return strings.Join(runs, ", ")
}

// highest is the highest rate that a curve held.
func highest(c Curve) string {
	p, last, ok := c.Highest()
	if !ok {
		return table.Missing
	}
	text := quantity.Rate(p.Due)
	if p.Percent > 0 {
		text = quantity.Frequency(p.Due, 0.02*p.Due)
	}
	if last {
		text = "≥ " + text
	}
	return text
}
