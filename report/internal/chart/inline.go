package chart

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// An Inliner makes the SVG of charts that are set into one HTML page: half as long as in files of their own, and the
// same to look at. What styles say is said once for all charts, in [Inliner.CSS].
type Inliner struct{ styles []string }

// inlineClass begins the names of the classes.
const inlineClass = "z"

// inlined are the parts of an SVG that are written anew: a path, or a text.
var (
	inlined = regexp.MustCompile(`<path d="([^"]*)"\s+style="([^"]*)" />\n?|` +
		`<text (x="[^"]*" y="[^"]*") transform="scale\(1, -1\)"\s+style="([^"]*)">`)
	fraction = regexp.MustCompile(`\d+\.\d{2,}`)
)

// A drawnPath is a path that is still to be written: those that look alike become one.
type drawnPath struct{ d, style string }

// SVG is the chart's SVG to be set into the page: without XML head, and as wide as the page lets it be.
func (in *Inliner) SVG(c Chart) (string, error) {
	svg, err := c.SVG()
	if err != nil {
		return "", err
	}
	text := string(svg)
	at, begin := strings.Index(text, "<svg "), strings.Index(text, " viewBox")
	end := begin + strings.Index(text[max(begin, 0):], ">")
	if at < 0 || begin < at || end < begin {
		return "", fmt.Errorf("chart %s: the SVG begins in an unknown way", c.Name)
	}
	viewBox, _, _ := strings.Cut(text[begin:end], "\n")
	text = text[end:]
	var b strings.Builder
	fmt.Fprintf(&b, `<svg role="img" aria-label="%s"%s`, html.EscapeString(c.Title), viewBox)
	var waiting drawnPath
	flush := func() {
		if waiting.d != "" {
			fmt.Fprintf(&b, `<path class=%s d="%s"/>`, in.class(waiting.style), waiting.d)
		}
		waiting = drawnPath{}
	}
	last := 0
	for _, m := range inlined.FindAllStringSubmatchIndex(text, -1) {
		if between := text[last:m[0]]; strings.TrimSpace(between) != "" {
			flush()
			b.WriteString(between)
		}
		last = m[1]
		if m[2] < 0 { // a text
			flush()
			style := "transform:scale(1,-1);" + text[m[8]:m[9]]
			fmt.Fprintf(&b, `<text class=%s %s>`, in.class(style), rounded(text[m[6]:m[7]]))
			continue
		}
		next := drawnPath{rounded(text[m[2]:m[3]]), text[m[4]:m[5]]}
		if joined, ok := waiting.with(next); ok {
			waiting = joined
			continue
		}
		flush()
		waiting = next
	}
	flush()
	b.WriteString(text[last:])
	return b.String(), nil
}

// with is one path in place of two that are drawn behind one another: an outline of what was filled before, or a line
// like that before.
func (p drawnPath) with(next drawnPath) (drawnPath, bool) {
	const line = "fill:none;"
	stroke, isLine := strings.CutPrefix(next.style, line)
	switch {
	case !isLine || p.d == "":
		return p, false
	case p.d == next.d && strings.HasPrefix(p.style, "fill:") && !strings.Contains(p.style, "stroke"):
		return drawnPath{p.d, p.style + ";" + stroke}, true
	case p.style == next.style:
		return drawnPath{p.d + next.d, p.style}, true
	}
	return p, false
}

// class is the name of a style.
func (in *Inliner) class(style string) string {
	i := slices.Index(in.styles, style)
	if i < 0 {
		i = len(in.styles)
		in.styles = append(in.styles, style)
	}
	return inlineClass + strconv.Itoa(i)
}

// CSS are the styles of all charts so far.
func (in *Inliner) CSS() string {
	var b strings.Builder
	for i, style := range in.styles {
		fmt.Fprintf(&b, ".%s%d{%s}", inlineClass, i, style)
	}
	return b.String()
}

// rounded leaves numbers one digit behind the point: a tenth of a CSS pixel.
func rounded(text string) string {
	return fraction.ReplaceAllStringFunc(text, func(number string) string {
		v, err := strconv.ParseFloat(number, 64)
		if err != nil {
			return number
		}
		return strings.TrimSuffix(strconv.FormatFloat(v, 'f', 1, 64), ".0")
	})
}
