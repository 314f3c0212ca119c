package paced

import (
	"cmp"
	"slices"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
)

// A key is a column that says what a row is of.
type key struct {
	title string
	of    func(Way) string
	usual string // a table in which every row has this value has no such column
	any   bool   // nor one in which all rows have one value, whatever it is
}

var keys = []key{
	{title: "Place", of: func(w Way) string { return w.Place }, any: true},
	{title: "Size", of: func(w Way) string { return size(w.Size) }, any: true},
	{title: "Arrivals", of: func(w Way) string { return w.Arrivals }, usual: usual(schema.KeyArrivals)},
	{title: "Spin", of: func(w Way) string { return w.Spin }, usual: usual(schema.KeySpin)},
	{title: "Think", of: func(w Way) string { return w.Think }, usual: usual(schema.KeyThink)},
	{title: "Also", of: func(w Way) string { return w.Extra }},
}

// size is a size for people; "" where the names say none.
func size(bytes int64) string {
	if bytes == 0 {
		return ""
	}
	return quantity.Size(bytes)
}

// keysOf are the columns that it takes to tell curves apart, and what is unusual of them.
func keysOf(curves []Curve) (use []key) {
	for _, k := range keys {
		first := k.of(curves[0].Way)
		if slices.ContainsFunc(curves, func(c Curve) bool {
			v := k.of(c.Way)
			if k.any {
				return v != first
			}
			return v != "" && v != k.usual
		}) {
			use = append(use, k)
		}
	}
	return use
}

func titles(use []key) []string {
	list := []string{"Mechanism", "Wait"}
	for _, k := range use {
		list = append(list, k.title)
	}
	return list
}

func cells(use []key, w Way) []string {
	list := []string{Name(w), cmp.Or(w.Wait, "–")}
	for _, k := range use {
		list = append(list, cmp.Or(k.of(w), "–"))
	}
	return list
}

// Name is the mechanism, with its scope where that is not the usual one.
func Name(w Way) string {
	s := w.Series
	s.Extra = ""
	return s.Name()
}
