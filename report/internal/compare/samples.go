package compare

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchproc"
	"golang.org/x/perf/benchunit"

	"ipcbench/report/internal/results"
)

// samples is one file's, by row and unit.
type samples struct {
	keys     []string
	values   map[string]map[string][]float64
	settings map[string][]string
	units    benchfmt.UnitMetadataMap
}

// read reads one file.
func (c *Comparison) read(in results.Input) (*samples, error) {
	filter, err := benchproc.NewFilter(c.Filter)
	if err != nil {
		return nil, fmt.Errorf("--filter=%s: %s", c.Filter, oneLine(err))
	}
	var parser benchproc.ProjectionParser
	by, err := parser.Parse(c.By, filter)
	if err != nil {
		return nil, fmt.Errorf("--by=%s: %s", c.By, oneLine(err))
	}
	s := &samples{values: map[string]map[string][]float64{}, settings: map[string][]string{}}
	file := results.Scan(in, func(r *benchfmt.Result) {
		if ok, err := filter.Apply(r); err != nil || !ok {
			return
		}
		for _, key := range results.Identity() {
			if v := results.Clean(r.GetConfig(key)); !slices.Contains(s.settings[key], v) {
				s.settings[key] = append(s.settings[key], v)
			}
		}
		key := results.Clean(by.Project(r).StringValues())
		if s.values[key] == nil {
			s.values[key] = map[string][]float64{}
			s.keys = append(s.keys, key)
		}
		for _, v := range r.Values {
			value, unit := benchunit.Tidy(v.Value, v.Unit)
			s.values[key][unit] = append(s.values[key][unit], value)
		}
	})
	s.units = file.Units
	c.Problems = append(c.Problems, file.Problems...)
	c.Failures = append(c.Failures, file.Failures...)
	switch {
	case file.Results == 0:
		return nil, fmt.Errorf("%w: %s holds no usable benchmark result", ErrNothing, in.Name)
	case len(s.keys) == 0:
		return nil, fmt.Errorf("--filter=%s: lets none of the %d benchmark results of %s through", c.Filter,
			file.Results, in.Name)
	}
	return s, nil
}

func oneLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// sameMachine refuses files that differ in a setting in which they may not.
func (o Options) sameMachine(old, new *samples) error {
	var keys, words []string
	for _, key := range results.Identity() {
		a, b := slices.Sorted(slices.Values(old.settings[key])), slices.Sorted(slices.Values(new.settings[key]))
		if !slices.Equal(a, b) && !slices.Contains(o.Despite, key) && !slices.Contains(o.Despite, "all") {
			keys = append(keys, key)
			words = append(words, fmt.Sprintf("%s: %s → %s", key, named(a), named(b)))
		}
	}
	if len(keys) == 0 {
		return nil
	}
	return fmt.Errorf("not the same machine: %s (to compare all the same: --despite=%s)", strings.Join(words, "; "),
		strings.Join(keys, ","))
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
