package resultfile

import (
	"fmt"
	"slices"
	"strings"

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
		if !f.known[i].believable(v.Value) {
			r.problems.add("impossible value", line, "%s %s cannot be, line ignored", printed(v), unitName(f.tidied[i]))
			return nil, nil, false
		}
		if slices.Contains(f.tidied[:i], f.tidied[i]) {
			r.problems.add("twice", line, "%s stands twice on the line, line ignored", unitName(f.tidied[i]))
			return nil, nil, false
		}
	}
	lacks := known.lack(f, last)
	if last && lacks == "" && neededBy(res.Name) != "" {
		lacks = beginsUnit(f)
	}
	if lacks != "" {
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

// A benchmark is what is known of the lines of one name. They have the same units; one whose last unit is only the
// beginning of another's was cut short.
type benchmark struct {
	need  string  // the tidied unit without which a line is no sample; "" for benchmarks of others
	first *form   // of the first line that was not cut short
	sound []*form // of sound lines, the last few that differ
}

// maxSound is how many forms of sound lines are remembered of a benchmark: a quantile or two may be there or not.
const maxSound = 4

// soundForm is the form of a line if it is known to be a sound one; nil if not.
func (b *benchmark) soundForm(res *benchfmt.Result) *form {
	for _, f := range b.sound {
		if f.fits(res) {
			return f
		}
	}
	return nil
}

// keep remembers the form of a sound line.
func (b *benchmark) keep(f *form) {
	if slices.Contains(b.sound, f) {
		return
	}
	if len(b.sound) == maxSound {
		b.sound = slices.Delete(b.sound, 0, 1)
	}
	b.sound = append(b.sound, f)
}

// beginsUnit says that a line of one of our benchmarks ends in the beginning of a unit, "" if it does not.
func beginsUnit(f *form) string {
	end := len(f.written) - 1
	if f.known[end].listed {
		return ""
	}
	for _, u := range schema.Units {
		if strings.HasPrefix(u.Name, f.written[end]) {
			return "ends in " + text.Clip(text.Clean(f.written[end]), 40) + ", not " + u.Name
		}
	}
	return ""
}

// lack says what of a line of a form is missing, "" if nothing. The last line of a file is cut where it has no newline
// and fewer units than the others. No line may be known as yet: then b is nil.
func (b *benchmark) lack(f *form, last bool) string {
	var shape []string
	if b != nil {
		shape = b.first.written
	}
	units := f.written
	end := units[len(units)-1]
	for _, whole := range append([]string{"ns/op"}, shape...) {
		if end != whole && strings.HasPrefix(whole, end) && !slices.Contains(units, whole) {
			return "ends in " + text.Clip(text.Clean(end), 40) + ", not " + text.Clip(text.Clean(whole), 40)
		}
	}
	switch {
	case strings.HasSuffix(end, "/") || strings.HasSuffix(end, "/o"):
		return "ends in " + text.Clip(text.Clean(end), 40)
	case b != nil && last && len(units) < len(shape):
		return "ends before " + text.Clip(text.Clean(shape[len(units)]), 40)
	}
	return ""
}
