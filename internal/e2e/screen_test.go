package e2e

import (
	"strings"
	"testing"
)

// screenWidth is the width of a terminal that does not report its width.
const screenWidth = 80

// screen is what a terminal of screenWidth columns shows after a text, which may have carriage return, newline, tab,
// and erase to the end of the row (ECMA-48, EL). A line that takes several rows is joined.
func screen(text string) string {
	type row struct {
		cells []rune
		on    bool // the next row is its continuation
	}
	rows := []row{{}}
	column := 0
	next := func() {
		rows = append(rows, row{})
		column = 0
	}
	put := func(r rune) {
		if column == screenWidth {
			rows[len(rows)-1].on = true
			next()
		}
		last := &rows[len(rows)-1]
		for len(last.cells) <= column {
			last.cells = append(last.cells, ' ')
		}
		last.cells[column] = r
		column++
	}
	for text != "" {
		if rest, ok := strings.CutPrefix(text, "\x1b[K"); ok {
			last := &rows[len(rows)-1]
			last.cells = last.cells[:min(column, len(last.cells))]
			text = rest
			continue
		}
		r := []rune(text)[0]
		text = text[len(string(r)):]
		switch r {
		case '\r':
			column = 0
		case '\n':
			next()
		case '\t':
			for put(' '); column%8 != 0 && column < screenWidth; put(' ') {
			}
		default:
			put(r)
		}
	}
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(string(r.cells))
		if !r.on {
			b.WriteByte('\n')
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func TestScreen(t *testing.T) {
	wide := strings.Repeat("x", screenWidth)
	for _, c := range []struct{ text, want string }{
		{"one\r\ntwo", "one\ntwo"},
		{"[1/2] pipe\r\x1b[Kname\t", "name    "},
		{"[1/2] pipe\r\x1b[K", ""},
		{"abc\rx", "xbc"},
		{wide + "yz\r\x1b[Kend", wide + "end"}, // only the last row of a long line is erased
	} {
		if got := screen(c.text); got != c.want {
			t.Errorf("screen(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}
