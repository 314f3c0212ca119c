package fleet

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"ipcbench/internal/stat"
	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/tables"
	"ipcbench/report/internal/words"
)

const (
	mostDeviating  = 10 // machines in the table
	fewestMachines = 4  // of fewer, no one is the usual machine
	fewestOfCell   = 3  // machines that must have a cell
)

// A deviation is how a machine differs from the usual one.
type deviation struct {
	member Member
	times  float64 // the median over its cells of how many times as slow it is as the median machine
	cells  int
	worst  *results.Cell // the cell in which it deviates most, and how many times as slow it is there
	most   float64
}

// Deviating is the table of the machines that deviate most from the others, over all cells; false of fewer than four.
func Deviating(p *words.Printer, members []Member) (table.Table, bool) {
	if len(members) < fewestMachines {
		return table.Table{}, false
	}
	list := deviations(members)
	more := max(0, len(list)-mostDeviating)
	t := table.Table{
		Title: p.Sprintf("Machines that deviate most"),
		Legend: p.Sprintf("×: how many times as slow the machine is as the median of all machines: the median over " +
			"its cells, of all patterns and sizes; below 1 it is faster. most in: the cell in which it deviates " +
			"most, and × there. differs in: its settings that most other machines have not."),
		Keys: []string{p.Sprintf("Machine")},
		Groups: []table.Group{
			{Columns: []string{"×", p.Sprintf("cells"), p.Sprintf("× there")}},
			{Columns: []string{p.Sprintf("most in")}, Text: true},
			{Columns: []string{p.Sprintf("differs in")}, Text: true},
		},
	}
	if members[0].Between {
		t.Title = p.Sprintf("%s, between hosts", t.Title)
	}
	usual := usualSettings(members)
	for _, d := range list[:len(list)-more] {
		t.Rows = append(t.Rows, table.Row{Keys: []string{d.member.Name}, Cells: [][]string{
			{ratio(d.times), fmt.Sprint(d.cells), ratio(d.most)},
			{tables.CellName(d.worst)}, {cmp.Or(unusual(p, d.member, usual), table.Missing)},
		}})
	}
	if more > 0 {
		t.Notes = append(t.Notes, p.Sprintf("%s other machines deviate less.", strconv.Itoa(more)))
	}
	return t, len(t.Rows) > 0
}

// ratio prints with two decimals what is near 1: machines of one make differ by percents.
func ratio(v float64) string {
	if v < 9.95 {
		return fmt.Sprintf("%.2f", v)
	}
	return quantity.Times(v)
}

// cellKey is what a cell has in common with its like on other machines.
type cellKey struct {
	pattern string
	series  benchname.Series
	size    int64
}

// deviations are those of all machines that share cells with others, the largest first.
func deviations(members []Member) (list []deviation) {
	type measured struct {
		key   cellKey
		cell  *results.Cell
		value float64 // the logarithm of how slow it is
	}
	of := make([][]measured, len(members))
	all := map[cellKey][]float64{}
	for i, m := range members {
		for _, c := range m.All() {
			unit, sign := unitOf(c.Pattern())
			if v, ok := figure(c, unit); ok {
				one := measured{cellKey{c.Pattern(), c.Series, c.Size}, c, sign * math.Log(v)}
				of[i] = append(of[i], one)
				all[one.key] = append(all[one.key], one.value)
			}
		}
	}
	usual := map[cellKey]float64{}
	for key, values := range all {
		if len(values) >= fewestOfCell {
			usual[key] = stat.Median(values)
		}
	}
	for i, m := range members {
		d := deviation{member: m, most: 1}
		var logs []float64
		far := -1.0
		for _, one := range of[i] {
			median, ok := usual[one.key]
			if !ok {
				continue
			}
			log := one.value - median
			logs = append(logs, log)
			if math.Abs(log) > far {
				far, d.worst, d.most = math.Abs(log), one.cell, math.Exp(log)
			}
		}
		if len(logs) > 0 {
			d.times, d.cells = math.Exp(stat.Median(logs)), len(logs)
			list = append(list, d)
		}
	}
	slices.SortStableFunc(list, func(a, b deviation) int {
		return -cmp.Or(cmp.Compare(math.Abs(math.Log(a.times)), math.Abs(math.Log(b.times))),
			cmp.Compare(math.Abs(math.Log(a.most)), math.Abs(math.Log(b.most))))
	})
	return list
}

// usualSettings are the values of settings that more than half of the machines have.
func usualSettings(members []Member) map[string]string {
	usual := map[string]string{}
	for _, key := range results.Identity() {
		count := map[string]int{}
		for _, m := range members {
			v := m.Get(key)
			if count[v]++; 2*count[v] > len(members) {
				usual[key] = v
				break
			}
		}
	}
	return usual
}

// unusual are the settings in which a machine differs from what most have. A name is no setting.
func unusual(p *words.Printer, m Member, usual map[string]string) string {
	none := p.Sprintf("none")
	var parts []string
	for _, key := range results.Identity() {
		v := m.Get(key)
		if most, ok := usual[key]; ok && v != most && key != "host" && key != results.OtherHost {
			parts = append(parts, p.Sprintf("%s: %s (most: %s)", key, cmp.Or(v, none), cmp.Or(most, none)))
		}
	}
	return strings.Join(parts, " · ")
}
