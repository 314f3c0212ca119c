package page

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"strings"

	"ipcbench/report/internal/chart"
	"ipcbench/report/internal/web"
	"ipcbench/report/internal/words"
)

//go:embed index.html.tmpl
var indexText string

//go:embed index.css
var style string

var index = template.Must(template.New("index").Parse(indexText))

// mostPictures is how many bytes the pictures of a page with a script may have. Where there are more, as of several
// machines, only those that set machines side by side are in the page: its script draws the others.
const mostPictures = 700_000

// HTML writes index.html: one file that asks the network for nothing. All text of input files is escaped by the
// template; the charts' SVG is our own, its text escaped by its writer.
func (r Report) HTML(w io.Writer) error {
	data := document{Report: r}
	var inline chart.Inliner
	size := 0
	for _, s := range r.Sections {
		part := section{Section: s}
		for _, c := range s.Charts {
			svg, err := inline.SVG(c)
			if err != nil {
				return err
			}
			size += len(svg)
			part.Figures = append(part.Figures, figure{c.Name, c.Title, template.HTML(svg)})
		}
		data.Parts = append(data.Parts, part)
	}
	data.Style = template.CSS(style + inline.CSS())
	if r.Facts != nil {
		if err := data.script(r); err != nil {
			return err
		}
		if size > mostPictures && len(data.Parts) > 1 {
			data.leaveOut()
		}
	}
	if err := index.Execute(w, data); err != nil {
		return fmt.Errorf("index.html: %w", err)
	}
	return nil
}

// A document is what the template shows.
type document struct {
	Report
	Parts []section
	Style template.CSS

	// Of a page with a script.
	Script             template.JS
	Hash               string // of the script: no other runs
	Data, Looks, Words template.JS
}

type section struct {
	Section
	Figures []figure
	Named   []string // pictures that are not in the page, but lie beside it
}

type figure struct {
	Name, Title string
	SVG         template.HTML
}

// script gives the page its script, and what this works with.
func (d *document) script(r Report) error {
	looks := chart.LooksOf(r.order)
	for _, part := range []struct {
		to   *template.JS
		from any
	}{{&d.Data, r.Facts}, {&d.Looks, looks}, {&d.Words, words.Catalogue()}} {
		text, err := json.Marshal(part.from)
		if err != nil {
			return fmt.Errorf("index.html: %w", err)
		}
		*part.to = template.JS(text)
	}
	var colors strings.Builder
	for i := range looks.Light {
		fmt.Fprintf(&colors, "--c%d:light-dark(%s,%s);", i, looks.Light[i], looks.Dark[i])
	}
	d.Style += template.CSS(":root{" + colors.String() + "}")
	d.Script = template.JS(web.Page)
	sum := sha256.Sum256([]byte(web.Page))
	d.Hash = base64.StdEncoding.EncodeToString(sum[:])
	return nil
}

// leaveOut takes the pictures of single machines out of the page.
func (d *document) leaveOut() {
	for i, p := range d.Parts {
		if p.Beside {
			continue
		}
		for _, f := range p.Figures {
			d.Parts[i].Named = append(d.Parts[i].Named, f.Name)
		}
		d.Parts[i].Figures = nil
	}
}
