// Package compare compares two result files with golang.org/x/perf: benchproc says which samples belong together,
// benchmath whether they differ. Files that were measured at different times also differ by what the machine did then;
// the gate (package gate) measures both in one sitting.
package compare

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchunit"

	"ipcbench/internal/schema"
	"ipcbench/internal/stat"
	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/state"
)

const confidence = 0.95

// ErrNothing says that an input held nothing to compare; the problems say why.
var ErrNothing = errors.New("nothing to compare")

// Options say what to compare.
type Options struct {
	Old, New resultfile.Input
	Labels   [2]string // of their columns
	By       string    // what makes a row: a projection of benchproc, such as .fullname or /mech,/size
	Filter   string    // which results: a filter of benchproc, * for all
	Units    []string  // tidied or not
	Despite  []string  // settings in which the files may differ
	Alpha    float64   // at which a difference is one, corrected for the number of rows

	// SameClock compares times and rates at the clock rate that the CPUs had in most samples of Old.
	SameClock bool
}

// Comparison is the result.
type Comparison struct {
	Options
	Apart    []string // settings that are part of a row's key
	Rows     []Row
	OnlyOld  int // rows that the other has not
	OnlyNew  int
	Problems []resultfile.Problem // of both files, whatever became of the comparison
	Failures []resultfile.Failure

	fields []string   // keys that By asks for
	missed []string   // units that neither file has
	rates  [2]float64 // of the CPUs' clock
	said   string     // of these
}

// Run reads both files and compares them. The comparison is never nil: it has what is wrong with the files also when
// there is an error.
func Run(o Options) (*Comparison, error) {
	c := &Comparison{Options: o}
	old, oldErr := c.read(o.Old)
	new, newErr := c.read(o.New)
	if err := cmp.Or(oldErr, newErr); err != nil {
		return c, err
	}
	if err := cmp.Or(c.checkKeys(old, new), o.sameMachine(old, new)); err != nil {
		return c, err
	}
	c.Apart = c.apart(old, new)
	splits := c.splits(old, new)
	if len(splits) > 0 {
		c.Apart = append(c.Apart, states)
	}
	tidied := make([]string, len(o.Units))
	for i, name := range o.Units {
		_, tidied[i] = benchunit.Tidy(1, name)
	}
	for i, name := range o.Units {
		if !old.unitsThere[tidied[i]] && !new.unitsThere[tidied[i]] {
			c.missed = append(c.missed, name)
		}
	}
	c.rates = [2]float64{old.rate(), new.rate()}
	if err := c.checkClock(); err != nil {
		return c, err
	}
	at := 0.0
	if c.SameClock {
		at = c.rates[0]
	}
	before, after := old.rows(c.Apart, splits, tidied, at), new.rows(c.Apart, splits, tidied, at)
	c.Rows = compareRows(before, after, tidied, new.units)
	c.OnlyOld, c.OnlyNew = before.without(after), after.without(before)
	if len(c.Rows) == 0 {
		return c, c.nothingInCommon(old, new, splits)
	}
	c.correct()
	c.said = c.clock(func() []Row {
		at := c.rates[0]
		before, after := old.rows(c.Apart, splits, tidied, at), new.rows(c.Apart, splits, tidied, at)
		return compareRows(before, after, tidied, new.units)
	})
	return c, nil
}

// compareRows compares what both files have, unit by unit.
func compareRows(before, after rows, units []string, known benchfmt.UnitMetadataMap) (list []Row) {
	for _, unit := range units {
		for _, key := range before.keys {
			if row, ok := compare(key, unit, before.of(key)[unit], after.of(key)[unit], known); ok {
				list = append(list, row)
			}
		}
	}
	return list
}

// nothingInCommon says why no row is in both files, and the remedy.
func (c *Comparison) nothingInCommon(old, new *samples, splits []state.Split) error {
	why := fmt.Sprintf("%s and %s have no row in common with %s",
		c.Old.Name, c.New.Name, strings.Join(c.Units, " or "))
	before, after := suffixes(old), suffixes(new)
	switch {
	case len(c.missed) == len(c.Units):
		return fmt.Errorf("--unit=%s: neither file has it%s; there are %s",
			strings.Join(c.missed, ","), c.whyMissed(), old.unitNames())
	case len(splits) > 0 && !overlap(old.states(splits), new.states(splits)):
		return fmt.Errorf("%s: the machine was in other states when it was measured: %s there and %s here "+
			"(to compare all the same: --despite=state)", why, named(old.states(splits)), named(new.states(splits)))
	case slices.Contains(c.Apart, pkg):
		return fmt.Errorf("%s: packages are kept apart, and they are %s there and %s here "+
			"(to compare all the same: --despite=pkg)", why, named(old.values[pkg]), named(new.values[pkg]))
	case !slices.Equal(before, after):
		return fmt.Errorf("%s: names end in %s there and in %s here, which is GOMAXPROCS (to compare all the same: "+
			"--despite=gomaxprocs)", why, strings.Join(before, ", "), strings.Join(after, ", "))
	}
	return fmt.Errorf("%s; choose what makes a row by --by, such as --by=/mech,/wait,/size", why)
}

// whyMissed says why a quantile may be missing although the files give it.
func (c *Comparison) whyMissed() string {
	isQuantile := func(name string) bool {
		unit, _ := schema.UnitNamed(name)
		return unit.Needs > 0
	}
	if slices.ContainsFunc(c.missed, isQuantile) {
		return " (a quantile needs ten readings beyond it)"
	}
	return ""
}

// correct corrects the p-values of each unit for the number of its rows.
func (c *Comparison) correct() {
	for _, unit := range c.Units {
		_, unit = benchunit.Tidy(1, unit)
		var at []int
		var p []float64
		for i, r := range c.Rows {
			if r.Unit == unit && !math.IsNaN(r.P) {
				at, p = append(at, i), append(p, r.P)
			}
		}
		for i, corrected := range stat.Holm(p) {
			c.Rows[at[i]].P = corrected
		}
	}
}

// Remarks say what is not in the tables.
func (c *Comparison) Remarks() (list []string) {
	for _, f := range c.Failures {
		name := f.Name
		if name == "" {
			name = "the run"
		}
		list = append(list, fmt.Sprintf("FAIL in %s: %s: %s", f.File, name, f.Text))
	}
	if said := strings.TrimSpace(c.agreement() + " " + c.said); said != "" {
		list = append(list, said)
	}
	if len(c.missed) > 0 {
		list = append(list, fmt.Sprintf("Neither file has %s%s.", strings.Join(c.missed, ", "), c.whyMissed()))
	}
	if c.OnlyOld+c.OnlyNew > 0 {
		list = append(list, fmt.Sprintf("Only %s has %d rows, only %s has %d.", c.Old.Name, c.OnlyOld, c.New.Name,
			c.OnlyNew))
	}
	return list
}
