package resultfile

import (
	"regexp"
	"strings"

	"ipcbench/report/internal/text"
)

var (
	// hidden is a result behind other text: a log's prefix that is not known here, or a line without its end.
	hidden = regexp.MustCompile(`^(.*[^\w/=.:-])Benchmark[^a-z\s]\S*\s+\d+\s+\S+ \S+/op`)
	// nameless is what is left of a result whose name went with other output: iterations and time.
	nameless = regexp.MustCompile(`^\s*\d+\s+[.\d]+ ns/op`)
)

// broken tells of a result that other output in its line has made unreadable, and says whether the line is one.
func (f *filter) broken(line string) bool {
	switch {
	case strings.HasPrefix(line, "#"), strings.HasPrefix(line, "{"):
		return false
	case nameless.MatchString(line):
		f.problems.add("no name", f.line, "a result without its name, ignored: other output stands between the two")
		return true
	}
	if strings.LastIndex(line, "Benchmark") < 1 {
		return false
	}
	m := hidden.FindStringSubmatch(line)
	switch {
	case m == nil:
		return false
	case strings.HasPrefix(line, "Benchmark"):
		f.problems.add("mixed", f.line,
			"two results mixed in one line, ignored: two runs wrote to one file at once, or the first ended in it")
	case strings.TrimSpace(m[1]) == "":
		f.problems.add("indented", f.line, "an indented result, ignored: Go prints none so; take the indentation off")
	default:
		f.problems.add("hidden", f.line,
			"a result behind other text (%q), ignored; give the output of go test -bench alone",
			text.Clip(text.Clean(m[1]), 30))
	}
	return true
}
