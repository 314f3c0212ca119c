package results

import (
	"math"
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchunit"
)

// check tells whether a benchmark line can be true. One value that cannot condemns its whole line: a damaged line is
// not half trusted. Units that are not known may have any value that is a number.
func (s *scan) check(res *benchfmt.Result) bool {
	line := s.filter.line
	if res.Iters < 1 {
		s.problems.add("iterations", line, "%d iterations cannot be, line ignored", res.Iters)
		return false
	}
	seen := make([]string, 0, 32)
	for _, v := range res.Values {
		// benchfmt leaves a zero untidied, so tidy again.
		value, unit := benchunit.Tidy(v.Value, v.Unit)
		limit, known := highestOf(unit)
		if math.IsNaN(value) || math.IsInf(value, 0) || known && (value < 0 || value > limit || value == 0 &&
			positive[unit]) {
			s.problems.add("impossible value", line, "%s %s cannot be, line ignored", printed(v),
				clip(clean(untidy(unit)), 40))
			return false
		}
		if slices.Contains(seen, unit) {
			s.problems.add("twice", line, "%s stands twice on the line, line ignored", clip(clean(untidy(unit)), 40))
			return false
		}
		seen = append(seen, unit)
	}
	if lacks := s.shapes.lack(res, s.filter.cut); lacks != "" {
		s.problems.add("cut short", line, "truncated line, ignored: it %s", lacks)
		return false
	}
	if need := neededBy(res.Name); need != "" && !slices.Contains(seen, need) && (need != Bytes ||
		!slices.Contains(seen, Messages)) {
		s.problems.add("incomplete", line, "truncated line, ignored: it has no %s", untidy(need))
		return false
	}
	return true
}

// neededBy is the unit without which a benchmark of ours is no sample; "" for those of others.
func neededBy(name benchfmt.Name) string {
	base, parts := name.Parts()
	has := func(key string) bool {
		return slices.ContainsFunc(parts, func(p []byte) bool { return strings.HasPrefix(string(p), key) })
	}
	switch {
	case string(base) == FloorPattern && has("/what="):
		return TimePerOp
	case slices.Contains(tabled, string(base)) && has("/mech="):
		return needed(string(base))
	}
	return ""
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
			return "ends in " + clip(clean(end), 40) + ", not " + clip(clean(whole), 40)
		}
	}
	switch {
	case strings.HasSuffix(end, "/") || strings.HasSuffix(end, "/o"):
		return "ends in " + clip(clean(end), 40)
	case known && last && len(units) < len(shape):
		return "ends before " + clip(clean(shape[len(units)]), 40)
	case !known:
		s[string(res.Name)] = units
	}
	return ""
}
