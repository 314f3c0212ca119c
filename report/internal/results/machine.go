package results

import (
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"
)

// identity are the configuration keys that tell one machine, or one state of it, from another, in the order
// in which people read them. Samples that differ in any of them are never pooled.
var identity = []string{"host", "cpu", "cpus", "kernel", "virt", "goos", "goarch", "go",
	"mitigations", "governor", "idle", "clocksource", "thp", "without"}

// Setting is one configuration line.
type Setting struct{ Key, Value string }

// Machine is everything measured under one configuration.
type Machine struct {
	Config   []Setting // the identity keys that the files give, in reading order
	Files    []string  // where its samples come from
	Dates    []string  // RFC 3339, in order of appearance
	Commit   string    // that was measured, of the first run that says so
	Rounds   int       // "# round" lines seen
	Skips    []Remark
	Failures []Remark
	Notes    []Remark
	Others   map[string]int // benchmark lines of patterns without a table, by pattern

	cells []*Cell
	index map[cellKey]*Cell

	floors     map[Floor]*Cell
	floorOrder []Floor
}

// Remark is what a file says beside its numbers: a skip, a failure or a note.
type Remark struct {
	Name string // the mechanism, or the benchmark; "" for a note
	Text string
}

// Get is the value of a configuration key, "" when the files do not give it.
func (m *Machine) Get(key string) string {
	for _, s := range m.Config {
		if s.Key == key {
			return s.Value
		}
	}
	return ""
}

// config picks the identity keys of a result.
func config(r *benchfmt.Result) []Setting {
	var list []Setting
	for _, key := range identity {
		if v := clean(r.GetConfig(key)); v != "" {
			list = append(list, Setting{key, clip(v, 200)})
		}
	}
	return list
}

// fingerprint is equal for equal configurations only.
func fingerprint(config []Setting) string {
	var b strings.Builder
	for _, s := range config {
		b.WriteString(s.Key + "\x00" + s.Value + "\x00")
	}
	return b.String()
}

// Differing are the keys in which the machines do not all agree, in reading order.
func Differing(machines []*Machine) []string {
	var keys []string
	for _, key := range identity {
		if slices.ContainsFunc(machines, func(m *Machine) bool { return m.Get(key) != machines[0].Get(key) }) {
			keys = append(keys, key)
		}
	}
	return keys
}

// addRemark appends r unless it is there already: every round repeats its skips.
func addRemark(list []Remark, r Remark) []Remark {
	if slices.Contains(list, r) {
		return list
	}
	return append(list, r)
}

// Identity lists the configuration keys that tell one machine, or one state of it, from another.
func Identity() []string { return slices.Clone(identity) }
