package compare

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/state"
)

// sameMachine refuses files that differ in a setting in which they may not.
func (o Options) sameMachine(old, new *samples) error {
	var keys, words []string
	for _, key := range results.Identity() {
		a, b := old.given(key), new.given(key)
		if !slices.Equal(a, b) && !o.despite(key) {
			if results.OfTwoHosts(key) && (len(a) == 0 || len(b) == 0) {
				continue // one of them has nothing between hosts, or does not say what was between
			}
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
	own := []string{pkg, procs, states}
	return slices.Contains(o.Despite, key) || !slices.Contains(own, key) && slices.Contains(o.Despite, "all")
}

// apart are the settings that are part of a row's key: those of which one file has several values, so that equal
// names are not the same benchmark, and the package where the files differ in it. A file without packages may be of
// any.
func (c *Comparison) apart(old, new *samples) (keys []string) {
	for _, key := range settings {
		several := len(old.given(key)) > 1 || len(new.given(key)) > 1
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

// given are the values of a setting in ascending order. What is within one computer has none of the settings that tell
// what was between two hosts, which is no value of them.
func (s *samples) given(key string) []string {
	values := slices.Sorted(slices.Values(s.values[key]))
	if results.OfTwoHosts(key) {
		values = slices.DeleteFunc(values, func(v string) bool { return v == "" })
	}
	return values
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

// rows puts together what stands in one row, in some units, at one clock rate unless at is 0.
func (s *samples) rows(apart []string, splits []state.Split, units []string, at float64) rows {
	r := rows{values: map[string]map[string][]float64{}}
	units = slices.Compact(slices.Sorted(slices.Values(units)))
	for _, g := range s.groups {
		var key []string
		for _, setting := range apart {
			if setting != states {
				key = append(key, g.of(setting))
			}
		}
		key = append(key, g.row)
		for i := range g.table.Len() {
			values := r.row(key)
			if len(splits) > 0 {
				values = r.row(slices.Insert(slices.Clone(key), len(key)-1, g.label(splits, i)))
			}
			for _, unit := range units {
				if v, ok := g.value(unit, i, at); ok {
					values[unit] = append(values[unit], v)
				}
			}
		}
	}
	return r
}

// row finds the values of a row by unit, or makes a row without any.
func (r *rows) row(key []string) map[string][]float64 {
	joined := strings.Join(key, separator)
	if r.values[joined] == nil {
		r.values[joined] = map[string][]float64{}
		r.keys = append(r.keys, key)
	}
	return r.values[joined]
}

// states is the key by which rows of several states of the machine are told apart. It is not a setting of a file: the
// probes of both files together show which states there are.
const states = "state"

// splits are the probes of both files that show several states; none if the files are compared despite them. A probe
// that one of the files does not have tells nothing apart.
func (c *Comparison) splits(files ...*samples) []state.Split {
	if c.despite(states) {
		return nil
	}
	found := state.Find(func(unit string, do func(place string, value float64)) {
		for _, s := range files {
			for _, g := range s.groups {
				for i, v := range g.table.Column(unit).All() {
					do(g.places[i], v)
				}
			}
		}
	})
	return slices.DeleteFunc(found, func(split state.Split) bool {
		return slices.ContainsFunc(files, func(s *samples) bool { return !s.has(split) })
	})
}

// has tells whether a sample of the file has the probe of a split.
func (s *samples) has(split state.Split) bool {
	for _, g := range s.groups {
		for i := range g.table.Column(split.Unit).All() {
			if split.Concerns(g.places[i]) {
				return true
			}
		}
	}
	return false
}

// states are the states in which the samples of a file were taken.
func (s *samples) states(splits []state.Split) (labels []string) {
	for _, g := range s.groups {
		for i := range g.table.Len() {
			if label := g.label(splits, i); !slices.Contains(labels, label) {
				labels = append(labels, label)
			}
		}
	}
	slices.Sort(labels)
	return labels
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(one string) bool { return slices.Contains(b, one) })
}

// placeOf is the place in a benchmark's name.
func placeOf(name benchfmt.Name) string {
	_, parts := name.Parts()
	for _, part := range parts {
		if place, ok := strings.CutPrefix(string(part), "/"+schema.KeyPlace+"="); ok {
			return place
		}
	}
	return ""
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
