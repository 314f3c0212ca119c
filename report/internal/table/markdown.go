package table

import (
	"fmt"
	"io"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
)

// Markdown writes t as a GitHub table under a heading of the given level, if it has a title.
func (t Table) Markdown(w io.Writer, level int) error {
	var head strings.Builder
	if t.Title != "" {
		fmt.Fprintf(&head, "%s %s\n\n", strings.Repeat("#", level), Escape(t.Title))
	}
	if t.Legend != "" {
		fmt.Fprintf(&head, "%s\n\n", Escape(t.Legend))
	}
	if _, err := io.WriteString(w, head.String()); err != nil {
		return err
	}
	a := t.all()
	tbl := tablewriter.NewTable(w,
		tablewriter.WithRenderer(renderer.NewMarkdown()),
		tablewriter.WithConfig(a.config()),
	)
	var header []string
	for _, lines := range a.header() {
		header = append(header, Escape(strings.TrimSpace(lines[0]+" "+lines[1])))
	}
	for i := range a.Rows {
		row := a.line(a.Rows[i])
		for j := range row {
			row[j] = Escape(row[j])
		}
		a.Rows[i] = Row{Keys: row[:len(a.Keys)], Cells: split(row[len(a.Keys):], a.Groups)}
	}
	if err := a.fill(tbl, header); err != nil {
		return fmt.Errorf("table %q: %w", t.Title, err)
	}
	for _, n := range t.Notes {
		if _, err := fmt.Fprintf(w, "\n%s\n", Escape(n)); err != nil {
			return err
		}
	}
	return nil
}

// split cuts a line of cells back into groups.
func split(cells []string, groups []Group) [][]string {
	var out [][]string
	for _, g := range groups {
		out = append(out, cells[:len(g.Columns)])
		cells = cells[len(g.Columns):]
	}
	return out
}

// Markdown writes the list under a heading of the given level.
func (l List) Markdown(w io.Writer, level int) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n\n", strings.Repeat("#", level), Escape(l.Title))
	for _, item := range l.Items {
		fmt.Fprintf(&b, "- %s\n", Escape(item))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

var markdownEscaper = strings.NewReplacer(`\`, `\\`, "|", `\|`, "<", "&lt;", ">", "&gt;", "*", `\*`, "`", "\\`", "[",
	`\[`, "]", `\]`, "_", `\_`, "&", "&amp;")

// Escape makes text of a file harmless in Markdown.
func Escape(s string) string { return markdownEscaper.Replace(s) }
