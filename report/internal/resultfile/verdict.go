package resultfile

import (
	"regexp"
	"strings"

	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/text"
)

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
		f.started = benchname.Bare(text.Clean(fields[0]))
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
	why := text.Clip(text.Clean(m[2]), 200)
	name := f.started
	if m[1] != "" {
		name = benchname.Bare(text.Clean(m[1]))
	}
	if strings.HasPrefix(why, "exit status") && m[1] == "" {
		return true // go test says it of every run that failed; why stands elsewhere
	}
	f.started = ""
	if name == "" {
		if what, ok := strings.CutPrefix(why, "panic: "); ok {
			why = "the run panicked: " + what
		}
		f.problems.add("panic", f.line, "%s", why)
	}
	f.fail(SideLine{Line: f.line, Name: text.Clip(name, 200), Text: why, trail: true})
	return true
}

// endFail takes notice of the FAIL of a whole run. A program that was not built has no benchmark to name.
func (f *filter) endFail(line string) {
	f.started = ""
	program := text.Clip(text.Clean(strings.TrimPrefix(line, "FAIL")), 200)
	if program != "" || f.runFailed.Line == 0 {
		f.runFailed = SideLine{Line: f.line, Text: program}
	}
	if strings.HasSuffix(line, " failed]") {
		f.problems.add("not built", f.line, "not run: %s", program)
		f.fail(SideLine{Line: f.line, Text: program})
	}
}

// fail records a failure.
func (f *filter) fail(entry SideLine) {
	f.keep("FAIL", &f.side.Failures, entry)
	for name := entry.Name; name != "" && !f.failed[name]; {
		f.failed[name] = true
		name = name[:max(strings.LastIndexByte(name, '/'), 0)]
	}
}

// verdict records a benchmark that failed or skipped itself; its reason follows on indented lines.
func (f *filter) verdict(kind, name string) {
	f.endReason()
	f.started = ""
	entry := SideLine{Line: f.line, Name: text.Clip(text.Clean(benchname.Bare(name)), 200), trail: true}
	switch kind {
	case "FAIL":
		f.fail(entry)
	case "SKIP":
		f.keep("SKIP", &f.side.Skips, entry)
	}
}

// reason adds an indented line to the verdict before it, if there is one.
func (f *filter) reason(line string) {
	more := text.Clean(place.ReplaceAllString(strings.TrimSpace(line), ""))
	for _, list := range []*[]SideLine{&f.side.Failures, &f.side.Skips} {
		if n := len(*list); n > 0 && (*list)[n-1].trail {
			last := &(*list)[n-1]
			last.Text = text.Clip(strings.TrimSpace(last.Text+" "+more), 400)
		}
	}
}

func (f *filter) endReason() {
	for _, list := range []*[]SideLine{&f.side.Failures, &f.side.Skips} {
		if n := len(*list); n > 0 {
			(*list)[n-1].trail = false
		}
	}
}
