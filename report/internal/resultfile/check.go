package resultfile

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchunit"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/text"
)

// check tells whether a benchmark line can be true. One value that cannot condemns its whole line: a damaged line is
// not half trusted. Units that are not listed may have any value that is a number.
func (r *Reader) check(res *benchfmt.Result) bool {
	line := r.filter.line
	if res.Iters < 1 {
		r.problems.add("iterations", line, "%d iterations cannot be, line ignored", res.Iters)
		return false
	}
	seen := make([]string, 0, 32)
	for _, v := range res.Values {
		// benchfmt leaves a zero untidied, so tidy again.
		value, tidied := benchunit.Tidy(v.Value, v.Unit)
		if !believable(value, tidied) {
			r.problems.add("impossible value", line, "%s %s cannot be, line ignored", printed(v), unitName(tidied))
			return false
		}
		if slices.Contains(seen, tidied) {
			r.problems.add("twice", line, "%s stands twice on the line, line ignored", unitName(tidied))
			return false
		}
		seen = append(seen, tidied)
	}
	if lacks := r.shapes.lack(res, r.filter.cut); lacks != "" {
		r.problems.add("cut short", line, "truncated line, ignored: it %s", lacks)
		return false
	}
	need := neededBy(res.Name)
	alike := need == schema.BytesPerSec && slices.Contains(seen, schema.MsgPerSec) // either gives the other
	if need != "" && !alike && !slices.Contains(seen, need) {
		r.problems.add("incomplete", line, "truncated line, ignored: it has no %s", schema.UnitName(need))
		return false
	}
	return true
}

// believable tells whether a value can be true in a unit.
func believable(value float64, tidied string) bool {
	if math.IsNaN(value) || math.IsInf(value, 0) {
		return false
	}
	u, listed := schema.UnitNamed(tidied)
	return !listed || value >= 0 && value <= u.Highest && !(u.Positive && value == 0)
}

// neededBy is the tidied unit that a line of one of our benchmarks must have to be a sample; "" for benchmarks of
// others.
func neededBy(name benchfmt.Name) string {
	base, _ := name.Parts()
	p, listed := schema.PatternNamed(string(base))
	if !listed || !benchname.With(name, p.Keys[0].Name) {
		return ""
	}
	rank, _ := schema.UnitNamed(p.Rank)
	return rank.Tidy()
}

// unitName is a unit as files have it, made fit for a message.
func unitName(tidied string) string { return text.Clip(text.Clean(schema.UnitName(tidied)), 40) }

// printed is a value as its file gives it.
func printed(v benchfmt.Value) string {
	if v.OrigUnit != "" {
		return fmt.Sprint(v.OrigValue)
	}
	return fmt.Sprint(v.Value)
}

// shapes are the units, as written, of the first sound line of each benchmark. Lines of one benchmark have the same;
// one whose last unit is only the beginning of another's was cut short.
type shapes map[string][]string

// lack says what of a line is missing, "" if nothing. The last line of a file is cut where it has no newline and
// fewer units than the others.
func (s shapes) lack(res *benchfmt.Result, last bool) string {
	units := make([]string, len(res.Values))
	for i, v := range res.Values {
		units[i] = v.Unit
		if v.OrigUnit != "" {
			units[i] = v.OrigUnit
		}
	}
	shape, known := s[string(res.Name)]
	end := units[len(units)-1]
	for _, whole := range append([]string{"ns/op"}, shape...) {
		if end != whole && strings.HasPrefix(whole, end) && !slices.Contains(units, whole) {
			return "ends in " + text.Clip(text.Clean(end), 40) + ", not " + text.Clip(text.Clean(whole), 40)
		}
	}
	switch {
	case strings.HasSuffix(end, "/") || strings.HasSuffix(end, "/o"):
		return "ends in " + text.Clip(text.Clean(end), 40)
	case known && last && len(units) < len(shape):
		return "ends before " + text.Clip(text.Clean(shape[len(units)]), 40)
	case !known:
		s[string(res.Name)] = units
	}
	return ""
}
