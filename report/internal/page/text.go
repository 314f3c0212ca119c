package page

import (
	"fmt"
	"io"
	"strings"

	"ipcbench/report/internal/table"
)

// Text writes the report for a terminal of the given width.
func (r Report) Text(w io.Writer, width int) error {
	p := printer{w: w}
	for _, s := range r.Sections {
		p.do(s.Text(w, width))
	}
	if r.Taxonomy != nil {
		p.do(r.Taxonomy.Text(w, width))
	}
	return p.err
}

// Text writes all of a section for a terminal.
func (s Section) Text(w io.Writer, width int) error {
	p := printer{w: w}
	p.do(s.Head(w, width))
	if len(s.Claims) > 0 {
		p.do(s.InLines().Text(w, width))
		p.print("\n")
	}
	for _, t := range s.Tables {
		p.do(t.Text(w, width))
		p.print("\n")
	}
	for _, l := range s.Lists {
		p.do(l.Text(w, width))
		p.print("\n")
	}
	return p.err
}

// Head writes what a section is of: the machine, and how much was measured.
func (s Section) Head(w io.Writer, width int) error {
	p := printer{w: w}
	p.print(table.Wrap(s.Heading, width), table.Wrap(factLine(s), width), table.Wrap(s.Samples, width), "\n")
	return p.err
}

// factLine is the machine in one line.
func factLine(s Section) string {
	var parts []string
	for _, f := range s.Facts {
		parts = append(parts, fmt.Sprintf("%s: %s", f.Key, f.Value))
	}
	return strings.Join(parts, " · ")
}

// printer writes until the first error and keeps it.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) print(texts ...string) {
	for _, t := range texts {
		if p.err == nil {
			_, p.err = io.WriteString(p.w, t)
		}
	}
}

func (p *printer) do(err error) {
	if p.err == nil {
		p.err = err
	}
}
