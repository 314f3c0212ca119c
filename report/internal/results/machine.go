package results

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/perf/benchfmt"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/text"
)

// identity are the configuration keys that tell one machine from another, or two states of one machine, in the order in
// which people read them. Samples that differ in any of them are never pooled.
var identity = []string{"host", "cpu", "cpus", "kernel", "virt", "goos", "goarch", "go",
	"mitigations", "governor", "idle", "clocksource", "thp", "without"}

// The configuration keys that tell the other host of scope=host, and what joins it to this one. Those of the other
// host's own configuration begin with otherHostPrefix.
const (
	OtherHost       = "host-b"
	LinkKey         = "link"
	otherHostPrefix = OtherHost + "-"
)

// between are the configuration keys that tell what two hosts were, and what joined them. Only samples of scope=host
// have them: within one computer it does not matter what was beside it.
var between = func() []string {
	keys := []string{OtherHost}
	for _, key := range identity {
		keys = append(keys, otherHostPrefix+key)
	}
	return append(keys, LinkKey)
}()

// Setting is one configuration line.
type Setting struct{ Key, Value string }

// Machine is everything measured under one configuration: within one computer, or between the same two hosts.
type Machine struct {
	Config   []Setting // the identity keys that the files give, in reading order
	Between  bool      // of scope=host: the two ends were on two hosts
	Files    []string  // where its samples come from
	Dates    []string  // RFC 3339, in order of appearance
	Commit   string    // that was measured, of the first run that says so
	Rounds   int       // "# round" lines seen
	Skips    []Remark
	Failures []Remark
	Notes    []Remark
	Remarks  []Remark       // of a benchmark by name: what is to be known beside its figures
	Others   map[string]int // benchmark lines without a table, by pattern
	// Boundaries are the sizes in bytes at which costs may change here, by the keys of [schema.Boundaries]: those of
	// the first result that has any.
	Boundaries map[string]int64
	Splits     []Split // probes of its state that show several; none on a machine that stands still

	base string             // the fingerprint of the computer with end A
	said map[remarkKey]bool // what the lists above have
	more map[string]int     // remarks beyond maxRemarks, by list

	cells []*Cell
	index map[cellKey]*Cell

	unlisted map[string]bool // patterns with cells that package schema does not list

	floors     map[benchname.Floor]*Cell
	floorOrder []benchname.Floor
	floorsOf   string // their package
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

// boundariesOf are the boundaries that a result gives; nil if it gives none.
func boundariesOf(r *benchfmt.Result) (sizes map[string]int64) {
	for _, b := range schema.Boundaries {
		size, err := strconv.ParseInt(r.GetConfig(b.Key), 10, 64)
		if err != nil || size < 1 || size > largestBoundary {
			continue
		}
		if sizes == nil {
			sizes = map[string]int64{}
		}
		sizes[b.Key] = size
	}
	return sizes
}

// largestBoundary is the largest that is believed, in bytes.
const largestBoundary = 1 << 40

// uncounted is the part of "without" that changes no figure: the run has no system call counts, and all else is the
// same.
const uncounted = "system call counts"

// IdentityOf is the value that a result has for one of the keys of [Identity]. A result within one computer has none
// of those that tell what was between two hosts.
func IdentityOf(r *benchfmt.Result, key string) string {
	if OfTwoHosts(key) && !benchname.BetweenHosts(r.Name) {
		return ""
	}
	v := text.Clean(r.GetConfig(key))
	if key == "without" {
		parts := slices.DeleteFunc(strings.Split(v, "; "), func(part string) bool { return part == uncounted })
		v = strings.Join(parts, "; ")
	}
	return v
}

// config picks the identity keys of a result.
func config(r *benchfmt.Result) []Setting {
	var list []Setting
	for _, key := range Identity() {
		if v := IdentityOf(r, key); v != "" {
			list = append(list, Setting{key, text.Clip(v, 200)})
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
	for _, key := range Identity() {
		if slices.ContainsFunc(machines, func(m *Machine) bool { return m.Get(key) != machines[0].Get(key) }) {
			keys = append(keys, key)
		}
	}
	return keys
}

// Identity lists the configuration keys that tell one machine, or one state of it, from another; those that tell what
// was between two hosts come last.
func Identity() []string { return slices.Concat(identity, between) }

// OfTwoHosts tells whether a key of [Identity] is one of those that tell what was between two hosts.
func OfTwoHosts(key string) bool {
	return key == OtherHost || key == LinkKey || strings.HasPrefix(key, otherHostPrefix)
}

// SameComputer tells whether end A of both machines was on one computer, in one configuration.
func (m *Machine) SameComputer(other *Machine) bool { return m.base == other.base }

// Apart tells whether the machine is two computers, with a clock each: not namespaces of one.
func (m *Machine) Apart() bool { return m.Get(otherHostPrefix+"kernel") != "" }

// baseOf is the fingerprint of the computer with end A.
func baseOf(config []Setting) string {
	return fingerprint(slices.DeleteFunc(slices.Clone(config), func(s Setting) bool { return OfTwoHosts(s.Key) }))
}
