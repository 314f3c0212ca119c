package paced

import (
	"cmp"
	"slices"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
)

// A key is a column that says what a row is of. A table whose rows do not differ in it does without.
type key struct {
	title string
	of    func(Way) string
}

var keys = []key{
	{"Place", func(w Way) string { return w.Place }},
	{"Size", func(w Way) string { return size(w.Size) }},
	{with, Way.With},
}

// with is the title of the last column, and withNote explains it.
const (
	with     = "With"
	withNote = "With: what else the benchmark was asked for; – is nothing: even arrivals, and hybrid spins for 50 µs."
)

// With is what a way was asked for beside mechanism, wait, place and size, as names have it; "" if nothing.
func (w Way) With() string {
	var words []string
	for _, kv := range [][2]string{
		{schema.KeyArrivals, w.Arrivals}, {schema.KeySpin, w.Spin}, {schema.KeyThink, w.Think},
		{schema.KeyNeighbour, w.Neighbour},
	} {
		if kv[1] != "" && kv[1] != usual(kv[0]) {
			words = append(words, kv[0]+"="+kv[1])
		}
	}
	if w.Extra != "" {
		words = append(words, w.Extra)
	}
	return strings.Join(words, " ")
}

// size is a size for people; "" where the names say none.
func size(bytes int64) string {
	if bytes == 0 {
		return ""
	}
	return quantity.Size(bytes)
}

// keysOf are the columns that it takes to tell curves apart. What all were asked for is said too.
func keysOf(curves []Curve) (use []key) {
	for _, k := range keys {
		first := k.of(curves[0].Way)
		differ := slices.ContainsFunc(curves, func(c Curve) bool { return k.of(c.Way) != first })
		if differ || k.title == with && first != "" {
			use = append(use, k)
		}
	}
	return use
}

// keyNotes explain the columns that need it.
func keyNotes(use []key) []string {
	if slices.ContainsFunc(use, func(k key) bool { return k.title == with }) {
		return []string{withNote}
	}
	return nil
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
