package catalogue

import (
	"fmt"
	"strings"

	"ipcbench/mechanisms"
)

// Header is the head of the taxonomy table in Markdown.
const Header = "| mechanism | what moves the bytes | family | provider | scope | one channel is | waits " +
	"| who can use it | copies | largest message |\n" +
	"| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"

// Row is a mechanism's row of the taxonomy table in Markdown. A limit that this machine sets has its name there, not
// its value.
func Row(t mechanisms.Traits) string {
	x := t.Taxonomy()
	largest := x.Largest
	if t.Largest > 0 && !t.Number {
		largest = t.LimitedBy
	}
	return fmt.Sprintf("| `%s` | %s |", x.Name, strings.Join([]string{
		x.Moves, x.Family, x.Provider, x.Scope, x.Direction, x.Waits, x.Relation, x.Copies, largest,
	}, " | "))
}
