package history

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/output"
	"ipcbench/report/internal/page"
	"ipcbench/report/internal/results"
)

const nanosecond = 1e-9

// A Document is the changes of a series of runs, to be shown.
type Document struct {
	page.Report
	Runs   []Run
	Series []Series
}

// The forms of the newest run that other programs read.
const (
	ForGitHub  output.Format = "github"
	ForBencher output.Format = "bencher"
)

// Markdown has no pictures: there is no directory beside standard output.
func (d Document) Markdown(w io.Writer) error { return d.Report.Markdown(w, false) }

// Other writes the newest run for other programs.
func (d Document) Other(w io.Writer, f output.Format) (ok bool, err error) {
	switch f {
	case ForGitHub:
		return true, GitHub(w, d.Runs)
	case ForBencher:
		return true, Bencher(w, d.Runs)
	}
	return false, nil
}

// CSV has a row for each cell of each run.
func (d Document) CSV() [][]string {
	rows := [][]string{{
		"machine", "benchmark", "date", "commit", "file", "ns_per_op", "level_ns_per_op", "change_percent", "p",
	}}
	for _, s := range d.Series {
		step := 0
		for i, p := range s.Points {
			change, chance := "", ""
			if step < len(s.Steps) && s.Steps[step].At == i {
				change, chance = number(100*s.Steps[step].Change), number(s.Steps[step].P)
				step++
			}
			r := d.Runs[p.Run]
			level := ""
			if step < len(s.Levels) {
				level = number(s.Levels[step] / nanosecond)
			}
			rows = append(rows, []string{
				s.Hardware, s.Name, r.date(), r.Commit, r.File, number(p.Seconds / nanosecond), level, change, chance,
			})
		}
	}
	return rows
}

func number(v float64) string { return strconv.FormatFloat(v, 'g', 6, 64) }

// date is when a run was, in RFC 3339; "" if the file does not say.
func (r Run) date() string {
	if r.Date.IsZero() {
		return ""
	}
	return r.Date.UTC().Format(time.RFC3339)
}

// A jsonHistory is the JSON of report history.
type jsonHistory struct {
	output.Head
	Series []jsonSeries `json:"series"`
}

type jsonSeries struct {
	Machine   string      `json:"machine"`
	Benchmark string      `json:"benchmark"`
	Points    []jsonPoint `json:"points"`
	Changes   []jsonStep  `json:"changes"`
}

type jsonPoint struct {
	Date   string         `json:"date,omitempty"`
	Commit string         `json:"commit,omitempty"`
	File   string         `json:"file"`
	Time   *output.Figure `json:"time"` // of an op
}

type jsonStep struct {
	Point   int      `json:"point"` // index of the first after the change
	Commit  string   `json:"commit,omitempty"`
	File    string   `json:"file"`
	Change  float64  `json:"change"` // as a fraction: 0.05 is 5 % slower
	P       float64  `json:"p"`
	Besides []string `json:"besides,omitempty"` // what else changed there
}

// JSON has all series with their changes.
func (d Document) JSON() any {
	j := jsonHistory{Head: output.Version("history"), Series: []jsonSeries{}}
	for _, s := range d.Series {
		o := jsonSeries{Machine: s.Hardware, Benchmark: s.Name, Points: []jsonPoint{}, Changes: []jsonStep{}}
		for _, p := range s.Points {
			r := d.Runs[p.Run]
			o.Points = append(o.Points, jsonPoint{
				r.date(), r.Commit, r.File, output.Measured(schema.SecPerOp, p.Seconds, p.Low, p.High, p.N),
			})
		}
		for _, c := range s.Steps {
			r := d.Runs[s.Points[c.At].Run]
			o.Changes = append(o.Changes, jsonStep{c.At, r.Commit, r.File, c.Change, c.P, c.Besides})
		}
		j.Series = append(j.Series, o)
	}
	return j
}

// newest calls with each cell of the newest run of each machine.
func newest(runs []Run, do func(name string, e results.Estimate)) {
	seen := map[string]bool{}
	for i := len(runs) - 1; i >= 0; i-- {
		r := runs[i]
		if seen[r.Hardware()] {
			continue
		}
		seen[r.Hardware()] = true
		for _, c := range timed(r.machine) {
			e, _ := c.Estimate(schema.SecPerOp)
			do(c.Name(), e)
		}
	}
}

// GitHub writes the newest run as the tool customSmallerIsBetter of github-action-benchmark takes it: an array of
// name, unit, value, range and extra. Source: github.com/benchmark-action/github-action-benchmark, README.
func GitHub(w io.Writer, runs []Run) error {
	type entry struct {
		Name  string  `json:"name"`
		Unit  string  `json:"unit"`
		Value float64 `json:"value"`
		Range string  `json:"range,omitempty"`
		Extra string  `json:"extra,omitempty"`
	}
	list := []entry{}
	newest(runs, func(name string, e results.Estimate) {
		one := entry{Name: name, Unit: "ns/op", Value: e.Center / nanosecond}
		if e.N > 1 {
			one.Range = fmt.Sprintf("± %s", number(e.Half()/nanosecond))
		}
		one.Extra = fmt.Sprintf("median of %d samples", e.N)
		list = append(list, one)
	})
	return output.WriteJSON(w, list)
}

// Bencher writes the newest run as Bencher Metric Format: for each benchmark and measure a value, a lower_value and an
// upper_value. The measure latency is in ns. Source: bencher.dev, Bencher Metric Format (BMF).
func Bencher(w io.Writer, runs []Run) error {
	type metric struct {
		Value float64 `json:"value"`
		Lower float64 `json:"lower_value"`
		Upper float64 `json:"upper_value"`
	}
	all := map[string]map[string]metric{}
	newest(runs, func(name string, e results.Estimate) {
		all[name] = map[string]metric{"latency": {e.Center / nanosecond, e.Lo / nanosecond, e.Hi / nanosecond}}
	})
	return output.WriteJSON(w, all)
}
