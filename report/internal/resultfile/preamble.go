package resultfile

import (
	"bytes"
	"regexp"
)

// preamble finds where one run ends and the next begins in files strung together: at the first line after a benchmark
// that ends a run, dates it or configures it. Comment lines from there on belong to the results that follow.
type preamble struct {
	starts []int // line numbers
	inside bool  // between such a line and the next benchmark
}

var (
	runsBenchmark = regexp.MustCompile(`^--- (FAIL|SKIP): Benchmark`)
	startsRun     = regexp.MustCompile(`^(PASS$|ok\s|FAIL(\s|$)|# (?:date|commit) |[a-z][^\sA-Z]*:(\s|$))`)
)

// see takes notice of one line.
func (p *preamble) see(number int, line []byte) {
	switch {
	case bytes.HasPrefix(line, benchmarkWord), bytes.HasPrefix(line, []byte("--- ")) && runsBenchmark.Match(line):
		p.inside = false
	case !p.inside && startsRun.Match(line):
		p.inside = true
		p.starts = append(p.starts, number)
	}
}

// before is the line at which the preamble of the result on the given line begins, or that line itself.
func (p *preamble) before(result int) int {
	for i := len(p.starts) - 1; i >= 0; i-- {
		if p.starts[i] <= result {
			return p.starts[i]
		}
	}
	return result
}
