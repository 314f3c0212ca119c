package results

import (
	"slices"
	"strconv"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/internal/stat"
	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/columns"
)

// Cell holds the samples of one pattern, series and size on one machine. Units are tidied wherever one is asked for.
type Cell struct {
	Series benchname.Series
	Size   int64 // bytes; 0 for none

	// Elsewhere says that no sample is of the machine's state that is shown, so that all of them make the figures.
	Elsewhere bool

	Disturbed int            // samples beyond any of Limits
	Over      map[string]int // and how many of them beyond the limit of a unit
	Apart     int            // samples whose two passes lie further apart than PassesLimit
	// ClocksApart counts the samples whose two clocks lie further apart than ClocksLimit.
	ClocksApart int

	key   cellKey
	plain benchname.Series // without the package
	pkg   string
	place string
	looks *stat.Schedule // by which a sitting decided how many samples there are; nil if none did

	// The samples of every state: their figures, the rounds they were taken in, and whether they are beyond any of
	// Limits.
	table     columns.Table
	rounds    []*Round
	disturbed []bool

	shown []bool // which of them are of the state that is shown; nil if all are. See [Set.ShowStates]
	n     int    // how many are

	estimates map[estimateOf]Estimate // made already, of what is shown
}

type cellKey struct {
	pattern string
	series  benchname.Series
	size    int64
	procs   int
	pkg     string
}

// Pattern is the name of the cell's pattern.
func (c *Cell) Pattern() string { return c.key.pattern }

// Units are the tidied units in which at least one sample has a figure, in alphabetical order.
func (c *Cell) Units() []string {
	var have []string
	for _, unit := range c.table.Units() {
		column := c.table.Column(unit)
		for i := range c.samples() {
			if _, ok := column.At(i); ok {
				have = append(have, unit)
				break
			}
		}
	}
	slices.Sort(have)
	return have
}

// Steps are the mechanism's own steps for which the cell has figures, and their units.
func (c *Cell) Steps() (names, units []string) {
	for _, unit := range c.Units() {
		if step, ok := schema.StepOf(unit); ok {
			names, units = append(names, step), append(units, unit)
		}
	}
	return names, units
}

// Worst is the highest value of the samples in a unit, 0 when there are none.
func (c *Cell) Worst(unit string) (worst float64) {
	column := c.table.Column(unit)
	for i := range c.samples() {
		v, _ := column.At(i)
		worst = max(worst, v)
	}
	return worst
}

// Name is the benchmark's name as Go prints it, with its keys in the usual order and without the suffix for GOMAXPROCS.
// Where another package has a benchmark of the same name, the package is the last key.
func (c *Cell) Name() string { return c.name(c.Series) }

// PlainName is Name without a package.
func (c *Cell) PlainName() string { return c.name(c.plain) }

// Package is the benchmark's package, "" where the file does not say.
func (c *Cell) Package() string { return c.pkg }

func (c *Cell) name(s benchname.Series) string {
	size := ""
	if c.Size > 0 {
		size = strconv.FormatInt(c.Size, 10)
	}
	first, last := "", ""
	pattern, _ := schema.PatternNamed(c.key.pattern)
	for word := range strings.FieldsSeq(s.Extra) {
		if key, _, _ := strings.Cut(word, "="); len(pattern.Keys) > 0 && pattern.Keys[0].Name == key {
			first += "/" + word
		} else {
			last += "/" + word
		}
	}
	name := "Benchmark" + c.key.pattern + first
	for _, kv := range [][2]string{
		{schema.KeyMech, s.Mech}, {schema.KeyWait, s.Wait}, {schema.KeyPlace, s.Place}, {schema.KeySize, size},
		{schema.KeyScope, s.Scope},
	} {
		if kv[1] != "" {
			name += "/" + kv[0] + "=" + kv[1]
		}
	}
	return name + last
}
