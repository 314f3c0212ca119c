package resultfile

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// maxLine is the longest line handed on; benchfmt gives up the whole file at a line of 64 KiB.
const maxLine = 60_000

// hopeless is the length in bytes of a line after which nothing is read any more: a device such as /dev/zero has no
// end.
const hopeless = 64 << 20

var (
	benchmarkWord = []byte("Benchmark")
	newline       = []byte("\n")
)

// filter stands between a file and benchfmt. It takes lines out of what they are wrapped in. It picks out the side
// lines and replaces them, and every line that would mislead benchfmt, by empty lines. It hands on one line for each
// Read, so that benchfmt never reads ahead: the result that it returns is the one of the current line.
type filter struct {
	in       *bufio.Reader
	problems *problems
	side     Side
	preamble preamble
	declared map[string]bool // mechanisms in side.Traits
	repeated map[string]bool // the lines that declared them
	failed   map[string]bool // benchmarks in side.failures, and those above them

	line      int      // number of the line last read
	queue     [][]byte // lines that stood in it, when it was an event of go test -json
	pending   []byte   // what is still to be handed on
	buffer    []byte   // of a line that is
	err       error
	events    events
	container string // whose lines count, in a log of several

	binary    bool     // a line held NUL bytes or invalid UTF-8
	runFailed SideLine // the last FAIL of a whole run
	started   string   // the benchmark that was named last and has no result yet
	bareName  bool     // the last line is a benchmark's name and nothing else
	cut       bool     // the last line has no newline: the writer may have been stopped in it
	settings  bool     // since the last result a line was handed on that may be a setting
	ahead     *ahead
}

func newFilter(in *bufio.Reader, p *problems) *filter {
	return &filter{
		in: in, problems: p, settings: true,
		declared: map[string]bool{}, repeated: map[string]bool{}, failed: map[string]bool{},
	}
}

// Read implements io.Reader over the filtered lines.
func (f *filter) Read(p []byte) (int, error) {
	for len(f.pending) == 0 {
		switch {
		case len(f.queue) > 0:
			line := f.queue[0]
			f.queue = f.queue[1:]
			f.pass(line)
		case f.err != nil:
			if f.queue = f.events.rest(); len(f.queue) == 0 {
				return 0, f.err
			}
			f.cut = true
		default:
			f.next()
		}
	}
	n := copy(p, f.pending)
	f.pending = f.pending[n:]
	return n, nil
}

// next reads one line into queue; it leaves at least an empty line in pending, or an error, unless the line is parsed
// ahead.
func (f *filter) next() {
	line, err := f.in.ReadSlice('\n')
	tooLong := errors.Is(err, bufio.ErrBufferFull)
	for length := len(line); errors.Is(err, bufio.ErrBufferFull); {
		var more []byte
		more, err = f.in.ReadSlice('\n')
		if length += len(more); length > hopeless {
			err = fmt.Errorf("line %d is longer than %d MiB; this is no result file", f.line+1, hopeless>>20)
		}
	}
	if err != nil {
		f.err = err
		if len(line) == 0 {
			f.ahead.drain()
			return
		}
	}
	f.line++
	if err == nil && f.parseAhead(bytes.TrimRight(line, "\r\n")) {
		return
	}
	f.ahead.drain()
	if tooLong {
		f.pass(nil)
		f.problems.add("line too long", f.line, "line longer than %d bytes, ignored; is this a result file?", maxLine)
		return
	}
	f.cut = err != nil
	line = bytes.TrimPrefix(bytes.TrimRight(line, "\r\n"), byteOrderMark)
	line = f.unprefix(line)
	if lines, ok := f.event(line); ok {
		f.queue = lines
		f.cut = false
	} else {
		f.pass(line)
		return
	}
	if len(f.queue) == 0 {
		f.pass(nil)
	}
}

// pass hands a line on, or an empty one in its place.
func (f *filter) pass(line []byte) {
	f.pending = newline
	if bytes.IndexByte(line, 0) >= 0 || !utf8.Valid(line) {
		f.binary = true
		if bytes.HasPrefix(line, benchmarkWord) {
			f.problems.add("damaged", f.line, "damaged line (binary data), ignored")
		}
		return
	}
	f.preamble.see(f.line, line)
	f.bareName = false
	if !f.result(line) {
		f.bareName = bytes.HasPrefix(line, benchmarkWord) && !bytes.ContainsAny(line, " \t")
		if f.sideLine(string(line)) {
			return
		}
		f.settings = f.settings || !bytes.HasPrefix(line, benchmarkWord)
	}
	f.buffer = append(append(f.buffer[:0], line...), '\n')
	f.pending = f.buffer
}

// result takes notice of a line that is plainly a benchmark's with its result, as most lines are, and says whether it
// is one. Of such a line sideLine says the same, and takes longer.
func (f *filter) result(line []byte) bool {
	if !bytes.HasPrefix(line, benchmarkWord) || !hasIterations(line) || bytes.Contains(line, []byte("--- ")) ||
		bytes.Contains(line[1:], benchmarkWord) {
		return false
	}
	f.endReason()
	f.started = ""
	return true
}

// parseAhead has a line parsed ahead, and says whether it may be: it is plainly a result, and the configuration is that
// of the result before.
func (f *filter) parseAhead(line []byte) bool {
	if f.settings || !bytes.HasPrefix(line, benchmarkWord) || bytes.IndexByte(line, 0) >= 0 ||
		bytes.IndexByte(line, '|') >= 0 || !utf8.Valid(line) || !f.result(line) {
		return false
	}
	f.cut, f.bareName, f.preamble.inside = false, false, false
	f.ahead.add(f.line, line)
	return true
}

// hasIterations tells whether the second word of a line begins with a digit.
func hasIterations(line []byte) bool {
	end := 0
	for end < len(line) && line[end] > ' ' {
		end++
	}
	rest := bytes.TrimLeft(line[end:], " \t")
	return len(rest) > 0 && len(rest) < len(line)-end && rest[0] >= '0' && rest[0] <= '9'
}

// sideLine takes a line that is not for benchfmt, and says whether it was one.
func (f *filter) sideLine(line string) bool {
	if strings.Contains(line, "--- ") { // which spares most lines the expression
		if m := verdict.FindStringSubmatch(line); m != nil {
			f.verdict(m[1], m[2])
			return true
		}
	}
	if f.broken(line) {
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
	case f.crash(line):
	case line == "FAIL" || strings.HasPrefix(line, "FAIL\t"):
		f.endFail(line)
	case strings.HasPrefix(line, "Benchmark"):
		f.start(line)
		return false
	default:
		return false
	}
	return true
}

var _ io.Reader = (*filter)(nil)
