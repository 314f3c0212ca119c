package table

import (
	"encoding/json"
	"io"
)

// JSON writes a value as JSON for people and programs: indented, and with < and & as they are.
func JSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
