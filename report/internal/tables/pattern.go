package tables

import (
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/jitter"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// made are the tables that were made for a pattern.
var made = map[string]func(*words.Printer, *results.Machine) (table.Table, bool){
	schema.Latency:    Latency,
	schema.Throughput: Throughput,
	schema.Duplex:     Duplex,
	schema.Setup:      Setup,
}

// Pattern is the table of a pattern; false when the machine has nothing of it, or another package has its tables. A
// pattern for which no table was made has one with all its units: what package schema says of them and, where that is
// nothing, what the files say.
func Pattern(
	p *words.Printer, m *results.Machine, pattern string, said benchfmt.UnitMetadataMap,
) (table.Table, bool) {
	if pattern == schema.Paced {
		return table.Table{}, false // of package paced: one rate must not be compared with another
	}
	if own := made[pattern]; own != nil {
		return own(p, m)
	}
	return plain(p, m, pattern, said)
}

// widest is how many columns of a size stand side by side in a table that was not made for its pattern.
const widest = 8

// plain is the table of a pattern by its units alone.
func plain(
	p *words.Printer, m *results.Machine, pattern string, said benchfmt.UnitMetadataMap,
) (table.Table, bool) {
	units := unitsOf(m.Of(pattern))
	main, sign := mainUnit(pattern, units)
	var own []string
	for _, unit := range units {
		if unit != main && !common(unit) {
			own = append(own, unit)
		}
	}
	if main == "" {
		if len(own) == 0 {
			return table.Table{}, false
		}
		main, own = own[0], own[1:]
	}
	b := bySize{
		pattern: pattern, title: words.Term(p, "pattern", pattern), keys: keysFor(m, pattern), most: widest, words: p,
		legend: p.Sprintf("This report knows no more of the pattern than the files say."),
		main:   main, heading: TitleOf(p, main), form: FormOf(main), sign: sign,
		notes: jitter.Notes(p, m, m.Of(pattern)),
	}
	if listed, ok := schema.PatternNamed(pattern); ok {
		b.legend = p.Sprintf("An op is %s.", words.Term(p, "op", strings.ReplaceAll(listed.Op, "`", "")))
	}
	b.legend += " " + p.Sprintf("Medians over samples.")
	switch {
	case sign > 0:
		b.legend += " " + p.Sprintf("×: how many times the %s of the lowest of the column, whose × is 1. Lowest first.",
			b.heading)
	case sign < 0:
		b.legend += " " + lead(p) + " " + p.Sprintf("Highest first.")
	}
	b.legend += betterWords(p, append([]string{main}, own...), said)
	for _, unit := range own {
		b.columns = append(b.columns, columnOf(p, unit))
	}
	return b.table(m)
}

// mainUnit is the tidied unit by which the cells of a pattern are ranked, with 1 where less of it is better and -1
// where more is; "" and 0 where nothing ranks them.
func mainUnit(pattern string, units []string) (unit string, sign float64) {
	listed, ok := schema.PatternNamed(pattern)
	if !ok {
		listed.Rank = schema.NsPerOp // what Go itself measures
	}
	rank, _ := schema.UnitNamed(listed.Rank)
	if !slices.Contains(units, rank.Tidy()) {
		return "", 0
	}
	return rank.Tidy(), -float64(rank.Better)
}

// common tells whether results of every pattern have a unit. Other tables show those: CPU cost, floors, disturbances.
func common(unit string) bool {
	return slices.ContainsFunc(schema.Common(), func(u schema.Unit) bool { return u.Tidy() == unit })
}

// Further is the table of the units that package schema does not list, of a pattern for which a table was made; false
// when there are none.
func Further(
	p *words.Printer, m *results.Machine, pattern string, said benchfmt.UnitMetadataMap,
) (table.Table, bool) {
	units := unlisted(unitsOf(m.Of(pattern)))
	if len(units) == 0 || made[pattern] == nil && pattern != schema.Paced {
		return table.Table{}, false
	}
	b := bySize{
		pattern: pattern, title: p.Sprintf("%s, further units", words.Term(p, "pattern", pattern)), keys: keysOf(m),
		most: widest, words: p,
		legend: p.Sprintf("Figures in units of which this report knows no more than the files say: medians over "+
			"samples.") + betterWords(p, units, said),
		main: units[0], heading: TitleOf(p, units[0]), form: FormOf(units[0]),
	}
	for _, unit := range units[1:] {
		b.columns = append(b.columns, columnOf(p, unit))
	}
	return b.table(m)
}
