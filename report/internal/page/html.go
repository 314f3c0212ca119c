package page

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
)

// claimsID is the anchor of a machine's claims, counted from 1: claims, claims-2 and so on.
func claimsID(n int) string {
	if n == 1 {
		return "claims"
	}
	return fmt.Sprintf("claims-%d", n)
}

//go:embed index.html.tmpl
var indexText string

var index = template.Must(template.New("index").Parse(indexText))

// HTML writes index.html: one file that asks the network for nothing. All text of input files is escaped by the
// template; the charts' SVG is our own, its text escaped by its writer.
func (r Report) HTML(w io.Writer) error {
	type figure struct {
		Name, Title string
		SVG         template.HTML
	}
	type section struct {
		Section
		Figures  []figure
		ClaimsID string // the anchor of its claims
	}
	data := struct {
		Report
		Parts []section
	}{Report: r}
	judged := 0
	for _, s := range r.Sections {
		part := section{Section: s}
		if len(s.Claims) > 0 {
			judged++
			part.ClaimsID = claimsID(judged)
		}
		for _, c := range s.Charts {
			svg, err := c.InlineSVG()
			if err != nil {
				return err
			}
			part.Figures = append(part.Figures, figure{c.Name, c.Title, template.HTML(svg)})
		}
		data.Parts = append(data.Parts, part)
	}
	if err := index.Execute(w, data); err != nil {
		return fmt.Errorf("index.html: %w", err)
	}
	return nil
}
