package history

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"ipcbench/internal/schema"
	"ipcbench/internal/stat"
	"ipcbench/report/internal/results"
)

// significance is how often a series that does not change is said to have a change point: about two in 1,000.
const significance = 0.002

// A Point is a cell in one run.
type Point struct {
	Run     int     // index
	Seconds float64 // per op, the median of the run's samples
	N       int     // of these
	// The ends of the median's 95 % interval; NaN if the samples are too few for one.
	Low, High float64
}

// pointOf is a cell of a run.
func pointOf(run int, c *results.Cell) Point {
	e, _ := c.Estimate(schema.SecPerOp)
	p := Point{Run: run, Seconds: e.Center, N: e.N, Low: math.NaN(), High: math.NaN()}
	if e.Interval {
		p.Low, p.High = e.Lo, e.Hi
	}
	return p
}

// A Series is a cell of one machine in all runs.
type Series struct {
	Name     string // of the benchmark, without GOMAXPROCS; with the package where several have it
	Hardware string
	Points   []Point
	Steps    []Step
	pkg      string
	Levels   []float64 // seconds per op before, between and after the steps: medians of the runs' medians
}

// A Step is where a series changes.
type Step struct {
	At      int      // index among the series' points of the first after the change
	Change  float64  // of the level, as a fraction: 0.05 is 5 % slower
	P       float64  // how often the same values in random order change as clearly
	Besides []string // settings that are others from there on
}

// Collect makes the series of all cells.
func Collect(runs []Run) []Series {
	var list []*Series
	index := map[[3]string]*Series{}
	packages := map[[2]string]int{} // that have a benchmark of this name
	for i, r := range runs {
		where := r.Hardware()
		for _, c := range timed(r.machine) {
			key := [3]string{where, c.PlainName(), c.Package()}
			s := index[key]
			if s == nil {
				s = &Series{Name: c.PlainName(), Hardware: where, pkg: c.Package()}
				index[key] = s
				list = append(list, s)
				packages[[2]string{where, s.Name}]++
			}
			s.Points = append(s.Points, pointOf(i, c))
		}
	}
	series := make([]Series, len(list))
	for i, s := range list {
		series[i] = *s
		if packages[[2]string{s.Hardware, s.Name}] > 1 {
			series[i].Name += "/pkg=" + cmp.Or(s.pkg, "none")
		}
	}
	return series
}

// Find finds the changes of all series that are at least so large, as a fraction. The same seed gives the same answer.
func Find(runs []Run, series []Series, least float64, seed uint64) {
	inParallel(len(series), func(i int) { series[i].find(runs, least, seed) })
}

func (s *Series) find(runs []Run, least float64, seed uint64) {
	logs := make([]float64, len(s.Points))
	for i, p := range s.Points {
		logs[i] = math.Log(p.Seconds)
	}
	found := stat.ChangePoints(logs, significance, seed)
	for {
		s.measure(found)
		small := -1 // the smallest step that is too small
		for i, step := range s.Steps {
			if size := sizeOf(step.Change); size < least && (small < 0 || size < sizeOf(s.Steps[small].Change)) {
				small = i
			}
		}
		if small < 0 {
			break
		}
		found = slices.Delete(found, small, small+1)
	}
	for i := range s.Steps {
		at := s.Steps[i].At
		s.Steps[i].Besides = besides(runs[s.Points[at-1].Run], runs[s.Points[at].Run])
	}
}

// sizeOf is the size of a change: the same for a change and for the one that undoes it.
func sizeOf(change float64) float64 { return math.Expm1(math.Abs(math.Log1p(change))) }

// measure takes the levels between change points, and the steps from each to the next.
func (s *Series) measure(found []stat.ChangePoint) {
	s.Levels, s.Steps = nil, nil
	from := 0
	for i := range len(found) + 1 {
		to := len(s.Points)
		if i < len(found) {
			to = found[i].At
		}
		var values []float64
		for _, p := range s.Points[from:to] {
			values = append(values, p.Seconds)
		}
		s.Levels = append(s.Levels, stat.Median(values))
		from = to
	}
	for i, f := range found {
		s.Steps = append(s.Steps, Step{At: f.At, Change: s.Levels[i+1]/s.Levels[i] - 1, P: f.P})
	}
}

// besides are the settings in which the later of two runs differs from the earlier one.
func besides(before, after Run) (list []string) {
	for _, key := range results.Differing([]*results.Machine{before.machine, after.machine}) {
		was, is := before.machine.Get(key), after.machine.Get(key)
		list = append(list, fmt.Sprintf("%s: %s → %s", key, cmp.Or(was, "none"), cmp.Or(is, "none")))
	}
	return list
}
