package compare

import (
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchproc"

	"ipcbench/report/internal/results"
	"ipcbench/report/internal/text"
)

// A grouping sorts the results of one file into groups. All that it asks of a result depends on its name and its
// configuration; of most results both have been met before.
type grouping struct {
	*samples
	by    *benchproc.Projection
	index map[string]*group
	met   map[met]*member
}

// met is what results have in common that go to one group.
type met struct {
	configuration int // by its number in the file
	name          string
}

// A member is what is known of them.
type member struct {
	group *group // nil if the filter has kept all of them back
	place string
}

// maxMet is how many are remembered.
const maxMet = 100_000

// of finds what is known of a result before the filter sees it.
func (g *grouping) of(res *benchfmt.Result, configuration int) *member {
	m := g.met[met{configuration, string(res.Name)}]
	if m == nil {
		if len(g.met) == maxMet || g.met == nil {
			g.met = map[met]*member{}
		}
		m = &member{place: placeOf(res.Name)}
		g.met[met{configuration, string(res.Name)}] = m
		g.known.add(res)
	}
	return m
}

// group finds the group of a result, or makes it.
func (g *grouping) group(res *benchfmt.Result) *group {
	config := make([]string, len(settings))
	for i, key := range settings {
		config[i] = results.IdentityOf(res, key)
	}
	row := text.Clean(g.by.Project(res).StringValues())
	key := strings.Join(append(config, row), separator)
	found := g.index[key]
	if found == nil {
		found = &group{row: row, suffix: suffixOf(res.Name), config: config}
		g.index[key] = found
		g.groups = append(g.groups, found)
		for i, key := range settings {
			if !slices.Contains(g.values[key], config[i]) {
				g.values[key] = append(g.values[key], config[i])
			}
		}
	}
	return found
}
