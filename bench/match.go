package bench

import (
	"flag"
	"regexp"
	"strings"
)

// A matcher tells which benchmarks -test.bench selects, as the testing package does: a list of alternatives separated by
// |, each a list of regular expressions separated by /, one a level of the name. Only progress and listing use it.
type matcher [][]*regexp.Regexp

// benchMatcher is that of this run; a list without -bench takes every benchmark.
func benchMatcher(whenEmpty string) matcher {
	pattern := testFlag("test.bench")
	if pattern == "" {
		pattern = whenEmpty
	}
	return newMatcher(pattern)
}

func newMatcher(pattern string) matcher {
	var m matcher
	for _, alternative := range splitOutside(pattern, '|') {
		var levels []*regexp.Regexp
		for _, level := range splitOutside(alternative, '/') {
			re, err := regexp.Compile(level)
			if err != nil {
				re = regexp.MustCompile("$.") // matches nothing; the testing package says what is wrong
			}
			levels = append(levels, re)
		}
		m = append(m, levels)
	}
	return m
}

// matches tells whether a benchmark of this full name runs.
func (m matcher) matches(name string) bool {
	parts := strings.Split(name, "/")
	for _, levels := range m {
		ok := true
		for i, part := range parts {
			ok = ok && (i >= len(levels) || levels[i].MatchString(part))
		}
		if ok {
			return true
		}
	}
	return false
}

// splitOutside splits at separators that stand outside of brackets and parentheses and are not escaped.
func splitOutside(s string, separator byte) []string {
	var parts []string
	depth, from := 0, 0
	inClass := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			i++
		case c == '[':
			inClass = true
		case c == ']':
			inClass = false
		case inClass:
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == separator && depth == 0:
			parts = append(parts, s[from:i])
			from = i + 1
		}
	}
	return append(parts, s[from:])
}

// testFlag is the value of a flag of the testing package, "" if it is not there.
func testFlag(name string) string {
	if f := flag.Lookup(name); f != nil {
		return f.Value.String()
	}
	return ""
}
