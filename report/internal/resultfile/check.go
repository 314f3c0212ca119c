package resultfile

import (
	"fmt"
	"slices"

	"golang.org/x/perf/benchfmt"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/text"
)

// check tells whether a benchmark line can be true, and of which form it is. One value that cannot condemns its whole
// line: a damaged line is not half trusted. Units that are not listed may have any value that is a number.
func (r *Reader) check(res *benchfmt.Result, last bool) (*benchmark, *form, bool) {
	if res.Iters < 1 {
		r.problems.add("iterations", r.line, "%d iterations cannot be, line ignored", res.Iters)
		return nil, nil, false
	}
	known := r.benchmarks[string(res.Name)]
	// What is said below of a line depends on its units, and on its values only where one cannot be believed.
	if known != nil && !last {
		if f := known.soundForm(res); f != nil && f.believable(res) {
			return known, f, true
		}
	}
	line, f := r.line, r.forms.of(res)
	for i, v := range res.Values {
		if !believable(v.Value, &f.known[i]) {
			r.problems.add("impossible value", line, "%s %s cannot be, line ignored", printed(v), unitName(f.tidied[i]))
			return nil, nil, false
		}
		if slices.Contains(f.tidied[:i], f.tidied[i]) {
			r.problems.add("twice", line, "%s stands twice on the line, line ignored", unitName(f.tidied[i]))
			return nil, nil, false
		}
	}
	if lacks := known.lack(f, last); lacks != "" {
		r.problems.add("cut short", line, "truncated line, ignored: it %s", lacks)
		return nil, nil, false
	}
	if known == nil {
		known = &benchmark{need: neededBy(res.Name), first: f}
		r.benchmarks[string(res.Name)] = known
	}
	alike := known.need == schema.BytesPerSec && slices.Contains(f.tidied, schema.MsgPerSec) // either gives the other
	if known.need != "" && !alike && !slices.Contains(f.tidied, known.need) {
		r.problems.add("incomplete", line, "truncated line, ignored: it has no %s", schema.UnitName(known.need))
		return nil, nil, false
	}
	if !last {
		known.keep(f)
	}
	return known, f, true
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
