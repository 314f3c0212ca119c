package hlog

import (
	"cmp"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"

	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/chart"
	"ipcbench/report/internal/page"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/table"
)

// Units are the units in which logs may have their values, in seconds.
var Units = map[string]float64{"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1}

// Report makes a table and charts of logs. unit is that of their values, in seconds.
func Report(logs []*Log, unit float64) page.Report {
	r := page.Report{
		Title: "ipcbench histograms",
		About: []string{"Latencies of HdrHistogram logs: what shares of the readings do not exceed, and how they " +
			"went on over time."},
	}
	s := page.Section{Heading: "Latencies", Samples: fmt.Sprintf("%d logs.", len(logs))}
	if len(logs) == 1 {
		s.Samples = "1 log."
	}
	sections := grouped(logs)
	s.Tables = []table.Table{summary(slices.Concat(sections...), unit)}
	n := 0
	for _, group := range sections {
		title := groupOf(group[0])
		for part := range slices.Chunk(group, chart.MostLines) {
			n++
			caption := []string{captionOf(part)}
			s.Charts = append(s.Charts, chart.Quantiles{
				Name: fmt.Sprintf("percentiles-%d", n), Title: "Percentiles: " + title, Caption: caption,
				Lines: curves(part, unit),
			}.Chart(), chart.OverTime{
				Name: fmt.Sprintf("over-time-%d", n), Title: "Over time: " + title, Caption: caption,
				Panels: panels(part, unit),
			}.Chart())
		}
	}
	r.Sections = []page.Section{s}
	return r
}

// grouped sorts logs into groups that can stand in one chart: benchmarks of one pattern that differ in mechanism, scope
// and wait strategy only, or logs of one directory.
func grouped(logs []*Log) (groups [][]*Log) {
	at := map[string]int{}
	for _, l := range logs {
		key := groupOf(l)
		i, ok := at[key]
		if !ok {
			i = len(groups)
			at[key] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], l)
	}
	for _, g := range groups {
		slices.SortStableFunc(g, func(a, b *Log) int {
			return cmp.Or(cmp.Compare(nameOf(a), nameOf(b)), cmp.Compare(a.File, b.File))
		})
	}
	return groups
}

// benchmarkOf is the benchmark that a tag names; false if it names none.
func benchmarkOf(l *Log) (benchname.Name, bool) {
	name, ok := strings.CutPrefix(l.Tag, "Benchmark")
	if !ok {
		return benchname.Name{}, false
	}
	n, err := benchname.Parse(benchfmt.Name(name))
	return n, err == nil && n.Series.Mech != ""
}

func groupOf(l *Log) string {
	n, ok := benchmarkOf(l)
	if !ok {
		return filepath.Base(filepath.Dir(l.File))
	}
	return joined(n.Pattern, n.Series.Place, sizeOf(n), n.Series.Extra)
}

func sizeOf(n benchname.Name) string {
	if n.Size == 0 {
		return ""
	}
	return quantity.Size(n.Size)
}

func joined(words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " ")
}

// nameOf is how a log is called in tables and charts: a benchmark by its mechanism, scope and wait strategy, and by
// what tells the file from others of the benchmark, the number of the sample.
func nameOf(l *Log) string {
	file := strings.TrimSuffix(filepath.Base(l.File), Ending)
	n, ok := benchmarkOf(l)
	if !ok {
		return joined(file, l.Tag)
	}
	number := file
	if i := strings.LastIndexByte(file, '='); i >= 0 { // the last key is followed by the number
		number = file[i+1:]
	}
	_, sample, _ := strings.Cut(number, ".")
	return joined(n.Series.Mech, n.Series.Scope, n.Series.Wait, "#"+cmp.Or(sample, file))
}

// summary is the table of all logs.
func summary(logs []*Log, unit float64) table.Table {
	t := table.Table{
		Title: "Percentiles",
		Legend: "What these shares of the readings of a log do not exceed; max: the longest. #: the number of the " +
			"sample.",
		Keys:   []string{"Log", "Of"},
		Groups: []table.Group{{Columns: []string{"p50", "p99", "p99.9", "p99.99", "max", "readings", "s", "began"}}},
	}
	lacking := false
	for _, l := range logs {
		cells := []string{}
		for _, share := range shares {
			v, ok := quantile(l.all, share)
			text := table.Missing
			if ok {
				text = inSeconds(v, unit)
			}
			lacking = lacking || !ok
			cells = append(cells, text)
		}
		cells = append(cells, inSeconds(l.all.Max(), unit), fmt.Sprint(l.all.TotalCount()),
			fmt.Sprintf("%.1f", l.seconds()), cmp.Or(l.began(), table.Missing))
		t.Rows = append(t.Rows, table.Row{Keys: []string{nameOf(l), groupOf(l)}, Cells: [][]string{cells}})
	}
	if lacking {
		t.Notes = append(t.Notes, table.Missing+": fewer than 10 readings lie beyond it (p99 takes 1,000).")
	}
	return t
}

// inSeconds prints a value with the three digits that histograms have.
func inSeconds(v int64, unit float64) string {
	seconds := float64(v) * unit
	return quantity.Duration(seconds, seconds/200)
}

func captionOf(logs []*Log) string {
	var began []string
	for _, l := range logs {
		if !l.Began.IsZero() {
			began = append(began, l.Began.Format("2006-01-02 15:04:05"))
		}
	}
	if len(began) == 0 {
		return ""
	}
	first, last := slices.Min(began), slices.Max(began)
	if first == last {
		return "Began " + first + " UTC."
	}
	return "Began between " + first + " and " + last + " UTC."
}

// perDecade is how many points a curve has for each factor of ten of 1 ÷ the share beyond.
const perDecade = 24

// curves are the quantiles of logs.
func curves(logs []*Log, unit float64) (lines []chart.Line) {
	for _, l := range logs {
		n := float64(l.all.TotalCount())
		line := chart.Line{Name: nameOf(l)}
		add := func(x float64) {
			rank := math.Ceil(n*(1-1/x) - 1e-6)
			y := max(float64(ranked(l.all, int64(rank))), 1) * unit
			line.Points = append(line.Points, chart.LinePoint{X: x, Y: y, Thin: n-rank < beyond})
		}
		for i := 0; ; i++ {
			x := math.Pow(10, float64(i)/perDecade)
			if x >= n {
				break
			}
			add(x)
		}
		add(max(n, 1))
		line.Points[len(line.Points)-1].Y = max(float64(l.all.Max()), 1) * unit
		lines = append(lines, line)
	}
	return lines
}

// panels are the longest, p99 and p50 of each interval of logs. Quantiles with fewer than 10 readings beyond are left
// out.
func panels(logs []*Log, unit float64) (list []chart.Panel) {
	for _, of := range []struct {
		name  string
		share float64
	}{{"max", 1}, {"p99", 0.99}, {"p50", 0.5}} {
		panel := chart.Panel{Axis: of.name}
		for _, l := range logs {
			line := chart.Line{Name: nameOf(l)}
			begin := l.Intervals[0].From
			for _, one := range l.Intervals {
				if one.histogram.TotalCount() == 0 {
					continue
				}
				v, ok := one.histogram.Max(), true
				if of.share < 1 {
					v, ok = quantile(one.histogram, of.share)
				}
				if !ok {
					continue
				}
				line.Points = append(line.Points, chart.LinePoint{
					X: one.From - begin, To: max(one.To-begin, one.From-begin+1e-3), Y: max(float64(v), 1) * unit,
				})
			}
			panel.Lines = append(panel.Lines, line)
		}
		if slices.ContainsFunc(panel.Lines, func(l chart.Line) bool { return len(l.Points) > 0 }) {
			list = append(list, panel)
		}
	}
	return list
}
