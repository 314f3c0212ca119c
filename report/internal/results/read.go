package results

import (
	"io"
	"math"
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchunit"
)

// Input is one thing to read; Name stands in front of its problems.
type Input struct {
	Name string
	Open func() (io.ReadCloser, error)
}

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

// fileReader reads one file into a set.
type fileReader struct {
	set      *Set
	problems *problems
	filter   *filter
	marks    []mark
	unknown  map[string]bool // units met that the report does not know
	lines    int             // benchmark lines used
}

func (s *Set) readFile(in Input, p *problems) {
	src, err := in.Open()
	if err != nil {
		p.add("open", 0, "cannot be read: %v", reasonOf(err))
		return
	}
	defer src.Close()
	f := newFilter(src, p)
	r := &fileReader{set: s, problems: p, filter: f, unknown: map[string]bool{}}
	bench := benchfmt.NewReader(f, in.Name)
	for bench.Scan() {
		switch rec := bench.Result().(type) {
		case *benchfmt.Result:
			r.result(rec)
		case *benchfmt.SyntaxError:
			r.syntaxError(rec)
		}
	}
	if err := bench.Err(); err != nil {
		p.add("read", f.line, "reading stopped here: %v", err)
	}
	if f.cut && f.bareName {
		p.add("cut", f.line, "the file ends in the middle of a benchmark's name; the run was stopped here? run it again")
	}
	f.endReason()
	s.addTraits(f.side.traits)
	r.attach(in.Name)
	r.verdictOnFile()
}

// verdictOnFile says in one line why a file gave nothing, or that its run failed without naming a benchmark.
func (r *fileReader) verdictOnFile() {
	f := r.filter
	switch {
	case r.lines > 0:
		if f.runFailed > 0 && len(f.side.failures) == 0 {
			r.problems.add("fail", f.runFailed, "the run ended with FAIL and named no benchmark; results may be missing, see its standard error")
		}
	case f.line == 0:
		r.problems.add("empty", 0, "empty file; did the run that wrote it start?")
	case f.binary:
		r.problems.add("binary", 0, "binary data, not a result file; give the output of go test -bench")
	case len(f.side.failures) > 0:
		r.problems.add("nothing", 0, "every benchmark failed; no results in it")
	default:
		r.problems.add("nothing", 0, "no usable benchmark results in it; give the output of go test -bench")
	}
}

// syntaxError rewords what benchfmt says of a line it cannot parse.
func (r *fileReader) syntaxError(e *benchfmt.SyntaxError) {
	switch {
	case strings.Contains(e.Msg, "missing iteration count"):
		r.problems.add("no result", e.Line, "a benchmark was started and has no result; the run was stopped here? run it again")
	case strings.HasPrefix(e.Msg, "metadata"):
		r.problems.add("metadata", e.Line, "%s; the first one is kept", clean(e.Msg))
	default:
		r.problems.add("truncated", e.Line, "damaged or truncated benchmark line, ignored (%s)", clip(clean(e.Msg), 100))
	}
}

// result sorts one benchmark line into its cell.
func (r *fileReader) result(res *benchfmt.Result) {
	_, line := res.Pos()
	if base, _ := res.Name.Parts(); string(base) == FloorPattern {
		r.floor(res, line)
		return
	}
	name, err := parseName(res.Name)
	if !slices.Contains(tabled, name.pattern) {
		r.machine(res, line).Others[name.pattern]++
		r.lines++
		return
	}
	if err != nil {
		r.problems.add("name", line, "%s: %v, line ignored", clip(clean(string(res.Name)), 100), err)
		return
	}
	values, ok := r.values(res, line)
	if !ok {
		return
	}
	// The testing package prints MB/s with two decimals, which is none for small messages; the messages are exact.
	if messages, ok := values[Messages]; ok && needed(name.pattern) == Bytes {
		values[Bytes] = messages * float64(name.size)
	}
	if values[Bytes] == 0 {
		delete(values, Bytes)
	}
	trim(values, res.Iters)
	need := needed(name.pattern)
	if r.complete(values, need, line) {
		r.machine(res, line).add(name, values)
	}
}

// floor keeps a line that measures a floor.
func (r *fileReader) floor(res *benchfmt.Result, line int) {
	f, err := parseFloor(res.Name)
	if err != nil {
		r.problems.add("name", line, "%s: %v, line ignored", clip(clean(string(res.Name)), 100), err)
		return
	}
	values, ok := r.values(res, line)
	if !ok {
		return
	}
	if r.complete(values, TimePerOp, line) {
		r.machine(res, line).addFloor(f, values)
	}
}

// complete tells whether a line has the unit that it cannot do without, and counts it then.
func (r *fileReader) complete(values map[string]float64, need string, line int) bool {
	if _, ok := values[need]; !ok {
		r.problems.add("incomplete", line, "truncated line, ignored: it has no %s", untidy(need))
		return false
	}
	r.lines++
	return true
}

// values checks the measurements of a line. One that cannot be true condemns its whole line: a damaged line is not
// half trusted.
func (r *fileReader) values(res *benchfmt.Result, line int) (map[string]float64, bool) {
	if res.Iters < 1 {
		r.problems.add("iterations", line, "%d iterations cannot be, line ignored", res.Iters)
		return nil, false
	}
	values := map[string]float64{}
	for _, v := range res.Values {
		// benchfmt leaves a zero untidied, so tidy again.
		value, unit := benchunit.Tidy(v.Value, v.Unit)
		limit, known := highestOf(unit)
		if !known {
			r.unknownUnit(clip(clean(untidy(unit)), 40), line)
			continue
		}
		if math.IsNaN(value) || value < 0 || value > limit || value == 0 && positive[unit] {
			r.problems.add("impossible value", line, "%s %s cannot be, line ignored", printed(v), untidy(unit))
			return nil, false
		}
		if _, twice := values[unit]; twice {
			r.problems.add("twice", line, "%s stands twice on the line, line ignored", untidy(unit))
			return nil, false
		}
		values[unit] = value
	}
	return values, true
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
func (m *Machine) add(name cellName, values map[string]float64) {
	key := cellKey(name)
	c := m.index[key]
	if c == nil {
		c = &Cell{Series: name.series, Size: name.size, key: key, samples: map[string][]float64{}, Over: map[string]int{}}
		m.index[key] = c
		m.cells = append(m.cells, c)
	}
	for unit, v := range values {
		c.samples[unit] = append(c.samples[unit], v)
	}
	if values[Passes] > PassesLimit {
		c.Apart++
	}
	over := disturbances(values)
	for _, l := range over {
		c.Over[l.Unit]++
	}
	if len(over) > 0 {
		c.Disturbed++
	} else if t, ok := values[TimePerOp]; ok {
		c.calm = append(c.calm, t)
	}
}
