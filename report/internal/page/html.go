package page

import (
	"compress/gzip"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"strings"

	"ipcbench/report/internal/chart"
	"ipcbench/report/internal/web"
)

//go:embed index.html.tmpl
var indexText string

//go:embed index.css
var style string

var index = template.Must(template.New("index").Funcs(noTranslations().functions()).Parse(indexText))

// mostPictures is from how many bytes of pictures on a page with a script has no more of them, but those that set
// machines side by side. The others, of further machines, lie beside the page, and its script draws what is in them.
const mostPictures = 700_000

// HTML writes index.html: one file that asks the network for nothing. All text of input files is escaped by the
// template; the charts' SVG is our own, its text escaped by its writer.
func (r Report) HTML(w io.Writer) error {
	r, err := r.inLanguage("en")
	if err != nil {
		return err
	}
	translated := noTranslations()
	if r.Facts != nil { // a page without a script is in English
		korean, err := r.inLanguage("ko")
		if err != nil {
			return err
		}
		translated = translationsOf(r, korean)
	}
	localized, err := index.Clone()
	if err != nil {
		return err
	}
	localized.Funcs(translated.functions())
	data := document{Report: r}
	var inline chart.Inliner
	size := 0
	judged := 0
	for _, s := range r.Sections {
		part := section{Section: s}
		if len(s.Claims) > 0 {
			judged++
			part.ClaimsID = claimsID(judged)
		}
		for _, c := range s.Charts {
			if r.Facts != nil && size > mostPictures && s.Machine != nil {
				part.Named = append(part.Named, c.Name)
				continue
			}
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
		if err := data.script(r, translated); err != nil {
			return err
		}
	}
	if err := localized.Execute(w, data); err != nil {
		return fmt.Errorf("index.html: %w", err)
	}
	return nil
}

// claimsID is the anchor of a machine's claims, counted from 1: claims, claims-2 and so on.
func claimsID(n int) string {
	if n == 1 {
		return "claims"
	}
	return fmt.Sprintf("claims-%d", n)
}

// A document is what the template shows.
type document struct {
	Report
	Parts []section
	Style template.CSS

	// Of a page with a script.
	Script       template.JS
	Hash         string        // of the script: no other runs
	Data         template.HTML // the facts: JSON, compressed by gzip, in base64
	Looks, Words template.JS
	Told         template.JS // what is said in the tables, in each language but English, by position
}

type section struct {
	Section
	Figures  []figure
	Named    []string // pictures that lie beside the page instead of in it
	ClaimsID string   // the anchor of its claims
}

type figure struct {
	Name, Title string
	SVG         template.HTML
}

// script gives the page its script, and what this works with.
func (d *document) script(r Report, translated *translations) error {
	looks := chart.LooksOf(r.order)
	for _, part := range []struct {
		to   *template.JS
		from any
	}{
		{&d.Looks, looks}, {&d.Words, catalogue()}, {&d.Told, map[string][]string{"ko": translated.list}},
	} {
		text, err := json.Marshal(part.from)
		if err != nil {
			return fmt.Errorf("index.html: %w", err)
		}
		*part.to = template.JS(text)
	}
	if err := d.pack(r.Facts); err != nil {
		return fmt.Errorf("index.html: %w", err)
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

// pack puts the facts into the page: compressed, since those of several machines are megabytes.
func (d *document) pack(facts any) error {
	var b strings.Builder
	text := base64.NewEncoder(base64.StdEncoding, &b)
	zip, err := gzip.NewWriterLevel(text, gzip.BestCompression)
	if err != nil {
		return err
	}
	if err := errors.Join(json.NewEncoder(zip).Encode(facts), zip.Close(), text.Close()); err != nil {
		return err
	}
	d.Data = template.HTML(b.String())
	return nil
}
