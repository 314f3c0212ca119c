package plan

import (
	"regexp"
	"strings"
)

// A Matcher tells which benchmarks -test.bench selects, by the rules of the testing package: alternatives are
// separated by |, each is a list of regular expressions separated by /, and each of these applies to one level of the
// name. It serves for progress, lists and skips. What runs is the testing package's own decision.
type Matcher [][]*regexp.Regexp

// NewMatcher parses the value of -test.bench. An invalid expression matches nothing: the testing package reports it.
func NewMatcher(pattern string) Matcher {
	var m Matcher
	for _, alternative := range splitOutside(pattern, '|') {
		var levels []*regexp.Regexp
		for _, level := range splitOutside(alternative, '/') {
			re, err := regexp.Compile(level)
			if err != nil {
				re = regexp.MustCompile("$.") // matches nothing
			}
			levels = append(levels, re)
		}
		m = append(m, levels)
	}
	return m
}

// Matches tells whether the benchmark with this full name is selected.
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

// splitOutside splits at those separators that are neither escaped nor inside brackets or parentheses.
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
