package resultfile

import (
	"encoding/json"
	"fmt"

	"ipcbench/report/internal/text"
)

// Traits is what a mechanism declares of itself, by the keys of its "# mechanism" line.
type Traits map[string]string

// parseTraits reads the JSON of a "# mechanism" line: a flat object with at least a name. Values that are
// not strings are kept as they are written, so that a newer writer does not break an older report.
func parseTraits(data []byte) (Traits, error) {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		return nil, fmt.Errorf("not a JSON object: %w", err)
	}
	traits := make(Traits, len(raw))
	for key, value := range raw {
		var said string
		if json.Unmarshal(value, &said) != nil {
			said = string(value)
		}
		traits[text.Clean(key)] = text.Clean(said)
	}
	if traits["name"] == "" {
		return nil, fmt.Errorf(`it has no "name"`)
	}
	return traits, nil
}
