package results

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"
)

// maxLine is the longest line handed on; benchfmt gives up the whole file at a line of 64 KiB.
const maxLine = 60_000

// filter stands between a file and benchfmt. It picks the side lines and blanks them, together with every
// line that would mislead benchfmt, so that line numbers stay true.
type filter struct {
	in       *bufio.Reader
	problems *problems
	side     side
	preamble preamble
	declared map[string]bool // mechanisms in side.traits

	line    int    // number of the line last read
	pending []byte // what of it is still to be handed on
	err     error

	binary    bool // a line held NUL bytes or invalid UTF-8
	runFailed int  // line of a bare FAIL
	bareName  bool // the last line is a benchmark's name and nothing else
	cut       bool // the last line has no newline: the writer may have been stopped in it
}

func newFilter(in io.Reader, p *problems) *filter {
	return &filter{in: bufio.NewReaderSize(in, maxLine), problems: p, declared: map[string]bool{}}
}

// Read implements io.Reader over the filtered lines.
func (f *filter) Read(p []byte) (int, error) {
	for len(f.pending) == 0 {
		if f.err != nil {
			return 0, f.err
		}
		f.next()
	}
	n := copy(p, f.pending)
	f.pending = f.pending[n:]
	return n, nil
}

// next reads one line into pending; it always leaves at least a newline, or an error.
func (f *filter) next() {
	line, err := f.in.ReadSlice('\n')
	tooLong := errors.Is(err, bufio.ErrBufferFull)
	for errors.Is(err, bufio.ErrBufferFull) {
		_, err = f.in.ReadSlice('\n')
	}
	if err != nil {
		f.err = err
		if len(line) == 0 {
			return
		}
	}
	f.line++
	f.pending = append(f.pending[:0], '\n')
	if tooLong {
		f.problems.add("line too long", f.line, "line longer than %d bytes, ignored; is this a result file?", maxLine)
		return
	}
	f.cut = err == io.EOF
	line = bytes.TrimRight(line, "\r\n")
	if bytes.IndexByte(line, 0) >= 0 || !utf8.Valid(line) {
		f.binary = true
		if bytes.HasPrefix(line, []byte("Benchmark")) {
			f.problems.add("damaged", f.line, "damaged line (binary data), ignored")
		}
		return
	}
	f.preamble.see(f.line, line)
	f.bareName = bytes.HasPrefix(line, []byte("Benchmark")) && !bytes.ContainsAny(line, " \t")
	if f.sideLine(string(line)) {
		return
	}
	f.pending = append(append(f.pending[:0], line...), '\n')
}

// failure matches Go's verdict on one benchmark. The testing package prints a benchmark's name before it runs, so the
// verdict may stand behind it on one line.
var failure = regexp.MustCompile(`^(?:Benchmark\S+\s+)?--- (FAIL|SKIP|BENCH): (Benchmark\S+)`)

// place matches the "file.go:12: " that testing puts in front of a reason.
var place = regexp.MustCompile(`^\S+\.go:\d+: `)

// sideLine picks up line if it is none of benchfmt's business, and says whether it was.
func (f *filter) sideLine(line string) bool {
	if m := failure.FindStringSubmatch(line); m != nil {
		f.verdict(m[1], m[2])
		return true
	}
	if strings.HasPrefix(line, "    ") || strings.HasPrefix(line, "\t") {
		f.reason(line)
		return true
	}
	f.endReason()
	switch {
	case strings.HasPrefix(line, "#"):
		f.comment(strings.TrimSpace(line[1:]))
	case line == "FAIL" || strings.HasPrefix(line, "FAIL\t"):
		f.runFailed = f.line
	case strings.HasPrefix(line, "panic: "):
		f.problems.add("panic", f.line, "the run panicked: %s", clip(clean(line[len("panic: "):]), 200))
	case strings.HasPrefix(line, `{"Time":`) || strings.HasPrefix(line, `{"Action":`):
		f.problems.add("json", f.line, "this is go test -json output; run without -json, or take its Output texts")
	default:
		return false
	}
	return true
}

// verdict records a benchmark that failed or skipped itself; its reason follows on indented lines.
func (f *filter) verdict(kind, name string) {
	f.endReason()
	entry := at{line: f.line, name: clip(clean(shortName(name)), 200), trail: true}
	switch kind {
	case "FAIL":
		f.keep("FAIL", &f.side.failures, entry)
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
