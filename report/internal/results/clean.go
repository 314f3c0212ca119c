package results

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean makes text of a file safe to print: a terminal must not obey escape sequences that a file carries,
// and XML has no place for control characters. Runs of white space become one space.
func clean(s string) string {
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

// Clean is text of a file that may be printed.
func Clean(s string) string { return clean(s) }

// clip shortens s to at most n runes, marking the cut.
func clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}
