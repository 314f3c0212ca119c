package tables

import (
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// Strangers says which mechanisms a process gets into that inherits nothing, is handed nothing, and knows names only;
// false if none was tried. Of several attempts all must have come out alike.
func Strangers(p *words.Printer, m *results.Machine) (table.List, bool) {
	l := table.List{Title: p.Sprintf("Opened by a process that is handed nothing and knows only names")}
	var opened, refused, mixed []string
	for _, c := range m.Of(schema.Claim) {
		what, _ := c.Series.Value(schema.KeyWhat)
		e, ok := c.Whole(schema.OpenedPercent)
		if what != schema.ClaimStranger || !ok {
			continue
		}
		switch {
		case e.Lo == 100:
			opened = append(opened, c.Series.Mech)
		case e.Hi == 0:
			refused = append(refused, c.Series.Mech)
		default:
			mixed = append(mixed, c.Series.Mech)
		}
	}
	for _, part := range []struct {
		names []string
		says  func(names string) string
	}{
		{opened, func(names string) string { return p.Sprintf("opened: %s", names) }},
		{refused, func(names string) string { return p.Sprintf("refused: %s", names) }},
		{mixed, func(names string) string {
			return p.Sprintf("opened in some attempts, refused in others: %s", names)
		}},
	} {
		if len(part.names) > 0 {
			l.Items = append(l.Items, part.says(strings.Join(part.names, ", ")))
		}
	}
	return l, len(l.Items) > 0
}
