package history

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
)

const nanosecond = 1e-9

// CSV writes all runs: a line for each cell of each.
func CSV(w io.Writer, runs []Run, series []Series) error {
	out := csv.NewWriter(w)
	out.Write([]string{
		"machine", "benchmark", "date", "commit", "file", "ns_per_op", "level_ns_per_op", "change_percent", "p",
	})
	for _, s := range series {
		step := 0
		for i, p := range s.Points {
			change, chance := "", ""
			if step < len(s.Steps) && s.Steps[step].At == i {
				change, chance = number(100*s.Steps[step].Change), number(s.Steps[step].P)
				step++
			}
			r := runs[p.Run]
			date := ""
			if !r.Date.IsZero() {
				date = r.Date.UTC().Format("2006-01-02T15:04:05Z")
			}
			level := ""
			if step < len(s.Levels) {
				level = number(s.Levels[step] / nanosecond)
			}
			out.Write([]string{
				s.Hardware, s.Name, date, r.Commit, r.File, number(p.Seconds / nanosecond), level, change, chance,
			})
		}
	}
	out.Flush()
	return out.Error()
}

func number(v float64) string { return strconv.FormatFloat(v, 'g', 6, 64) }

// JSON writes all series with their changes.
func JSON(w io.Writer, runs []Run, series []Series) error {
	type point struct {
		Date   string  `json:"date,omitempty"`
		Commit string  `json:"commit,omitempty"`
		File   string  `json:"file"`
		Ns     float64 `json:"nsPerOp"`
	}
	type step struct {
		Point   int      `json:"point"` // index of the first after the change
		Commit  string   `json:"commit,omitempty"`
		File    string   `json:"file"`
		Percent float64  `json:"changePercent"`
		P       float64  `json:"p"`
		Besides []string `json:"besides,omitempty"`
	}
	type one struct {
		Machine   string  `json:"machine"`
		Benchmark string  `json:"benchmark"`
		Points    []point `json:"points"`
		Changes   []step  `json:"changes"`
	}
	list := []one{}
	for _, s := range series {
		o := one{Machine: s.Hardware, Benchmark: s.Name, Changes: []step{}}
		for _, p := range s.Points {
			r := runs[p.Run]
			q := point{Commit: r.Commit, File: r.File, Ns: p.Seconds / nanosecond}
			if !r.Date.IsZero() {
				q.Date = r.Date.UTC().Format("2006-01-02T15:04:05Z")
			}
			o.Points = append(o.Points, q)
		}
		for _, c := range s.Steps {
			r := runs[s.Points[c.At].Run]
			o.Changes = append(o.Changes, step{c.At, r.Commit, r.File, 100 * c.Change, c.P, c.Besides})
		}
		list = append(list, o)
	}
	return table.JSON(w, list)
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
	return table.JSON(w, list)
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
	return table.JSON(w, all)
}
