// Package text makes text of result files fit to be shown: harmless to a terminal, and short enough.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes text of a file safe to print: a terminal must not obey escape sequences that a file carries, and XML has
// no place for control characters. Runs of white space become one space.
func Clean(s string) string {
	if isClean(s) {
		return s
	}
	s = strings.ToValidUTF8(s, "�")
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return '�'
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// isClean tells of most text that it is as Clean leaves it: printable ASCII with single spaces between words.
func isClean(s string) bool {
	space := true // before the byte looked at, where no other may be
	for i := range len(s) {
		switch c := s[i]; {
		case c > ' ' && c < 0x7f:
			space = false
		case c != ' ' || space:
			return false
		default:
			space = true
		}
	}
	return !space || s == ""
}

// Clip shortens s to at most n runes and marks the cut.
func Clip(s string, n int) string {
	if len(s) <= n || utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}
