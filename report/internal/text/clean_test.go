package text

import "testing"

func TestTextOfFilesIsHarmless(t *testing.T) {
	for text, want := range map[string]string{
		"a\x1b[31mred":   "a�[31mred",
		" a\t\u00a0b\n":  "a b",
		"bad \xff utf-8": "bad � utf-8",
		"µs ± 2 %":       "µs ± 2 %",
		"a b~":           "a b~",
		" a":             "a",
		"a ":             "a",
		"a  b":           "a b",
		"a\x7f":          "a�",
		" ":              "",
	} {
		if got := Clean(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestACutIsMarked(t *testing.T) {
	for text, want := range map[string]string{"µµµµ": "µµµµ", "µµµµµ": "µµµ…"} {
		if got := Clip(text, 4); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
