package history

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/chart"
	"ipcbench/report/internal/page"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/table"
)

// Report makes tables and charts of the changes. Charts are of the cells that changed, the largest changes first, at
// most so many.
func Report(l *Loaded, series []Series, least float64, mostCharts int) page.Report {
	runs := l.Runs
	r := page.Report{Title: "ipcbench history", About: []string{about(runs, least)}}
	for i, where := range machines(series) {
		suffix := ""
		if i > 0 {
			suffix = fmt.Sprintf("-machine-%d", i+1)
		}
		s := section(runs, ofMachine(series, where), where, suffix, mostCharts)
		s.Lists = append(s.Lists, lists(failedList(l.Failures, where))...)
		r.Sections = append(r.Sections, s)
	}
	if last := len(r.Sections) - 1; last >= 0 {
		elsewhere := failedList(l.Failures, nowhere)
		elsewhere.Title = "Failed in files without a result"
		r.Sections[last].Lists = append(r.Sections[last].Lists, lists(elsewhere)...)
	}
	return r
}

// about says what the report shows, and how much so many runs can show.
func about(runs []Run, least float64) string {
	if len(runs) == 1 {
		return fmt.Sprintf("One run, %s: nothing to compare. Changes are told of a series of runs.", runs[0].Label())
	}
	return fmt.Sprintf("Where the time per op of a benchmark changed, in a series of %d runs from %s to %s. A "+
		"change is one of at least %.3g %% that fewer than 1 in %.0f orders of the same values, drawn by lot, show as "+
		"clearly (E-divisive means). Noise around a constant is no change; a machine that drifts is one.",
		len(runs), runs[0].Label(), runs[len(runs)-1].Label(), 100*least, 1/significance)
}

// fewestRuns is how many runs of a machine a change takes at least: with fewer, too few orders of the values are
// others.
const fewestRuns = 8

// unchanged says that no cell changed, or that there are too few runs to say.
func unchanged(runs int) (title, legend string) {
	switch {
	case runs == 1:
		return "One run, nothing to compare", "Changes are told of a series of runs."
	case runs < fewestRuns:
		return "Too few runs",
			fmt.Sprintf("No change can be told of %d runs: it takes %d, and about 14 to be found as a rule.",
				runs, fewestRuns)
	}
	return "No changes", "None of the cells changed."
}

// lists is a list, unless it is empty.
func lists(l table.List) []table.List {
	if len(l.Items) == 0 {
		return nil
	}
	return []table.List{l}
}

func machines(series []Series) (list []string) {
	for _, s := range series {
		if !slices.Contains(list, s.Hardware) {
			list = append(list, s.Hardware)
		}
	}
	return list
}

func ofMachine(series []Series, where string) (list []Series) {
	for _, s := range series {
		if s.Hardware == where {
			list = append(list, s)
		}
	}
	return list
}

// section is one machine's part.
func section(runs []Run, series []Series, where, suffix string, mostCharts int) page.Section {
	var own []int // runs of this machine
	for i, r := range runs {
		if r.Hardware() == where {
			own = append(own, i)
		}
	}
	var changed []Series
	for _, s := range series {
		if len(s.Steps) > 0 {
			changed = append(changed, s)
		}
	}
	slices.SortStableFunc(changed, func(a, b Series) int { return cmp.Compare(b.largest(), a.largest()) })
	heading := cmp.Or(where, "A machine that the files do not name")
	s := page.Section{Heading: heading, Samples: fmt.Sprintf("%s in %s; %d of them changed.",
		plural(len(series), "cell"), plural(len(own), "run"), len(changed))}
	if len(changed) == 0 {
		title, legend := unchanged(len(own))
		s.Tables = []table.Table{{Title: title, Legend: legend}}
		if len(own) < fewestRuns {
			s.Samples = fmt.Sprintf("%s in %s.", plural(len(series), "cell"), plural(len(own), "run"))
		}
		return s
	}
	s.Tables = []table.Table{changesTable(runs, changed)}
	labels := make([]string, len(own))
	for i, run := range own {
		labels[i] = runs[run].Label()
	}
	caption := []string{heading}
	shown := changed[:min(len(changed), mostCharts)]
	if len(shown) < len(changed) {
		s.Undrawn = append(s.Undrawn,
			fmt.Sprintf("%d cells with smaller changes; the table has them", len(changed)-len(shown)))
	}
	var changes []chart.Change
	for _, one := range shown {
		for _, step := range one.Steps {
			at := slices.Index(own, one.Points[step.At].Run)
			changes = append(changes, chart.Change{
				Cell: benchname.Short(one.Name), Run: at, TrendStep: trendStep(step),
			})
		}
	}
	title := "Changes of " + plural(len(shown), "benchmark")
	s.Charts = append(s.Charts, chart.Overview("overview"+suffix, title, caption, labels, changes))
	for i, one := range shown {
		t := chart.Trend{
			Name: fmt.Sprintf("change%s-%d", suffix, i+1), Title: benchname.Short(one.Name), Caption: caption,
			Levels: one.Levels,
		}
		for _, p := range one.Points {
			t.Runs, t.Seconds = append(t.Runs, runs[p.Run].Label()), append(t.Seconds, p.Seconds)
		}
		for _, step := range one.Steps {
			t.Steps = append(t.Steps, trendStep(step))
		}
		s.Charts = append(s.Charts, t.Chart())
	}
	return s
}

func trendStep(s Step) chart.TrendStep {
	return chart.TrendStep{At: s.At, Text: signed(s.Change), Up: s.Change > 0}
}

func signed(change float64) string { return fmt.Sprintf("%+.1f %%", 100*change) }

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func (s Series) largest() (size float64) {
	for _, step := range s.Steps {
		size = max(size, math.Abs(math.Log1p(step.Change)))
	}
	return size
}

// changesTable lists all changes.
func changesTable(runs []Run, changed []Series) table.Table {
	t := table.Table{
		Title: "Changes",
		Legend: "Level before and after: medians of the runs between two changes. p: how often the same values in " +
			"random order change as clearly.",
		Keys: []string{"benchmark", "first run after"},
		Groups: []table.Group{
			{Columns: []string{"before", "after", "change", "p"}},
			{Columns: []string{"also changed there"}, Text: true},
		},
	}
	for _, s := range changed {
		for i, step := range s.Steps {
			run := runs[s.Points[step.At].Run]
			besides := strings.Join(step.Besides, "; ")
			t.Rows = append(t.Rows, table.Row{
				Keys: []string{benchname.Short(s.Name), run.Label()},
				Cells: [][]string{{
					quantity.Duration(s.Levels[i], 0.001*s.Levels[i]),
					quantity.Duration(s.Levels[i+1], 0.001*s.Levels[i+1]),
					signed(step.Change), fmt.Sprintf("%.2g", step.P),
				}, {cmp.Or(besides, table.Missing)}},
			})
		}
	}
	return t
}
