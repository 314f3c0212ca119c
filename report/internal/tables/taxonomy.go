package tables

import (
	"cmp"

	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/table"
)

// traitColumns are the declared traits that the taxonomy shows, in the order of its columns.
var traitColumns = []struct{ key, title string }{
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

// Taxonomy is the table of what the mechanisms declare of themselves; false when no file declares any.
func Taxonomy(mechanisms []resultfile.Traits) (table.Table, bool) {
	t := table.Table{
		Title: "Taxonomy",
		Legend: "What each mechanism declares of itself. Provider: os is a service of the kernel, user is built by " +
			"the program. Who can use it: related processes inherit it, any process can open it by name.",
		Keys: []string{"Mechanism"},
	}
	for _, c := range traitColumns {
		t.Groups = append(t.Groups, table.Group{Columns: []string{c.title}, Text: true})
	}
	for _, traits := range mechanisms {
		row := table.Row{Keys: []string{traits["name"]}}
		for _, c := range traitColumns {
			row.Cells = append(row.Cells, []string{cmp.Or(traits[c.key], table.Missing)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t, len(t.Rows) > 0
}
