package sitting

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
)

// A cell is what is known of a cell so far.
type cell struct {
	name    string
	samples int           // that were taken
	used    int           // of these, how many make the figure
	within  float64       // how well the figure is known; 0 if there is no interval yet
	cost    time.Duration // how long a sample takes
}

// takes is how long it probably takes until so many samples make the cell's figure: some of them will be of another
// state of the machine, or disturbed.
func (c cell) takes(goal int) time.Duration {
	missing := max(goal-c.used, 0) * max(c.samples, 1) / max(c.used, 1)
	return time.Duration(missing) * c.cost
}

// cells are the cells that are measured in every round, by the results so far: not those of the patterns that few
// rounds have.
func cells(out, few string) (all []cell) {
	left := patternsOf(few)
	set := results.Read([]resultfile.Input{resultfile.FromFile(out)})
	for _, m := range set.Machines {
		for _, c := range m.All() {
			pattern, _, _ := strings.Cut(c.PlainName(), "/")
			if c.Every() < 2 || left(pattern) {
				continue // the first case belongs to the first round only
			}
			one := cell{name: c.PlainName(), samples: c.Every(), cost: cost(c)}
			if !c.Elsewhere {
				one.used = c.Used()
			}
			if e, ok := c.Estimate(schema.SecPerOp); ok && e.Interval && c.Held().All() {
				one.within = e.Half() / e.Center
			}
			all = append(all, one)
		}
	}
	return all
}

// patternsOf tells which patterns have benchmarks that an expression for their names selects: an alternative of it has
// an expression for each part of the name, the pattern's first.
func patternsOf(few string) func(pattern string) bool {
	depth := 0
	alternatives := strings.FieldsFunc(few, func(r rune) bool {
		switch r {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		}
		return r == '|' && depth == 0
	})
	var first []*regexp.Regexp
	for _, alternative := range alternatives {
		name, _, _ := strings.Cut(alternative, "/")
		if one, err := regexp.Compile(name); err == nil && name != "" { // the program has read it in the rounds before
			first = append(first, one)
		}
	}
	return func(pattern string) bool {
		return slices.ContainsFunc(first, func(one *regexp.Regexp) bool { return one.MatchString(pattern) })
	}
}

// Roughly, a sample of means takes overhead beside its warm-up and its ops, which fill a short benchtime. scale
// corrects both by a round that was measured.
const (
	overhead = 40 * time.Millisecond
	pass     = 20 * time.Millisecond
)

// pacedTakes is what a pass of Paced takes at least, in seconds: it waits until each message is due.
const pacedTakes = 0.1

// cost is roughly how long a sample of the cell takes.
func cost(c *results.Cell) time.Duration {
	seconds := max(pass.Seconds(), 2*value(c, schema.SecPerOp))
	if c.Pattern() == schema.Paced {
		seconds = pacedTakes
		if rate := value(c, schema.MsgPerSec); rate > 0 {
			seconds = max(seconds, value(c, schema.Readings)/rate)
		}
	}
	if warm, ok := schema.UnitNamed(schema.WarmUpNs); ok {
		seconds += value(c, warm.Tidy())
	}
	return overhead + time.Duration(seconds*float64(time.Second))
}

// scale is the factor by which a round that has a sample of each cell took longer than their costs say; 1 if none was
// measured.
func scale(cells []cell, took time.Duration) float64 {
	var sum time.Duration
	for _, c := range cells {
		sum += c.cost
	}
	if sum == 0 || took == 0 {
		return 1
	}
	return float64(took) / float64(sum)
}

// value is the median in a unit; 0 if the cell has none.
func value(c *results.Cell, unit string) float64 {
	e, _ := c.Estimate(unit)
	return e.Center
}
