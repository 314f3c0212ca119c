package compare

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchproc"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/text"
)

// procs is the key of GOMAXPROCS, which Go puts at the end of a name.
const procs = "gomaxprocs"

// keys are those that results have: /key of a name, or the key of a setting.
type keys map[string]bool

// add takes notice of a result's keys.
func (k keys) add(r *benchfmt.Result) {
	_, parts := r.Name.Parts()
	for _, part := range parts {
		switch name, _, ok := strings.Cut(string(part), "="); {
		case ok:
			k[text.Clean(name)] = true
		case part[0] == '-':
			k["/"+procs] = true
		}
	}
	for _, c := range r.Config {
		k[text.Clean(c.Key)] = true
	}
}

// String lists them.
func (k keys) String() string {
	list := append([]string{".name", ".fullname"}, slices.Sorted(maps.Keys(k))...)
	if most := 30; len(list) > most {
		list = append(list[:most], "…")
	}
	return "there are " + strings.Join(list, " ")
}

// fieldsOf are the keys that a projection asks for, without those that every result has.
func fieldsOf(by *benchproc.Projection) (list []string) {
	for _, f := range by.Fields() {
		if !strings.HasPrefix(f.Name, ".") {
			list = append(list, f.Name)
		}
	}
	return list
}

// checkKeys refuses a key that neither file has, since all results would make one row.
func (c *Comparison) checkKeys(old, new *samples) error {
	all := maps.Clone(old.known)
	maps.Copy(all, new.known)
	for _, f := range c.fields {
		if !all[f] {
			return fmt.Errorf("--by=%s: no such key as %s; %s", c.By, f, all)
		}
	}
	may := append(slices.Clone(settings), procs, states, "all")
	for _, d := range c.Despite {
		if !slices.Contains(may, d) {
			return fmt.Errorf("--despite=%s: no such setting; there are %s", d, strings.Join(may, " "))
		}
	}
	return nil
}

// suffixes are the values of GOMAXPROCS at the ends of a file's names, as written, or "none".
func suffixes(s *samples) (list []string) {
	for _, g := range s.groups {
		if suffix := g.suffix; !slices.Contains(list, suffix) {
			list = append(list, suffix)
		}
	}
	slices.Sort(list)
	return list
}

// suffixOf is the -N of a name, "none" where it has none.
func suffixOf(name benchfmt.Name) string {
	_, parts := name.Parts()
	if n := len(parts); n > 0 && parts[n-1][0] == '-' {
		return string(parts[n-1])
	}
	return "none"
}

// unitNames are the units of a file as Go writes them.
func (s *samples) unitNames() string {
	var list []string
	for _, unit := range slices.Sorted(maps.Keys(s.unitsThere)) {
		list = append(list, text.Clean(schema.UnitName(unit)))
	}
	return strings.Join(list, " ")
}
