package tables

import (
	"slices"

	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

// keys says which key columns a table has: the place is one only where there are several places.
type keys struct{ places bool }

func keysOf(m *results.Machine) keys { return keys{places: len(m.Places()) > 1} }

// keysFor are the keys of a table that compares only cells of one pattern.
func keysFor(m *results.Machine, pattern string) keys {
	series := m.Series(pattern)
	return keys{places: slices.ContainsFunc(series, func(s benchname.Series) bool {
		return s.Place != series[0].Place
	})}
}

func (k keys) titles(p *words.Printer) []string {
	list := []string{p.Sprintf("Mechanism"), p.Sprintf("Wait")}
	if k.places {
		list = append(list, p.Sprintf("Place"))
	}
	return list
}

func (k keys) cells(l Line) []string {
	wait := l.Series.Wait
	if wait == "" {
		wait = "–"
	}
	if k.places {
		return []string{l.Label(), wait, l.Series.Place}
	}
	return []string{l.Label(), wait}
}
