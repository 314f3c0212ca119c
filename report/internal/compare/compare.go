// Package compare sets two result files against each other by golang.org/x/perf: benchproc says which samples belong together,
// benchmath whether they differ. What was measured at different times differs by what the machine did then, too: the gate (package gate)
// measures both in one sitting.
package compare

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"strings"

	"golang.org/x/perf/benchunit"

	"ipcbench/internal/stat"
	"ipcbench/report/internal/results"
)

const confidence = 0.95

// ErrNothing says that an input held nothing to compare; the problems say why.
var ErrNothing = errors.New("nothing to compare")

// Options say what to compare.
type Options struct {
	Old, New results.Input
	By       string   // what makes a row: a projection of benchproc, such as .fullname or /mech,/size
	Filter   string   // which results: a filter of benchproc, * for all
	Units    []string // tidied or not
	Despite  []string // settings in which the files may differ
	Alpha    float64  // at which a difference is one, corrected for the number of rows
}

// Comparison is the whole.
type Comparison struct {
	Options
	Rows     []Row
	OnlyOld  int // rows that the other has not
	OnlyNew  int
	Problems []results.Problem // of both files, whatever became of the comparison
	Failures []results.Failure
}

// Run reads and compares. The comparison is never nil: what is wrong with the files is in it also when there is an
// error.
func Run(o Options) (*Comparison, error) {
	c := &Comparison{Options: o}
	old, oldErr := c.read(o.Old)
	new, newErr := c.read(o.New)
	if err := cmp.Or(oldErr, newErr); err != nil {
		return c, err
	}
	if err := o.sameMachine(old, new); err != nil {
		return c, err
	}
	for _, unit := range o.Units {
		_, unit = benchunit.Tidy(1, unit)
		for _, key := range old.keys {
			if row, ok := compare(key, unit, old.values[key][unit], new.values[key][unit], new.units); ok {
				c.Rows = append(c.Rows, row)
			}
		}
	}
	for _, key := range old.keys {
		if new.values[key] == nil {
			c.OnlyOld++
		}
	}
	for _, key := range new.keys {
		if old.values[key] == nil {
			c.OnlyNew++
		}
	}
	if len(c.Rows) == 0 {
		return c, fmt.Errorf("%s and %s have no row in common with %s", o.Old.Name, o.New.Name, strings.Join(o.Units,
			" or "))
	}
	c.correct()
	return c, nil
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
	if c.OnlyOld+c.OnlyNew > 0 {
		list = append(list, fmt.Sprintf("Only %s has %d rows, only %s has %d.", c.Old.Name, c.OnlyOld, c.New.Name,
			c.OnlyNew))
	}
	return list
}
