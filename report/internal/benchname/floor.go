package benchname

import (
	"fmt"
	"strings"

	"golang.org/x/perf/benchfmt"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/text"
)

// A Floor is a step that Floor measures: what it is, and where the step has them, the mechanism whose own path it is,
// the place and the size.
type Floor struct {
	What, Mech, Place string
	Size              int64  // bytes; 0 for none
	Extra             string // any further keys, as written
}

// ParseFloor takes the name of a floor apart. Its errors name the key at fault.
func ParseFloor(name benchfmt.Name) (Floor, error) {
	var f Floor
	var extra []string
	_, parts := name.Parts()
	for _, part := range parts {
		word := text.Clean(string(part))
		if strings.HasPrefix(word, "-") { // GOMAXPROCS, which is the same to a step
			continue
		}
		word = strings.TrimPrefix(word, "/")
		key, value, _ := strings.Cut(word, "=")
		switch key {
		case schema.KeyWhat:
			f.What = value
		case schema.KeyMech:
			f.Mech = value
		case schema.KeyPlace:
			f.Place = value
		case schema.KeySize:
			size, err := parseSize(value)
			if err != nil {
				return f, err
			}
			f.Size = size
		default:
			extra = append(extra, word)
		}
	}
	f.Extra = strings.Join(extra, " ")
	if f.What == "" {
		return f, fmt.Errorf("no %s= in the name", schema.KeyWhat)
	}
	return f, nil
}
