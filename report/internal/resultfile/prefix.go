package resultfile

import (
	"bytes"
	"regexp"

	"ipcbench/report/internal/text"
)

var (
	// timestamp is what GitHub Actions, GitLab and container runtimes put in front of each line of a log. GitHub's
	// command line client adds the job and the step before it; GitLab adds the stream after it.
	timestamp = regexp.MustCompile(`^(?:[^\t]*\t[^\t]*\t)?` +
		`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d) (?:\d\d[OE][ +])?`)
	// container is what docker compose puts there, in colour on a terminal.
	container = regexp.MustCompile(`^(?:\x1b\[[0-9;]*m)*([A-Za-z0-9][\w.-]*)\s*\|` +
		`(?:\x1b\[[0-9;]*m)* (?:\x1b\[[0-9;]*m)*`)
	// ofGo matches lines that a benchmark prints and hardly another program.
	ofGo = regexp.MustCompile(`^(?:Benchmark\S*\s|(?:goos|goarch|pkg|cpu): )`)
)

// mayBeStamped spares most lines the expression for a timestamp.
func mayBeStamped(line []byte) bool {
	digit := len(line) > 0 && line[0] >= '0' && line[0] <= '9'
	return digit || !bytes.HasPrefix(line, benchmarkWord) && bytes.IndexByte(line, '\t') >= 0
}

// unprefix takes off what a log collector put in front of a line. Of several containers' lines in turn it leaves
// those of the first that prints benchmarks: another's settings would be taken for its own.
func (f *filter) unprefix(line []byte) []byte {
	if mayBeStamped(line) {
		line = line[len(timestamp.Find(line)):]
	}
	if bytes.IndexByte(line, '|') < 0 {
		return line
	}
	m := container.FindSubmatchIndex(line)
	if m == nil {
		return line
	}
	name, rest := string(line[m[2]:m[3]]), line[m[1]:]
	switch {
	case f.container == "" && ofGo.Match(rest):
		f.container = name
	case f.container != "" && f.container != name:
		if bytes.HasPrefix(rest, benchmarkWord) {
			f.problems.add("container", f.line,
				"a result of the container %s among those of %s, ignored; give the log of one",
				text.Clip(text.Clean(name), 40), text.Clip(text.Clean(f.container), 40))
		}
		return nil
	}
	return rest
}
