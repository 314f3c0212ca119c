package resultfile

import (
	"math"
	"strings"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchunit"

	"ipcbench/internal/schema"
)

// A form is all that the units of a benchmark line say of it, whatever its values are. Most lines of a file have the
// form of an earlier line of the same benchmark, and are not taken apart again.
type form struct {
	written []string // the units as the file has them
	tidied  []string // the same ones, tidied
	known   []known  // what is known of them

	// What trim looks for: whether there is a timed pass, and where its readings stand; -1 if they do not.
	timed            bool
	readings, shared int
}

// known is what package schema knows of a unit.
type known struct {
	listed   bool
	positive bool
	highest  float64
	needs    int
}

// forms are those of a file, by their units as written.
type forms map[string]*form

// maxForms is how many are remembered here, to be shared by several benchmarks.
const maxForms = 1000

// of is the form of a line.
func (all forms) of(res *benchfmt.Result) *form {
	units := make([]string, len(res.Values))
	for i, v := range res.Values {
		units[i] = written(v)
	}
	key := strings.Join(units, " ")
	f := all[key]
	if f == nil {
		if len(all) == maxForms {
			clear(all)
		}
		f = newForm(units)
		all[key] = f
	}
	return f
}

func newForm(units []string) *form {
	f := &form{written: units, readings: -1, shared: -1}
	for i, text := range units {
		_, tidied := benchunit.Tidy(1, text)
		u, listed := schema.UnitNamed(tidied)
		f.tidied = append(f.tidied, tidied)
		f.known = append(f.known, known{listed, u.Positive, u.Highest, u.Needs})
		switch {
		case u.Name == schema.Readings:
			f.readings = i
		case u.Name == schema.OpsPerClock:
			f.shared = i
		case u.Name == schema.MaxNs || u.Needs > 0:
			f.timed = true
		}
	}
	return f
}

// fits tells whether a line is of the form.
func (f *form) fits(res *benchfmt.Result) bool {
	if len(f.written) != len(res.Values) {
		return false
	}
	for i := range res.Values {
		if f.written[i] != written(res.Values[i]) {
			return false
		}
	}
	return true
}

// believable tells whether all values of a line of the form can be true.
func (f *form) believable(res *benchfmt.Result) bool {
	for i := range res.Values {
		if !f.known[i].believable(res.Values[i].Value) {
			return false
		}
	}
	return true
}

// believable tells whether a value can be true in a unit.
func (u *known) believable(value float64) bool {
	if math.IsNaN(value) || math.IsInf(value, 0) {
		return false
	}
	return !u.listed || value >= 0 && value <= u.highest && !(u.positive && value == 0)
}

// written is a unit as its file gives it.
func written(v benchfmt.Value) string {
	if v.OrigUnit != "" {
		return v.OrigUnit
	}
	return v.Unit
}
