package resultfile

import (
	"io"
	"strings"

	"golang.org/x/perf/benchfmt"

	"ipcbench/report/internal/text"
)

// A Reader is one input being read.
type Reader struct {
	name           string
	src            io.Closer // nil if it could not be opened
	filter         *filter
	problems       problems
	line           int // where the result or the error stands that is at hand
	forms          forms
	benchmarks     map[string]*benchmark // by full name
	configurations configurations
	sound          int // results handed on
	units          benchfmt.UnitMetadataMap
}

// Open begins. That an input cannot be read becomes a problem of its File; there is nothing to read then.
func Open(in Input) *Reader {
	r := &Reader{name: in.Name, problems: problems{file: in.Name}, forms: forms{}, benchmarks: map[string]*benchmark{}}
	r.filter = newFilter(nil, &r.problems)
	src, err := in.Open()
	if err != nil {
		r.problems.add("open", 0, "cannot be read: %v", reasonOf(err))
		return r
	}
	r.filter.in, err = unpack(src)
	if err != nil {
		src.Close()
		r.problems.add("wrapped", 0, "%v", err)
		return r
	}
	r.src = src
	return r
}

// Each reads to the end, calls do with every sound benchmark line, and closes the input. The result is good until do
// returns.
func (r *Reader) Each(do func(*benchfmt.Result)) {
	if r.src == nil {
		return
	}
	defer r.src.Close()
	f := r.filter
	var like *benchfmt.Result // a result with the present configuration
	f.ahead = newAhead(r.name, func(b *batch) {
		for i := range b.records {
			r.line = b.lines[i]
			if rec := &b.records[i]; rec.err != nil {
				r.syntaxError(rec.err)
			} else {
				b.fill(like, rec)
				r.result(like, false, do)
			}
		}
	})
	defer f.ahead.close()
	bench := benchfmt.NewReader(f, r.name)
	for bench.Scan() {
		r.line = f.line
		switch rec := bench.Result().(type) {
		case *benchfmt.Result:
			f.started = ""
			if f.settings {
				f.settings = false
				like = &benchfmt.Result{Config: rec.Config}
				r.configurations.see(rec)
			}
			r.result(rec, f.cut, do)
		case *benchfmt.SyntaxError:
			r.syntaxError(rec)
		}
	}
	if err := bench.Err(); err != nil {
		r.problems.add("read", f.line, "reading stopped here: %v", reasonOf(f.err))
	}
	if f.cut && f.bareName {
		r.problems.add("cut", f.line,
			"the file ends in the middle of a benchmark's name; the run was stopped here? run it again")
	}
	f.endReason()
	r.units = bench.Units()
	r.conclude()
}

// result hands a result on if it is sound; last says that its line may have been cut, as the last of the file.
func (r *Reader) result(res *benchfmt.Result, last bool, do func(*benchfmt.Result)) {
	if b, form, ok := r.check(res, last); ok {
		r.sound++
		if b.need != "" {
			trim(res, form)
		}
		do(res)
	}
}

// Name is that of the input.
func (r *Reader) Name() string { return r.name }

// Line is where the result stands that Each is at.
func (r *Reader) Line() int { return r.line }

// RunBegan is the line at which the lines begin that belong to the run of the result that Each is at.
func (r *Reader) RunBegan() int { return r.filter.preamble.before(r.line) }

// Side is what the lines beside the results say, as far as the file has been read.
func (r *Reader) Side() *Side { return &r.filter.side }

// Results is how many sound benchmark lines have been read.
func (r *Reader) Results() int { return r.sound }

// Complain adds a problem; line is 0 when the whole file is meant. Of problems of one kind only the first few are told
// one by one.
func (r *Reader) Complain(kind string, line int, format string, args ...any) {
	r.problems.add(kind, line, format, args...)
}

// File is what the input holds beside its results, once it has been read.
func (r *Reader) File() *File {
	file := &File{Results: r.sound, Units: r.units, Problems: r.problems.done()}
	for _, d := range r.filter.side.Failures {
		file.Failures = append(file.Failures, Failure{d.Name, d.Why(), r.name, d.Line})
	}
	return file
}

// conclude says in one line why a file gave nothing, or that its run failed without naming a benchmark.
func (r *Reader) conclude() {
	f := r.filter
	named := len(f.side.Failures) > 0
	if f.runFailed.Line > 0 && !named {
		said := strings.TrimSpace("the run ended with FAIL " + f.runFailed.Text)
		f.fail(SideLine{Line: f.runFailed.Line, Text: said})
		if r.sound > 0 {
			r.problems.add("fail", f.runFailed.Line,
				"%s and named no benchmark; results may be missing, see its standard error", said)
		}
	}
	switch {
	case r.sound > 0:
	case f.line == 0:
		r.problems.add("empty", 0, "empty file; did the run that wrote it start?")
	case f.binary:
		r.problems.add("binary", 0, "binary data, not a result file; give the output of go test -bench")
	case named:
		r.problems.add("nothing", 0, "every benchmark failed; no results in it")
	default:
		r.problems.add("nothing", 0, "no usable benchmark results in it; give the output of go test -bench")
	}
}

// syntaxError rewords what benchfmt says of a line it cannot parse.
func (r *Reader) syntaxError(e *benchfmt.SyntaxError) {
	line := r.line
	switch {
	case strings.Contains(e.Msg, "missing iteration count"):
		r.problems.add("no result", line, "%s was started and has no result; the run was stopped here? run it again",
			text.Clip(r.filter.started, 100))
	case strings.HasPrefix(e.Msg, "metadata"):
		r.problems.add("metadata", line, "%s; the first one is kept", text.Clean(e.Msg))
	default:
		r.problems.add("truncated", line, "damaged or truncated benchmark line, ignored (%s)",
			text.Clip(text.Clean(e.Msg), 100))
	}
}
