package tables

import (
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

// ofTime tells whether a tidied unit is one of time, in seconds.
func ofTime(unit string) bool {
	return strings.HasSuffix(unit, "sec") || strings.HasSuffix(unit, "sec/op")
}

// TitleOf heads the column of a tidied unit. The figures in a column of times say their unit themselves.
func TitleOf(p *words.Printer, unit string) string {
	switch {
	case unit == schema.SecPerOp:
		return p.Sprintf("time/op")
	case strings.HasSuffix(unit, "-sec"), strings.HasSuffix(unit, "-sec/op"):
		return strings.Replace(unit, "-sec", "", 1)
	}
	return schema.UnitName(unit)
}

// FormOf is how figures in a tidied unit are printed.
func FormOf(unit string) form {
	switch {
	case ofTime(unit):
		return quantity.Duration
	case unit == schema.BytesPerSec:
		return quantity.Throughput
	}
	return quantity.Number
}

// columnOf is the column of a tidied unit, whatever it is.
func columnOf(p *words.Printer, unit string) column {
	if listed, _ := schema.UnitNamed(unit); listed.Needs > 0 {
		return quantileColumn(p, unit)
	}
	return inUnit(TitleOf(p, unit), unit, FormOf(unit))
}

// unitsOf are the units that the cells have figures in: the listed ones in their order, then the others by name.
func unitsOf(cells []*results.Cell) (units []string) {
	for _, c := range cells {
		for _, unit := range c.Units() {
			if !slices.Contains(units, unit) {
				units = append(units, unit)
			}
		}
	}
	slices.Sort(units)
	position := func(unit string) int {
		listed, ok := schema.UnitNamed(unit)
		if !ok {
			return len(schema.Units)
		}
		return slices.Index(schema.Units, listed)
	}
	slices.SortStableFunc(units, func(a, b string) int { return position(a) - position(b) })
	return units
}

// unlisted keeps the units that package schema does not list.
func unlisted(units []string) []string {
	return slices.DeleteFunc(slices.Clone(units), func(unit string) bool {
		_, listed := schema.UnitNamed(unit)
		return listed
	})
}

// betterWords say which values of the units that package schema does not list are better, if the files say it.
func betterWords(p *words.Printer, units []string, said benchfmt.UnitMetadataMap) (text string) {
	for _, unit := range unlisted(units) {
		if better := schema.Better(said.GetBetter(unit)); better != schema.Neither {
			text += " " + p.Sprintf("%s: %s is better.", TitleOf(p, unit), words.Term(p, "better", better.String()))
		}
	}
	return text
}
