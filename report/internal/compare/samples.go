package compare

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchproc"
	"golang.org/x/perf/benchunit"

	"ipcbench/report/internal/columns"
	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/state"
)

// pkg is the setting that names a benchmark's package.
const pkg = "pkg"

// separator stands between the parts of a key; no clean text has it.
const separator = "\x00"

// settings are the configuration keys that tell results of one name apart.
var settings = append(results.Identity(), pkg)

// samples is one file's.
type samples struct {
	groups []*group            // in order of appearance
	values map[string][]string // of each setting, those that occur
	known  keys                // of all results, those too that the filter keeps back
	units  benchfmt.UnitMetadataMap

	unitsThere map[string]bool
}

// A group is the samples of one row under one configuration.
type group struct {
	row    string
	suffix string   // -N of the first sample's name
	config []string // values of settings
	table  columns.Table
	places []string // of the samples
}

// label names the states of a sample.
func (g *group) label(splits []state.Split, i int) string {
	return state.Label(splits, g.places[i], func(unit string) (float64, bool) { return g.table.Column(unit).At(i) })
}

// of is the value of a setting.
func (g *group) of(key string) string { return g.config[slices.Index(settings, key)] }

// read reads one file.
func (c *Comparison) read(in resultfile.Input) (*samples, error) {
	filter, err := benchproc.NewFilter(c.Filter)
	if err != nil {
		return nil, fmt.Errorf("--filter=%s: %s; such as .name:Latency AND /mech:(pipe OR tcp)", c.Filter, oneLine(err))
	}
	var parser benchproc.ProjectionParser
	by, err := parser.Parse(c.By, filter)
	if err != nil {
		return nil, fmt.Errorf("--by=%s: %s; such as /mech,/wait,/size", c.By, oneLine(err))
	}
	c.fields = fieldsOf(by)
	if c.despite(procs) {
		// A key that one projection has is taken out of the full names of the others.
		if _, err := parser.Parse("/"+procs, filter); err != nil {
			return nil, err
		}
	}
	s := &samples{values: map[string][]string{}, known: keys{}, unitsThere: map[string]bool{}}
	groups := grouping{samples: s, by: by, index: map[string]*group{}}
	r := resultfile.Open(in)
	var row []columns.Figure
	r.Each(func(res *benchfmt.Result) {
		at := groups.of(res, r.Configuration())
		if ok, err := filter.Apply(res); err != nil || !ok {
			return
		}
		if at.group == nil {
			at.group = groups.group(res)
		}
		row = row[:0]
		for _, v := range res.Values {
			_, unit := benchunit.Tidy(1, v.Unit) // benchfmt leaves a zero untidied
			row = append(row, columns.Figure{Unit: unit, Value: v.Value})
		}
		at.group.table.Add(row)
		at.group.places = append(at.group.places, at.place)
	})
	file := r.File()
	for _, g := range s.groups {
		for _, unit := range g.table.Units() {
			s.unitsThere[unit] = true
		}
	}
	s.units = file.Units
	c.Problems = append(c.Problems, file.Problems...)
	c.Failures = append(c.Failures, file.Failures...)
	switch {
	case file.Results == 0:
		return nil, fmt.Errorf("%w: %s holds no usable benchmark result; give a file that go test -bench . has written",
			ErrNothing, in.Name)
	case len(s.groups) == 0:
		return nil, fmt.Errorf("--filter=%s: lets none of the %d benchmark results of %s through; %s", c.Filter,
			file.Results, in.Name, s.known)
	}
	return s, nil
}

func oneLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}
