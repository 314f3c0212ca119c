package results

import (
	"io"
	"strings"

	"golang.org/x/perf/benchfmt"
)

// Input is one thing to read; Name stands in front of its problems.
type Input struct {
	Name string
	Open func() (io.ReadCloser, error)
}

// A File is what one input holds beside its results.
type File struct {
	Results  int // sound benchmark lines
	Problems []Problem
	Failures []Failure
	Units    benchfmt.UnitMetadataMap
}

// Scan reads one input and calls each with every sound benchmark line of it, whatever it is a benchmark of. The
// result is good until each returns. What cannot be true, or is cut short, is left out and becomes a problem: this is
// the one strictness of all that read results.
func Scan(in Input, each func(*benchfmt.Result)) *File {
	p := &problems{file: in.Name}
	file := &File{}
	if s := open(in, p); s != nil {
		s.run(each)
		file.Results, file.Failures, file.Units = s.sound, s.failures(), s.units
	}
	file.Problems = p.done()
	return file
}

// scan is one input being read.
type scan struct {
	name     string
	src      io.Closer
	filter   *filter
	problems *problems
	shapes   shapes
	sound    int // results that each was called with
	units    benchfmt.UnitMetadataMap
}

// open begins; nil if the input cannot be read, which is a problem then.
func open(in Input, p *problems) *scan {
	src, err := in.Open()
	if err != nil {
		p.add("open", 0, "cannot be read: %v", reasonOf(err))
		return nil
	}
	text, err := unpack(src)
	if err != nil {
		src.Close()
		p.add("wrapped", 0, "%v", err)
		return nil
	}
	return &scan{name: in.Name, src: src, filter: newFilter(text, p), problems: p, shapes: shapes{}}
}

// run reads to the end and closes the input.
func (s *scan) run(each func(*benchfmt.Result)) {
	defer s.src.Close()
	f := s.filter
	bench := benchfmt.NewReader(f, s.name)
	for bench.Scan() {
		switch rec := bench.Result().(type) {
		case *benchfmt.Result:
			f.started = ""
			if s.check(rec) {
				s.sound++
				trim(rec)
				each(rec)
			}
		case *benchfmt.SyntaxError:
			s.syntaxError(rec)
		}
	}
	if err := bench.Err(); err != nil {
		s.problems.add("read", f.line, "reading stopped here: %v", reasonOf(f.err))
	}
	if f.cut && f.bareName {
		s.problems.add("cut", f.line,
			"the file ends in the middle of a benchmark's name; the run was stopped here? run it again")
	}
	f.endReason()
	s.units = bench.Units()
	s.conclude()
}

// conclude says in one line why a file gave nothing, or that its run failed without naming a benchmark.
func (s *scan) conclude() {
	f := s.filter
	named := len(f.side.failures) > 0
	if f.runFailed.line > 0 && !named {
		text := strings.TrimSpace("the run ended with FAIL " + f.runFailed.text)
		f.fail(at{line: f.runFailed.line, text: text})
		if s.sound > 0 {
			s.problems.add("fail", f.runFailed.line,
				"%s and named no benchmark; results may be missing, see its standard error", text)
		}
	}
	switch {
	case s.sound > 0:
	case f.line == 0:
		s.problems.add("empty", 0, "empty file; did the run that wrote it start?")
	case f.binary:
		s.problems.add("binary", 0, "binary data, not a result file; give the output of go test -bench")
	case named:
		s.problems.add("nothing", 0, "every benchmark failed; no results in it")
	default:
		s.problems.add("nothing", 0, "no usable benchmark results in it; give the output of go test -bench")
	}
}

// failures are those of the file, in the order of its lines.
func (s *scan) failures() (list []Failure) {
	for _, d := range s.filter.side.failures {
		list = append(list, Failure{d.name, orUnknown(d.text), s.name, d.line})
	}
	return list
}

// syntaxError rewords what benchfmt says of a line it cannot parse.
func (s *scan) syntaxError(e *benchfmt.SyntaxError) {
	line := s.filter.line
	switch {
	case strings.Contains(e.Msg, "missing iteration count"):
		s.problems.add("no result", line, "%s was started and has no result; the run was stopped here? run it again",
			clip(s.filter.started, 100))
	case strings.HasPrefix(e.Msg, "metadata"):
		s.problems.add("metadata", line, "%s; the first one is kept", clean(e.Msg))
	default:
		s.problems.add("truncated", line, "damaged or truncated benchmark line, ignored (%s)", clip(clean(e.Msg), 100))
	}
}
