package export

import (
	"cmp"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/output"
	"ipcbench/report/internal/results"
)

// A Show is the JSON of report show.
type Show struct {
	output.Head
	Machines   []Machine           `json:"machines"`
	Mechanisms []map[string]string `json:"mechanisms"` // what each declares of itself, in reading order
	Failures   []Failure           `json:"failures"`
	Problems   []string            `json:"problems"` // what is wrong with the files
}

// A Machine is what was measured under one configuration.
type Machine struct {
	Name   string            `json:"name"`         // its host, else its processor, else ""
	Hosts  bool              `json:"betweenHosts"` // the ends were on two hosts
	Config map[string]string `json:"config"`       // the configuration lines that tell it from others
	Files  []string          `json:"files"`
	Dates  []string          `json:"dates"` // RFC 3339
	Commit string            `json:"commit,omitempty"`
	States []State           `json:"states,omitempty"` // none on a machine that stands still
	Cells  []Cell            `json:"cells"`
	Floors []Floor           `json:"floors"`
	Skips  []Remark          `json:"skips"`
}

// A State is one of several that the machine was in.
type State struct {
	Probe string `json:"probe"` // the measure that tells them apart
	Place string `json:"place,omitempty"`
	Name  string `json:"name"`
	Shown bool   `json:"shown"` // its samples make the figures
	N     int    `json:"n"`     // samples taken in it
}

// A Cell is a benchmark.
type Cell struct {
	Benchmark string `json:"benchmark"` // its full name
	Package   string `json:"package,omitempty"`
	Pattern   string `json:"pattern"`
	Mechanism string `json:"mechanism"`
	Wait      string `json:"wait,omitempty"`
	Place     string `json:"place,omitempty"`
	Scope     string `json:"scope,omitempty"`
	Size      int64  `json:"size,omitempty"`  // bytes
	Extra     string `json:"extra,omitempty"` // further keys of the name, such as rate=10000
	N         int    `json:"n"`               // samples
	Disturbed int    `json:"disturbed"`       // and how many of them others disturbed
	Doubtful  bool   `json:"doubtful"`        // most samples were disturbed, or none is of the state that is shown

	Figures map[string]*output.Figure `json:"figures"` // by measure
}

// A Floor is a step that messages are made of.
type Floor struct {
	What      string `json:"what"`
	Mechanism string `json:"mechanism,omitempty"`
	Place     string `json:"place,omitempty"`
	Size      int64  `json:"size,omitempty"`
	Extra     string `json:"extra,omitempty"`

	Figures map[string]*output.Figure `json:"figures"`
}

// A Failure is a benchmark that failed.
type Failure struct {
	Benchmark string `json:"benchmark,omitempty"` // "" where the file names none
	Text      string `json:"text"`
	File      string `json:"file"`
}

// A Remark is what a file says of a mechanism beside its figures.
type Remark struct {
	Name string `json:"name,omitempty"`
	Text string `json:"text"`
}

// Of are the values of a set.
func Of(set *results.Set) Show {
	s := Show{
		Head: output.Version("show"), Machines: []Machine{}, Mechanisms: []map[string]string{}, Failures: []Failure{},
		Problems: []string{},
	}
	for _, m := range set.Machines {
		s.Machines = append(s.Machines, machineOf(m))
	}
	for _, t := range set.Mechanisms {
		s.Mechanisms = append(s.Mechanisms, t)
	}
	for _, f := range set.Failures {
		s.Failures = append(s.Failures, Failure{f.Name, f.Text, f.File})
	}
	for _, p := range set.Problems {
		s.Problems = append(s.Problems, p.String())
	}
	return s
}

func machineOf(m *results.Machine) Machine {
	one := Machine{
		Name: cmp.Or(m.Get("host"), m.Get("cpu")), Hosts: m.Between, Config: map[string]string{}, Commit: m.Commit,
		Files: append([]string{}, m.Files...), Dates: append([]string{}, m.Dates...),
		Cells: []Cell{}, Floors: []Floor{}, Skips: []Remark{},
	}
	for _, s := range m.Config {
		one.Config[s.Key] = s.Value
	}
	for _, split := range m.Splits {
		for i, s := range split.States {
			shown := split.Shown < 0 || i == split.Shown
			one.States = append(one.States, State{split.Unit, split.Place, s.Name, shown, s.Samples})
		}
	}
	for _, c := range m.All() {
		one.Cells = append(one.Cells, cellOf(c))
	}
	for _, f := range m.Floors() {
		one.Floors = append(one.Floors, Floor{f.What, f.Mech, f.Place, f.Size, f.Extra, figuresOf(m.Floor(f))})
	}
	for _, r := range m.Skips {
		one.Skips = append(one.Skips, Remark(r))
	}
	return one
}

func cellOf(c *results.Cell) Cell {
	s := c.Series
	return Cell{
		Benchmark: c.Name(), Package: c.Package(), Pattern: c.Pattern(), Mechanism: s.Mech, Wait: s.Wait,
		Place: s.Place, Scope: s.Scope, Size: c.Size, Extra: s.Extra, N: c.N(), Disturbed: c.Disturbed,
		Doubtful: c.Doubtful(), Figures: figuresOf(c),
	}
}

// figuresOf are a cell's medians over samples with their intervals. A quantile that the report leaves out, as some
// samples lack it, is left out here.
func figuresOf(c *results.Cell) map[string]*output.Figure {
	figures := map[string]*output.Figure{}
	for _, unit := range c.Units() {
		e, ok := c.Estimate(unit)
		if u, _ := schema.UnitNamed(unit); u.Needs > 0 && ok {
			e, _, ok = c.Quantile(unit)
		}
		if !ok {
			continue
		}
		if f := figureOf(unit, e); f != nil {
			figures[unit] = f
		}
	}
	return figures
}

func figureOf(unit string, e results.Estimate) *output.Figure {
	f := output.Measured(unit, e.Center, e.Lo, e.Hi, e.N)
	if f != nil && !e.Interval { // the ends are the extremes of few samples
		f.Low, f.High = nil, nil
	}
	return f
}
