package resultfile

import (
	"fmt"
	"slices"
	"strings"
)

// A Failure is a benchmark that failed or ended its run.
type Failure struct {
	Name string // "" where the file does not name it
	Text string // why
	File string
	Line int
}

// FailedNames are the names of failures, each once, in order, at most so many.
func FailedNames(list []Failure, most int) string {
	var names []string
	for _, f := range list {
		if f.Name != "" && !slices.Contains(names, f.Name) {
			names = append(names, f.Name)
		}
		if len(names) > most {
			return strings.Join(names[:most], ", ") + " and others"
		}
	}
	if len(names) == 0 {
		return fmt.Sprintf("a run that names no benchmark (%s)", list[0].Text)
	}
	return strings.Join(names, ", ")
}
