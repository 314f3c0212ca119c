package results

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchunit"
)

// Read reads all inputs. It returns whatever could be read, and every problem met on the way.
func Read(inputs []Input) *Set {
	s := &Set{machines: map[string]*Machine{}, declared: map[string]bool{}}
	for _, in := range inputs {
		p := &problems{file: in.Name}
		s.readFile(in, p)
		s.Problems = append(s.Problems, p.done()...)
	}
	s.finish()
	return s
}

// mark says that a file speaks of a machine from a line on.
type mark struct {
	line    int
	machine *Machine
}

// fileReader sorts the results of one file into the cells of a set.
type fileReader struct {
	*scan
	set     *Set
	marks   []mark
	unknown map[string]bool // units met that the report does not know
	lines   int             // benchmark lines used
	others  map[string]int  // benchmark lines of patterns without a table, by pattern
}

func (s *Set) readFile(in Input, p *problems) {
	scan := open(in, p)
	if scan == nil {
		return
	}
	r := &fileReader{scan: scan, set: s, unknown: map[string]bool{}, others: map[string]int{}}
	scan.run(r.result)
	s.addTraits(r.filter.side.traits)
	s.Failures = append(s.Failures, scan.failures()...)
	for _, d := range r.filter.side.dates {
		s.Dates = append(s.Dates, d.text)
	}
	r.attach(in.Name)
	if r.lines == 0 {
		r.nothingOfOurs()
	}
}

// nothingOfOurs says what a file holds that has results, but none that there are tables for.
func (r *fileReader) nothingOfOurs() {
	ours := strings.Join(tabled, ", ") + " or " + FloorPattern
	count := 0
	for _, n := range r.others {
		count += n
	}
	switch names := slices.Sorted(maps.Keys(r.others)); {
	case len(names) > 5:
		names = append(names[:5:5], fmt.Sprintf("and %d others", len(names)-5))
		fallthrough
	case count > 0:
		r.problems.add("nothing", 0,
			"it holds %d benchmark results, of %s; none of %s, which there are tables for; report compare takes any",
			count, clip(strings.Join(names, ", "), 200), ours)
	case r.sound > 0:
		r.problems.add("nothing", 0,
			"none of its %d benchmark results is named as those of ipcbench are; report compare takes any", r.sound)
	}
}

// result sorts one benchmark line into its cell.
func (r *fileReader) result(res *benchfmt.Result) {
	line := r.filter.line
	if base, _ := res.Name.Parts(); string(base) == FloorPattern {
		r.floor(res, line)
		return
	}
	name, err := parseName(res.Name)
	if !slices.Contains(tabled, name.pattern) {
		r.machine(res, line).Others[name.pattern]++
		r.others[name.pattern]++
		return
	}
	if err != nil {
		r.problems.add("name", line, "%s: %v, line ignored", clip(clean(string(res.Name)), 100), err)
		return
	}
	values := r.values(res, line)
	// The testing package prints MB/s with two decimals, which is none for small messages; the messages are exact.
	if messages, ok := values[Messages]; ok && needed(name.pattern) == Bytes {
		values[Bytes] = messages * float64(name.size)
	}
	if values[Bytes] == 0 {
		delete(values, Bytes)
	}
	if _, ok := values[needed(name.pattern)]; !ok {
		r.problems.add("incomplete", line, "truncated line, ignored: it has no %s", untidy(needed(name.pattern)))
		return
	}
	r.lines++
	name.pkg = pkgOf(res)
	r.machine(res, line).add(name, values, r.roundAt(line))
}

// floor keeps a line that measures a floor.
func (r *fileReader) floor(res *benchfmt.Result, line int) {
	f, err := parseFloor(res.Name)
	if err != nil {
		r.problems.add("name", line, "%s: %v, line ignored", clip(clean(string(res.Name)), 100), err)
		return
	}
	r.lines++
	m := r.machine(res, line)
	if pkg, other := m.floorPackage(pkgOf(res)); other {
		r.problems.add("floors", line, "floors of a second package, ignored: those of %s are taken", pkg)
		return
	}
	m.addFloor(f, r.values(res, line), r.roundAt(line))
}

// pkgOf is the package of a result, "" where the file does not say.
func pkgOf(res *benchfmt.Result) string { return clip(clean(res.GetConfig("pkg")), 200) }

// values are the measurements of a line in the units that are known.
func (r *fileReader) values(res *benchfmt.Result, line int) map[string]float64 {
	values := make(map[string]float64, len(res.Values))
	for _, v := range res.Values {
		value, unit := benchunit.Tidy(v.Value, v.Unit)
		if _, known := highestOf(unit); !known {
			r.unknownUnit(clip(clean(untidy(unit)), 40), line)
			continue
		}
		values[unit] = value
	}
	return values
}

func (r *fileReader) unknownUnit(unit string, line int) {
	if r.unknown[unit] {
		return
	}
	r.unknown[unit] = true
	r.problems.add("unit", line, "unit %q is not known to this report and left out of its tables", unit)
}

// machine finds the machine of a result and remembers where in the file its results begin.
func (r *fileReader) machine(res *benchfmt.Result, line int) *Machine {
	m := r.set.machine(config(res))
	if n := len(r.marks); n == 0 || r.marks[n-1].machine != m {
		r.marks = append(r.marks, mark{r.filter.preamble.before(line), m})
	}
	return m
}

// add puts one sample into its cell.
func (m *Machine) add(name cellName, values map[string]float64, round Round) {
	key := cellKey(name)
	c := m.index[key]
	if c == nil {
		c = &Cell{Series: name.series, Size: name.size, key: key, Over: map[string]int{}}
		m.index[key] = c
		m.cells = append(m.cells, c)
	}
	c.put(values, round)
}
