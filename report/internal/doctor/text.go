package doctor

import (
	"fmt"
	"io"
	"strings"

	"ipcbench/report/internal/table"
)

// text writes findings for a terminal of the given width, and how many of them matter.
func text(w io.Writer, findings []Finding, width int) error {
	const indent = "        "
	var b strings.Builder
	count := map[Verdict]int{}
	for _, f := range findings {
		count[f.Verdict]++
		head := table.WrapIndented(f.Topic+": "+f.Found, width, indent)
		b.WriteString(string(f.Verdict) + head[len(f.Verdict):]) // in place of the indentation
		b.WriteString(table.WrapIndented(f.Effect, width, indent))
		if f.Change != "" {
			b.WriteString(table.WrapIndented("change: "+f.Change, width, indent))
		}
		b.WriteString("\n")
	}
	b.WriteString(table.Wrap(fmt.Sprintf("%s, %s, %d as they should be. A warning spoils figures or keeps them from "+
		"being taken; a note is part of what is measured.",
		plural(count[Warn], "warning"), plural(count[Note], "note"), count[Good]), width))
	_, err := io.WriteString(w, b.String())
	return err
}

func plural(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}
