package paced

import (
	"cmp"
	"slices"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/words"
)

// A key is a column that says what a row is of. A table whose rows do not differ in it does without.
type key struct {
	title func(*words.Printer) string
	of    func(Way) string
	with  bool // it is what else was asked for
}

var keys = []key{
	{
		title: func(p *words.Printer) string { return p.Sprintf("Place") },
		of:    func(w Way) string { return w.Place },
	},
	{
		title: func(p *words.Printer) string { return p.Sprintf("Size") },
		of:    func(w Way) string { return size(w.Size) },
	},
	{title: func(p *words.Printer) string { return p.Sprintf("With") }, of: Way.With, with: true},
}

// With is what a way was asked for beside mechanism, wait, place and size, as names have it; "" if nothing.
func (w Way) With() string {
	var asked []string
	for _, kv := range [][2]string{
		{schema.KeyArrivals, w.Arrivals}, {schema.KeySpin, w.Spin}, {schema.KeyThink, w.Think},
		{schema.KeyNeighbour, w.Neighbour},
	} {
		if kv[1] != "" && kv[1] != usual(kv[0]) {
			asked = append(asked, kv[0]+"="+kv[1])
		}
	}
	if w.Extra != "" {
		asked = append(asked, w.Extra)
	}
	return strings.Join(asked, " ")
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
		if differ || k.with && first != "" {
			use = append(use, k)
		}
	}
	return use
}

// keyNotes explain the columns that need it.
func keyNotes(p *words.Printer, use []key) []string {
	if slices.ContainsFunc(use, func(k key) bool { return k.with }) {
		return []string{p.Sprintf("With: what else the benchmark was asked for; – is nothing: even arrivals, and " +
			"hybrid spins for 50 µs.")}
	}
	return nil
}

func titles(p *words.Printer, use []key) []string {
	list := []string{p.Sprintf("Mechanism"), p.Sprintf("Wait")}
	for _, k := range use {
		list = append(list, k.title(p))
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
