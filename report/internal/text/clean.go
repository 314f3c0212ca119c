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

// Clip shortens s to at most n runes and marks the cut.
func Clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}
