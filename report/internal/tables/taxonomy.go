package tables

import (
	"cmp"
	"slices"
	"strings"

	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// A trait is one that a mechanism declares, by its key in the "# mechanism" lines, and how its column is headed.
type trait struct{ key, title string }

// traits are those that the taxonomy shows, in the order of its columns.
var traits = []trait{
	{"family", "Family"},
	{"provider", "Provider"},
	{"scope", "Scope"},
	{"direction", "Direction of one channel"},
	{"waits", "Waits"},
	{"relation", "Who can use it"},
	{"copies", "Copies"},
	{"largest", "Largest message"},
	{"needs", "Needs"},
}

// What is too long for a terminal.
var (
	moves   = trait{"moves", "What moves the bytes"}
	crosses = trait{"crosses", "Two containers need"}
)

// Taxonomy is the table of what the mechanisms declare of themselves; false when no file declares any.
func Taxonomy(p *words.Printer, mechanisms []resultfile.Traits) (table.Table, bool) {
	t := declared(p, mechanisms, traits)
	t.Title = p.Sprintf("Taxonomy")
	t.Legend = p.Sprintf("What each mechanism declares of itself. Provider: os is a service of the kernel, user is " +
		"built by the program. Who can use it: related processes inherit it, any process can open it by name.")
	return t, len(t.Rows) > 0
}

// WholeTaxonomy is the same for a page, which has room for what moves the bytes and for what crosses a container's
// border; title and legend are the page's.
func WholeTaxonomy(p *words.Printer, mechanisms []resultfile.Traits) table.Table {
	return declared(p, mechanisms, slices.Concat([]trait{moves}, traits, []trait{crosses}))
}

func declared(p *words.Printer, mechanisms []resultfile.Traits, columns []trait) table.Table {
	t := table.Table{Keys: []string{p.Sprintf("Mechanism")}}
	for _, c := range columns {
		t.Groups = append(t.Groups, table.Group{Columns: []string{words.Term(p, "trait", c.title)}, Text: true})
	}
	for _, m := range mechanisms {
		row := table.Row{Keys: []string{m["name"]}}
		for _, c := range columns {
			row.Cells = append(row.Cells, []string{cmp.Or(valueOf(p, c.key, m[c.key]), table.Missing)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// valueOf is what a mechanism declares of a trait in a language. What it needs may be several things.
func valueOf(p *words.Printer, key, value string) string {
	var parts []string
	for _, part := range strings.Split(value, "; ") {
		parts = append(parts, words.Term(p, key, part))
	}
	return strings.Join(parts, "; ")
}
