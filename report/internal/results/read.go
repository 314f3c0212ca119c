package results

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchunit"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/text"
)

// Read reads all inputs. It returns whatever could be read, and every problem met on the way.
func Read(inputs []resultfile.Input) *Set {
	s := &Set{Units: benchfmt.UnitMetadataMap{}, machines: map[string]*Machine{}, declared: map[string]bool{}}
	for _, in := range inputs {
		s.readFile(in)
	}
	s.finish()
	return s
}

// fileReader sorts the results of one file into the cells of a set.
type fileReader struct {
	*resultfile.Reader
	set     *Set
	marks   []mark
	unknown map[string]bool // units met that are not listed
	lines   int             // benchmark lines used
	others  map[string]int  // benchmark lines without a table, by pattern
}

func (s *Set) readFile(in resultfile.Input) {
	r := &fileReader{
		Reader: resultfile.Open(in), set: s, unknown: map[string]bool{}, others: map[string]int{},
	}
	r.Each(r.result)
	s.addTraits(r.Side().Traits)
	for _, d := range r.Side().Dates {
		s.Dates = append(s.Dates, d.Text)
	}
	r.attach()
	if r.lines == 0 {
		r.nothingOfOurs()
	}
	file := r.File()
	s.Failures = append(s.Failures, file.Failures...)
	s.Problems = append(s.Problems, file.Problems...)
	for key, said := range file.Units {
		if s.Units[key] == nil {
			s.Units[key] = said
		}
	}
}

// nothingOfOurs says what a file holds that has results, but none for which there is a table.
func (r *fileReader) nothingOfOurs() {
	var ours []string
	for _, p := range schema.Patterns {
		ours = append(ours, p.Name)
	}
	count := 0
	for _, n := range r.others {
		count += n
	}
	switch names := slices.Sorted(maps.Keys(r.others)); {
	case len(names) > 5:
		names = append(names[:5:5], fmt.Sprintf("and %d others", len(names)-5))
		fallthrough
	case count > 0:
		r.Complain("nothing", 0, "it holds %d benchmark results, of %s; none of %s or another pattern with %s= in its "+
			"name, which there are tables for; report compare takes any",
			count, text.Clip(strings.Join(names, ", "), 200), strings.Join(ours, ", "), schema.KeyMech)
	case r.Results() > 0:
		r.Complain("nothing", 0,
			"none of its %d benchmark results is named as those of ipcbench are; report compare takes any", r.Results())
	}
}

// maxPatterns is how many patterns that are not listed get a table on a machine: nobody reads more, and a file may hold
// any number of them.
const maxPatterns = 50

// result sorts one benchmark line into its cell.
func (r *fileReader) result(res *benchfmt.Result) {
	line := r.Line()
	if base, _ := res.Name.Parts(); string(base) == schema.Floor {
		r.floor(res, line)
		return
	}
	name, err := benchname.Parse(res.Name)
	if err != nil {
		r.misnamed(res, line, err)
		return
	}
	pattern, listed := schema.PatternNamed(name.Pattern)
	if !listed && !(name.Series.Mech != "" && r.machine(res).takes(name.Pattern)) {
		r.machine(res).Others[name.Pattern]++
		r.others[name.Pattern]++
		return
	}
	values := r.values(res, line)
	// The testing package prints MB/s with two decimals, which is none for small messages; the messages are exact.
	if messages, ok := values[schema.MsgPerSec]; ok && pattern.Rank == schema.MBPerSec {
		values[schema.BytesPerSec] = messages * float64(name.Size)
	}
	if values[schema.BytesPerSec] == 0 {
		delete(values, schema.BytesPerSec)
	}
	if rank, ranks := schema.UnitNamed(pattern.Rank); ranks {
		if _, ok := values[rank.Tidy()]; !ok {
			r.Complain("incomplete", line, "truncated line, ignored: it has no %s", rank.Name)
			return
		}
	}
	r.lines++
	r.machine(res).add(name, pkgOf(res), values, r.roundAt(line))
}

// floor sorts a line of Floor into its cell.
func (r *fileReader) floor(res *benchfmt.Result, line int) {
	f, err := benchname.ParseFloor(res.Name)
	if err != nil {
		r.misnamed(res, line, err)
		return
	}
	r.lines++
	m := r.machine(res)
	if pkg, other := m.floorPackage(pkgOf(res)); other {
		r.Complain("floors", line, "floors of a second package, ignored: those of %s are taken", pkg)
		return
	}
	m.addFloor(f, r.values(res, line), r.roundAt(line))
}

func (r *fileReader) misnamed(res *benchfmt.Result, line int, err error) {
	r.Complain("name", line, "%s: %v, line ignored", text.Clip(text.Clean(string(res.Name)), 100), err)
}

// pkgOf is the package of a result, "" where the file does not say.
func pkgOf(res *benchfmt.Result) string { return text.Clip(text.Clean(res.GetConfig("pkg")), 200) }

// maxUnits is how many units of a file that are not listed get a column.
const maxUnits = 20

// values are the measurements of a line. A unit that is not listed is taken as it is, unless its name is not fit to be
// shown or the file has too many of them.
func (r *fileReader) values(res *benchfmt.Result, line int) map[string]float64 {
	values := make(map[string]float64, len(res.Values))
	for _, v := range res.Values {
		value, unit := benchunit.Tidy(v.Value, v.Unit)
		if _, listed := schema.UnitNamed(unit); !listed && !r.unknown[unit] {
			name := schema.UnitName(unit)
			if shown := text.Clip(text.Clean(name), 40); shown != name || len(r.unknown) == maxUnits {
				r.Complain("unit", line, "unit %q is left out of the tables: its name is too long or not fit to be "+
					"printed, or there are more than %d such units", shown, maxUnits)
				continue
			}
			r.unknown[unit] = true
		}
		values[unit] = value
	}
	return values
}

// machine finds the machine of a result and remembers where in the file its results begin.
func (r *fileReader) machine(res *benchfmt.Result) *Machine {
	m := r.set.machine(config(res))
	if n := len(r.marks); n == 0 || r.marks[n-1].machine != m {
		r.marks = append(r.marks, mark{r.RunBegan(), m})
		m.learn(res)
	}
	return m
}

// takes tells whether a pattern that is not listed gets a table: it has one already, or fewer than maxPatterns have.
func (m *Machine) takes(pattern string) bool {
	if !m.unlisted[pattern] && len(m.unlisted) == maxPatterns {
		return false
	}
	m.unlisted[pattern] = true
	return true
}

// add puts one sample into its cell.
func (m *Machine) add(name benchname.Name, pkg string, values map[string]float64, round Round) {
	key := cellKey{pattern: name.Pattern, series: name.Series, size: name.Size, procs: name.Procs, pkg: pkg}
	c := m.index[key]
	if c == nil {
		c = &Cell{Series: name.Series, Size: name.Size, key: key, place: name.Series.Place}
		m.index[key] = c
		m.cells = append(m.cells, c)
	}
	c.put(values, round)
}
