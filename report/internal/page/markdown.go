package page

import (
	"fmt"
	"io"

	"ipcbench/report/internal/claims"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// Markdown writes summary.md. Charts are linked by their file names, beside which it lies; without charts set, as on
// standard output, none are.
func (r Report) Markdown(w io.Writer, charts bool) error {
	p := printer{w: w}
	p.print("# " + r.Title + "\n")
	for _, s := range r.Sections {
		p.print(fmt.Sprintf("\n## %s\n\n", table.Escape(s.Heading)))
		if f := factLine(s); f != "" {
			p.print(table.Escape(f), "\n\n")
		}
		p.print(table.Escape(s.Samples), "\n")
		if charts {
			for _, c := range s.Charts {
				p.print(fmt.Sprintf("\n![%s](%s.png)\n", table.Escape(c.Title), c.Name))
			}
		}
		if len(s.Claims) > 0 {
			p.print("\n")
			p.do(claims.Markdown(w, words.English(), s.Claims, 3))
		}
		for _, t := range s.Tables {
			p.print("\n")
			p.do(t.Markdown(w, 3))
		}
		for _, l := range append(s.Lists, table.List{Title: "Charts left out", Items: s.Undrawn}) {
			if len(l.Items) > 0 {
				p.print("\n")
				p.do(l.Markdown(w, 3))
			}
		}
	}
	if r.Taxonomy != nil {
		p.print("\n")
		p.do(r.Taxonomy.Markdown(w, 2))
	}
	if len(r.Problems) > 0 {
		p.print("\n")
		p.do(table.List{Title: "About the input", Items: r.Problems}.Markdown(w, 2))
	}
	return p.err
}
