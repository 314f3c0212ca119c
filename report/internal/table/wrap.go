package table

import (
	"strings"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
)

// WrapIndented breaks running text between words into lines of at most width, each indented. It ends in a newline,
// and is empty for empty text.
func WrapIndented(text string, width int, indent string) string {
	var b strings.Builder
	line := indent
	for _, word := range strings.Fields(text) {
		switch {
		case strings.TrimSpace(line) == "":
			line += word
		case twwidth.Width(line)+1+twwidth.Width(word) > width:
			b.WriteString(line + "\n")
			line = indent + word
		default:
			line += " " + word
		}
	}
	if strings.TrimSpace(line) != "" {
		b.WriteString(line + "\n")
	}
	return b.String()
}

// Wrap breaks running text outside of tables into lines of at most width.
func Wrap(text string, width int) string { return WrapIndented(text, width, "") }
