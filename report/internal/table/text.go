package table

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

func init() {
	// × ± µ are one column wide in every terminal we write for; a CJK locale must not change the layout.
	twwidth.SetEastAsian(false)
}

// Text writes t for a terminal of the given width, split where it is too wide.
func (t Table) Text(w io.Writer, width int) error {
	var b strings.Builder
	b.WriteString(WrapIndented(t.Title, width, ""))
	b.WriteString(WrapIndented(t.Legend, width, ""))
	notes := t.Notes
	t.Notes = nil
	for _, part := range t.fit(width) {
		body, err := part.plain()
		if err != nil {
			return fmt.Errorf("table %q: %w", t.Title, err)
		}
		b.WriteString("\n" + body)
		for _, n := range part.Notes {
			if !slices.Contains(notes, n) {
				notes = append(notes[:len(notes):len(notes)], n)
			}
		}
	}
	if len(notes) > 0 {
		b.WriteString("\n")
	}
	for _, n := range notes {
		b.WriteString(WrapIndented(n, width, "  "))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Text writes the list's items, wrapped between words and indented.
func (l List) Text(w io.Writer, width int) error {
	var b strings.Builder
	b.WriteString(WrapIndented(l.Title, width, "") + "\n")
	for _, item := range l.Items {
		b.WriteString(strings.TrimPrefix(WrapIndented(item, width, "    "), "  "))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// plain draws a table without borders: a line under the heading, two blanks between columns.
func (t Table) plain() (string, error) {
	blank := tw.NewSymbolCustom("blank").WithRow("─").WithColumn(" ").WithCenter("─").WithMidLeft("").WithMidRight("").
		WithHeaderLeft("").WithHeaderMid("─").WithHeaderRight("")
	var out bytes.Buffer
	tbl := tablewriter.NewTable(&out,
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Borders: tw.BorderNone,
			Symbols: blank,
			Settings: tw.Settings{
				Separators: tw.Separators{BetweenColumns: tw.On, BetweenRows: tw.Off},
				Lines: tw.Lines{
					ShowHeaderLine: tw.On,
					ShowTop:        tw.Off,
					ShowBottom:     tw.Off,
					ShowFooterLine: tw.Off,
				},
			},
		})),
		tablewriter.WithConfig(t.config()),
		tablewriter.WithPadding(tw.Padding{Left: "", Right: " ", Overwrite: true}),
		tablewriter.WithTrimLine(tw.Off),
	)
	titled := false
	for _, g := range t.Groups {
		titled = titled || g.Title != ""
	}
	var header []string
	for _, lines := range t.header() {
		if titled {
			header = append(header, blankLine(lines[0])+"\n"+lines[1])
		} else {
			header = append(header, lines[1])
		}
	}
	if err := t.fill(tbl, header); err != nil {
		return "", err
	}
	lines := strings.Split(out.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
		if strings.Trim(lines[i], "─") == "" { // the rule covers the last column's padding too
			lines[i] = strings.TrimSuffix(lines[i], "─")
		}
	}
	return strings.Join(lines, "\n"), nil
}

// blankLine keeps tablewriter from closing up an empty line of a heading.
func blankLine(s string) string {
	if s == "" {
		return " "
	}
	return s
}

// config aligns words left and numbers right, and leaves every text as it is.
func (t Table) config() tablewriter.Config {
	var aligns []tw.Align
	for range t.Keys {
		aligns = append(aligns, tw.AlignLeft)
	}
	for _, g := range t.Groups {
		for range g.Columns {
			if g.Text {
				aligns = append(aligns, tw.AlignLeft)
			} else {
				aligns = append(aligns, tw.AlignRight)
			}
		}
	}
	cell := tw.CellConfig{
		Formatting: tw.CellFormatting{AutoWrap: tw.WrapNone, AutoFormat: tw.Off},
		Alignment:  tw.CellAlignment{PerColumn: aligns},
	}
	return tablewriter.Config{Header: cell, Row: cell}
}

func (t Table) fill(tbl *tablewriter.Table, header []string) error {
	tbl.Header(header)
	for _, r := range t.Rows {
		if err := tbl.Append(t.line(r)); err != nil {
			return err
		}
	}
	return tbl.Render()
}
