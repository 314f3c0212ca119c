package results

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"

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
	places  map[placeKey]*place
	figures figures        // of the line that is being read
	lines   int            // benchmark lines used
	others  map[string]int // benchmark lines without a table, by pattern
	round   *Round         // of the last line
}

func (s *Set) readFile(in resultfile.Input) {
	r := &fileReader{
		Reader: resultfile.Open(in), set: s, places: map[placeKey]*place{}, others: map[string]int{}, round: &Round{},
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
	at := r.place(res)
	if to := at.targets[string(res.Name)]; to != nil {
		r.add(to, at, res)
		return
	}
	if base, _ := res.Name.Parts(); string(base) == schema.Floor {
		f, err := benchname.ParseFloor(res.Name)
		if err != nil {
			r.misnamed(res, err)
			return
		}
		r.add(&target{floor: &f}, at, res)
		return
	}
	name, err := benchname.Parse(res.Name)
	if err != nil {
		r.misnamed(res, err)
		return
	}
	pattern, listed := schema.PatternNamed(name.Pattern)
	if !listed && !(name.Series.Mech != "" && r.machine(at).takes(name.Pattern)) {
		r.machine(at).Others[name.Pattern]++
		r.others[name.Pattern]++
		return
	}
	r.add(&target{name: name, pattern: pattern}, at, res)
}

func (r *fileReader) misnamed(res *benchfmt.Result, err error) {
	r.Complain("name", r.Line(), "%s: %v, line ignored", text.Clip(text.Clean(string(res.Name)), 100), err)
}

// add adds a benchmark line to the cell where its like go. A target without a cell gets it from the first line that can
// be used.
func (r *fileReader) add(to *target, at *place, res *benchfmt.Result) {
	var m *Machine
	if to.floor != nil {
		r.lines++
		m = r.machine(at)
		if pkg, other := m.floorPackage(at.pkg); other {
			r.Complain("floors", r.Line(), "floors of a second package, ignored: those of %s are taken", pkg)
			return
		}
		r.take(res)
	} else {
		r.take(res)
		if unit, complete := to.complete(&r.figures); !complete {
			r.Complain("incomplete", r.Line(), "truncated line, ignored: it has no %s", unit)
			return
		}
		r.lines++
		m = r.machine(at)
	}
	if to.cell == nil {
		to.cell = m.cellOf(to, at.pkg)
		at.targets[string(res.Name)] = to
	}
	to.cell.put(&r.figures, r.roundNow())
	to.cell.looked(r.Side())
}
