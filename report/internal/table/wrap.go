package table

import (
	"strings"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
)

// wrap breaks running text between words into lines of at most width, each indented. It ends in a newline, and is
// empty for empty text.
func wrap(text string, width int, indent string) string {
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

// Wrap is wrap without indentation, for running text outside of tables.
func Wrap(text string, width int) string { return wrap(text, width, "") }
