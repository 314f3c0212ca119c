package compare

import (
	"fmt"
	"slices"
	"strings"

	"ipcbench/report/internal/results"
)

// sameMachine refuses files that differ in a setting in which they may not.
func (o Options) sameMachine(old, new *samples) error {
	var keys, words []string
	for _, key := range results.Identity() {
		a, b := slices.Sorted(slices.Values(old.values[key])), slices.Sorted(slices.Values(new.values[key]))
		if !slices.Equal(a, b) && !o.despite(key) {
			keys = append(keys, key)
			words = append(words, fmt.Sprintf("%s: %s → %s", key, named(a), named(b)))
		}
	}
	if len(keys) == 0 {
		return nil
	}
	return fmt.Errorf("not the same machine: %s (to compare all the same: --despite=%s)",
		strings.Join(words, "; "), strings.Join(keys, ","))
}

// despite tells whether the files may differ in a setting. All does not mean what tells other benchmarks apart.
func (o Options) despite(key string) bool {
	return slices.Contains(o.Despite, key) || key != pkg && key != procs && slices.Contains(o.Despite, "all")
}

// apart are the settings that are part of a row's key: those of which one file has several values, so that equal
// names are not the same benchmark, and the package where the files differ in it. A file without packages may be of
// any.
func (c *Comparison) apart(old, new *samples) (keys []string) {
	for _, key := range settings {
		several := len(old.values[key]) > 1 || len(new.values[key]) > 1
		if key == pkg && !several {
			a, b := old.values[pkg][0], new.values[pkg][0]
			several = a != b && a != "" && b != ""
		}
		if several && !c.despite(key) && !slices.Contains(c.fields, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

func named(values []string) string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = v
		if v == "" {
			words[i] = "not given"
		}
	}
	return strings.Join(words, ", ")
}

// rows are the samples of a file by the keys of their rows: the values of some settings, and what makes a row.
type rows struct {
	keys   [][]string // in order of appearance
	values map[string]map[string][]float64
}

// rows puts together what stands in one row.
func (s *samples) rows(apart []string) rows {
	r := rows{values: map[string]map[string][]float64{}}
	for _, g := range s.groups {
		var key []string
		for _, setting := range apart {
			key = append(key, g.of(setting))
		}
		key = append(key, g.row)
		joined := strings.Join(key, separator)
		if r.values[joined] == nil {
			r.values[joined] = map[string][]float64{}
			r.keys = append(r.keys, key)
		}
		for unit, values := range g.values {
			r.values[joined][unit] = append(r.values[joined][unit], values...)
		}
	}
	return r
}

// of are the samples of a row by unit; nil if there are none.
func (r rows) of(key []string) map[string][]float64 { return r.values[strings.Join(key, separator)] }

// without counts the rows that others have not.
func (r rows) without(others rows) (n int) {
	for _, key := range r.keys {
		if others.of(key) == nil {
			n++
		}
	}
	return n
}
