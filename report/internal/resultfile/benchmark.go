package resultfile

import (
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"

	"ipcbench/report/internal/text"
)

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
