package plan

import (
	"regexp"
	"strings"
)

// A Matcher tells which benchmarks -test.bench selects, as the testing package does: a list of alternatives separated
// by |, each a list of regular expressions separated by /, one a level of the name. It is for progress, listings and
// skips; what runs the testing package decides.
type Matcher [][]*regexp.Regexp

// NewMatcher reads a pattern of -test.bench.
func NewMatcher(pattern string) Matcher {
	var m Matcher
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

// Matches tells whether a benchmark of this full name runs.
func (m Matcher) Matches(name string) bool {
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
