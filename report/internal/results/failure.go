package results

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A Failure is a benchmark that failed or ended its run.
type Failure struct {
	Name string // "" where the file does not name it
	Text string // why
	File string
	Line int
}

// FailedNames are the names of failures, each once, in order, at most so many.
func FailedNames(list []Failure, most int) string {
	var names []string
	for _, f := range list {
		if f.Name != "" && !slices.Contains(names, f.Name) {
			names = append(names, f.Name)
		}
		if len(names) > most {
			return strings.Join(names[:most], ", ") + " and others"
		}
	}
	if len(names) == 0 {
		return fmt.Sprintf("a run that names no benchmark (%s)", list[0].Text)
	}
	return strings.Join(names, ", ")
}

var (
	// verdict is Go's on one benchmark. The testing package prints a benchmark's name before it runs, so the verdict
	// may stand behind it on one line.
	verdict = regexp.MustCompile(`^(?:Benchmark\S+)?\s*--- (FAIL|SKIP|BENCH): (Benchmark\S+)`)
	// place is the "file.go:12: " that testing puts in front of a reason.
	place = regexp.MustCompile(`^\S+\.go:\d+: `)
	// crash is what the Go runtime, or go test of a program that is no more, prints; behind the benchmark's name if
	// it had one.
	crash = regexp.MustCompile(`^(?:(Benchmark\S+)\s+)?(` +
		`(?:panic|fatal error|SIG[A-Z]+): .*|` +
		`signal: (?:killed|terminated|interrupt|quit|aborted|hangup|segmentation fault|bus error).*|` +
		`exit status \d+|\*\*\* Test killed.*)$`)
)

// start takes notice of a benchmark that is named: what crashes before its result is its own.
func (f *filter) start(line string) {
	fields := strings.Fields(line)
	f.started = ""
	if len(fields) == 1 {
		f.started = shortName(clean(fields[0]))
	}
}

// crash records the end of a run by a panic or a signal, and says whether the line is of one.
func (f *filter) crash(line string) bool {
	if strings.HasSuffix(line, "/op") { // a result, as most lines are
		return false
	}
	m := crash.FindStringSubmatch(line)
	if m == nil {
		return false
	}
	text := clip(clean(m[2]), 200)
	name := f.started
	if m[1] != "" {
		name = shortName(clean(m[1]))
	}
	if strings.HasPrefix(text, "exit status") && m[1] == "" {
		return true // go test says it of every run that failed; why stands elsewhere
	}
	f.started = ""
	if name == "" {
		if what, ok := strings.CutPrefix(text, "panic: "); ok {
			text = "the run panicked: " + what
		}
		f.problems.add("panic", f.line, "%s", text)
	}
	f.fail(at{line: f.line, name: clip(name, 200), text: text, trail: true})
	return true
}

// endFail takes notice of the FAIL of a whole run. A program that was not built has no benchmark to name.
func (f *filter) endFail(line string) {
	f.started = ""
	program := clip(clean(strings.TrimPrefix(line, "FAIL")), 200)
	if program != "" || f.runFailed.line == 0 {
		f.runFailed = at{line: f.line, text: program}
	}
	if strings.HasSuffix(line, " failed]") {
		f.problems.add("not built", f.line, "not run: %s", program)
		f.fail(at{line: f.line, text: program})
	}
}

// fail records a failure.
func (f *filter) fail(entry at) {
	f.keep("FAIL", &f.side.failures, entry)
	for name := entry.name; name != "" && !f.failed[name]; {
		f.failed[name] = true
		name = name[:max(strings.LastIndexByte(name, '/'), 0)]
	}
}

// verdict records a benchmark that failed or skipped itself; its reason follows on indented lines.
func (f *filter) verdict(kind, name string) {
	f.endReason()
	f.started = ""
	entry := at{line: f.line, name: clip(clean(shortName(name)), 200), trail: true}
	switch kind {
	case "FAIL":
		f.fail(entry)
	case "SKIP":
		f.keep("SKIP", &f.side.skips, entry)
	}
}

// shortName drops "Benchmark" and the GOMAXPROCS suffix.
func shortName(name string) string {
	name = strings.TrimPrefix(name, "Benchmark")
	if i := strings.LastIndexByte(name, '-'); i > 0 && strings.Trim(name[i+1:], "0123456789") == "" {
		name = name[:i]
	}
	return name
}

// reason adds an indented line to the verdict before it, if there is one.
func (f *filter) reason(line string) {
	text := clean(place.ReplaceAllString(strings.TrimSpace(line), ""))
	for _, list := range []*[]at{&f.side.failures, &f.side.skips} {
		if n := len(*list); n > 0 && (*list)[n-1].trail {
			last := &(*list)[n-1]
			last.text = clip(strings.TrimSpace(last.text+" "+text), 400)
		}
	}
}

func (f *filter) endReason() {
	for _, list := range []*[]at{&f.side.failures, &f.side.skips} {
		if n := len(*list); n > 0 {
			(*list)[n-1].trail = false
		}
	}
}
