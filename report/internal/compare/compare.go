// Package compare sets two result files against each other by golang.org/x/perf: benchproc says which samples belong together,
// benchmath whether they differ. What was measured at different times differs by what the machine did then, too: the gate (package gate)
// measures both in one sitting.
package compare

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchmath"
	"golang.org/x/perf/benchproc"
	"golang.org/x/perf/benchunit"

	"ipcbench/internal/stat"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
)

const confidence = 0.95

// Options say what to compare.
type Options struct {
	Old, New string   // paths
	By       string   // what makes a row: a projection of benchproc, such as .fullname or /mech,/size
	Filter   string   // which results: a filter of benchproc, * for all
	Units    []string // tidied or not
	Despite  []string // settings in which the files may differ
	Alpha    float64  // at which a difference is one, corrected for the number of rows
}

// A Row compares one cell in one unit.
type Row struct {
	Key, Unit string
	Old, New  benchmath.Summary
	N         [2]int
	P         float64 // corrected; NaN where a side has too few samples to tell
	higher    int     // 1: better, -1: worse, 0: not known
}

// Comparison is the whole.
type Comparison struct {
	Options
	Rows    []Row
	OnlyOld int // rows that the other has not
	OnlyNew int
}

// A samples is one file's, by row and unit.
type samples struct {
	keys     []string
	values   map[string]map[string][]float64
	settings map[string][]string
	units    benchfmt.UnitMetadataMap
}

// Run reads and compares.
func Run(o Options) (*Comparison, error) {
	old, err := o.read(o.Old)
	if err != nil {
		return nil, err
	}
	new, err := o.read(o.New)
	if err != nil {
		return nil, err
	}
	if err := o.sameMachine(old, new); err != nil {
		return nil, err
	}
	c := &Comparison{Options: o}
	for _, unit := range o.Units {
		_, unit = benchunit.Tidy(1, unit)
		for _, key := range old.keys {
			a, b := old.values[key][unit], new.values[key][unit]
			if len(a) == 0 || len(b) == 0 {
				continue
			}
			c.Rows = append(c.Rows, compare(key, unit, a, b, new.units))
		}
	}
	for _, key := range old.keys {
		if new.values[key] == nil {
			c.OnlyOld++
		}
	}
	for _, key := range new.keys {
		if old.values[key] == nil {
			c.OnlyNew++
		}
	}
	if len(c.Rows) == 0 {
		return nil, fmt.Errorf("%s and %s have no row in common with %s", o.Old, o.New, strings.Join(o.Units, " or "))
	}
	c.correct()
	return c, nil
}

// read reads one file.
func (o Options) read(path string) (*samples, error) {
	filter, err := benchproc.NewFilter(o.Filter)
	if err != nil {
		return nil, fmt.Errorf("--filter=%s: %s", o.Filter, oneLine(err))
	}
	var parser benchproc.ProjectionParser
	by, err := parser.Parse(o.By, filter)
	if err != nil {
		return nil, fmt.Errorf("--by=%s: %s", o.By, oneLine(err))
	}
	files := benchfmt.Files{Paths: []string{path}, AllowLabels: false}
	s := &samples{values: map[string]map[string][]float64{}, settings: map[string][]string{}}
	for files.Scan() {
		r, ok := files.Result().(*benchfmt.Result)
		if !ok {
			continue
		}
		if ok, err := filter.Apply(r); err != nil || !ok {
			continue
		}
		for _, key := range results.Identity() {
			if v := r.GetConfig(key); !slices.Contains(s.settings[key], v) {
				s.settings[key] = append(s.settings[key], v)
			}
		}
		key := by.Project(r).StringValues()
		if s.values[key] == nil {
			s.values[key] = map[string][]float64{}
			s.keys = append(s.keys, key)
		}
		for _, v := range r.Values {
			value, unit := benchunit.Tidy(v.Value, v.Unit)
			s.values[key][unit] = append(s.values[key][unit], value)
		}
	}
	if err := files.Err(); err != nil {
		return nil, err
	}
	if len(s.keys) == 0 {
		return nil, fmt.Errorf("%s: no benchmark result in it that the filter lets through", path)
	}
	s.units = files.Units()
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
	return fmt.Errorf("not the same machine: %s (to compare all the same: --despite=%s)", strings.Join(words, "; "), strings.Join(keys, ","))
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

func compare(key, unit string, old, new []float64, units benchfmt.UnitMetadataMap) Row {
	a, b := benchmath.NewSample(old, &benchmath.DefaultThresholds), benchmath.NewSample(new, &benchmath.DefaultThresholds)
	r := Row{Key: key, Unit: unit, N: [2]int{len(old), len(new)}, P: math.NaN(), higher: units.GetBetter(unit)}
	r.Old, r.New = benchmath.AssumeNothing.Summary(a, confidence), benchmath.AssumeNothing.Summary(b, confidence)
	if len(old) > 1 && len(new) > 1 {
		r.P = benchmath.AssumeNothing.Compare(a, b).P
	}
	return r
}

// correct corrects the p-values of each unit for the number of its rows.
func (c *Comparison) correct() {
	for _, unit := range c.Units {
		_, unit = benchunit.Tidy(1, unit)
		var at []int
		var p []float64
		for i, r := range c.Rows {
			if r.Unit == unit && !math.IsNaN(r.P) {
				at, p = append(at, i), append(p, r.P)
			}
		}
		for i, corrected := range stat.Holm(p) {
			c.Rows[at[i]].P = corrected
		}
	}
}

// Tables are a table for each unit.
func (c *Comparison) Tables() (list []table.Table) {
	for _, unit := range c.Units {
		_, tidied := benchunit.Tidy(1, unit)
		t := table.Table{
			Title:  unit,
			Legend: fmt.Sprintf("Median ± half of its 95 %% interval (benchmath). p: Mann–Whitney U, corrected for the number of rows (Holm); ~ where it is above %g.", c.Alpha),
			Keys:   []string{c.By},
			Groups: []table.Group{{Columns: []string{"old", "new", "difference", "p", "n"}}},
		}
		for _, r := range c.Rows {
			if r.Unit == tidied {
				t.Rows = append(t.Rows, table.Row{Keys: []string{r.Key}, Cells: [][]string{r.cells(c.Alpha)}})
			}
		}
		if len(t.Rows) > 0 {
			list = append(list, t)
		}
	}
	return list
}

func (r Row) cells(alpha float64) []string {
	class := benchunit.ClassOf(r.Unit)
	show := func(s benchmath.Summary) string {
		text := benchunit.Scale(s.Center, class)
		if strings.HasPrefix(r.Unit, "sec") || strings.HasSuffix(r.Unit, "-sec") {
			text += "s"
		}
		return text + " ± " + strings.TrimSpace(s.PctRangeString())
	}
	difference, p := "~", "—"
	if !math.IsNaN(r.P) {
		p = fmt.Sprintf("%.2g", r.P)
	}
	if r.P <= alpha && r.Old.Center != 0 {
		change := r.New.Center/r.Old.Center - 1
		difference = fmt.Sprintf("%+.1f %%", 100*change)
		switch worse := change * float64(r.higher); {
		case worse < 0:
			difference += " worse"
		case worse > 0:
			difference += " better"
		}
	}
	return []string{show(r.Old), show(r.New), difference, p, fmt.Sprintf("%d+%d", r.N[0], r.N[1])}
}

// Remark says what is not in the tables, "" if nothing.
func (c *Comparison) Remark() string {
	if c.OnlyOld+c.OnlyNew == 0 {
		return ""
	}
	return fmt.Sprintf("Only %s has %d rows, only %s has %d.", c.Old, c.OnlyOld, c.New, c.OnlyNew)
}
