package chart

import (
	"fmt"
	"regexp"
	"slices"
	"testing"
)

// In a page a chart says what it says in a file, in the same order, in much less room.
func TestChartsInPagesSayTheSame(t *testing.T) {
	texts := regexp.MustCompile(`<text[^>]*>([^<]*)</text>`)
	said := func(svg string) (list []string) {
		for _, m := range texts.FindAllStringSubmatch(svg, -1) {
			list = append(list, m[1])
		}
		return list
	}
	every(t, func(t *testing.T, c Chart) {
		file, err := c.SVG()
		if err != nil {
			t.Fatal(err)
		}
		page, err := new(Inliner).SVG(c)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(said(string(file)), said(page)) {
			t.Error("it says something else in a page")
		}
		if len(page) > len(file)*6/10 {
			t.Errorf("it has %d bytes in a page, and %d in a file", len(page), len(file))
		}
	})
}

// What is drawn by others looks as it does in the report's own pictures.
func TestLooksAreThoseOfTheCharts(t *testing.T) {
	var order []string
	for i := range 73 {
		order = append(order, fmt.Sprint(i))
	}
	looks := LooksOf(order)
	for _, mech := range order {
		want, got := styles{order}.of(mech), looks.Marks[mech]
		if looks.Light[got[0]] != hex(want.Color) || got[1] != want.Shape {
			t.Errorf("mechanism %s: %v, want %v", mech, got, want)
		}
	}
	if len(looks.Dark) != len(looks.Light) || len(looks.Shapes) != len(shapes) {
		t.Error("colours or shapes are missing")
	}
}
