package results

import (
	"slices"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchunit"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/columns"
	"ipcbench/report/internal/text"
)

// figures are those of one benchmark line.
type figures struct {
	row     []columns.Figure
	above   bool             // one of them is above its limit; see Limits
	units   map[string]*unit // met in the file and taken, by what benchfmt calls them
	unknown map[string]bool  // the tidied ones among them that are not listed
}

// A unit is one of a file.
type unit struct {
	name   string // as benchfmt has it, who leaves that of a zero untidied
	tidied string
	limit  float64
	next   *unit // the one that came after it last
}

// maxUnits is how many units of a file that are not listed get a column.
const maxUnits = 20

// take takes the measurements of a line. A unit that is not listed is taken as it is, unless its name is not fit to be
// shown or the file has too many of them.
func (r *fileReader) take(res *benchfmt.Result) {
	f := &r.figures
	f.row, f.above = f.row[:0], false
	last := &unit{}
	for i := range res.Values {
		v := &res.Values[i]
		u := last.next // lines have their units in the same order
		if u == nil || u.name != v.Unit {
			if u = f.units[v.Unit]; u == nil {
				if u = r.unit(v.Unit); u == nil {
					continue
				}
			}
			last.next = u
		}
		f.row = append(f.row, columns.Figure{Unit: u.tidied, Value: v.Value})
		f.above = f.above || v.Value > u.limit
		last = u
	}
}

// unit takes up a unit that the file has not had; nil if it is left out.
func (r *fileReader) unit(name string) *unit {
	f := &r.figures
	if f.units == nil {
		f.units, f.unknown = map[string]*unit{}, map[string]bool{}
	}
	_, tidied := benchunit.Tidy(1, name)
	if _, listed := schema.UnitNamed(tidied); !listed && !f.unknown[tidied] {
		name := schema.UnitName(tidied)
		if shown := text.Clip(text.Clean(name), 40); shown != name || len(f.unknown) == maxUnits {
			r.Complain("unit", r.Line(), "unit %q is left out of the tables: its name is too long or not fit to be "+
				"printed, or there are more than %d such units", shown, maxUnits)
			return nil
		}
		f.unknown[tidied] = true
	}
	u := &unit{name: name, tidied: tidied, limit: limitOf(tidied)}
	f.units[name] = u
	return u
}

func (f *figures) index(tidied string) int {
	return slices.IndexFunc(f.row, func(one columns.Figure) bool { return one.Unit == tidied })
}

func (f *figures) get(tidied string) (float64, bool) {
	i := f.index(tidied)
	if i < 0 {
		return 0, false
	}
	return f.row[i].Value, true
}

func (f *figures) set(tidied string, v float64) {
	if i := f.index(tidied); i >= 0 {
		f.row[i].Value = v
		return
	}
	f.row = append(f.row, columns.Figure{Unit: tidied, Value: v})
}

func (f *figures) remove(tidied string) {
	if i := f.index(tidied); i >= 0 {
		f.row = slices.Delete(f.row, i, i+1)
	}
}
