package compare

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/internal/stat"
)

// clockDiffers is the ratio of two files' clock rates from which on a remark says so.
const clockDiffers = 1.01

// rate is the clock rate of the CPUs in a file, in per cent: the median of its samples; NaN if none tells it.
func (s *samples) rate() float64 {
	var all []float64
	for _, g := range s.groups {
		for _, v := range g.table.Column(schema.ClockPercent).All() {
			all = append(all, v)
		}
	}
	if len(all) == 0 {
		return math.NaN()
	}
	return stat.Median(all)
}

// value is a sample's figure; false if it has none. Unless at is 0, a time or a rate is what it would be if the CPUs'
// clock had the rate at: the same number of cycles takes less time at a higher rate. A sample that does not tell its
// clock rate stays as it was measured.
func (g *group) value(unit string, i int, at float64) (float64, bool) {
	v, ok := g.table.Column(unit).At(i)
	rate, told := g.table.Column(schema.ClockPercent).At(i)
	switch {
	case !ok || !told || at == 0 || rate <= 0:
	case isTime(unit):
		v *= rate / at
	case isRate(unit):
		v *= at / rate
	}
	return v, ok
}

// isTime tells whether a tidied unit is of a duration.
func isTime(unit string) bool {
	name, _, _ := strings.Cut(unit, "/")
	return name == "sec" || strings.HasSuffix(name, "-sec")
}

// isRate tells whether a tidied unit is of messages or bytes in a time.
func isRate(unit string) bool { return unit == "B/s" || unit == "msg/s" }

// checkClock fails if the rows cannot be brought to one clock rate.
func (c *Comparison) checkClock() error {
	for i, name := range []string{c.Old.Name, c.New.Name} {
		if c.SameClock && math.IsNaN(c.rates[i]) {
			return fmt.Errorf("--same-clock: no sample of %s has %s, which ipcbench writes beside each; leave it out",
				name, schema.ClockPercent)
		}
	}
	return nil
}

// clock says how much the clock rates of the two files differ, and what that is worth: again are the rows at one rate.
// It says nothing where they do not differ, or where a file does not tell.
func (c *Comparison) clock(again func() []Row) string {
	ratio := c.rates[1] / c.rates[0]
	if !(max(ratio, 1/ratio) >= clockDiffers) && !c.SameClock { // or one is NaN
		return ""
	}
	way := "faster"
	if ratio < 1 {
		way = "slower"
	}
	said := fmt.Sprintf("The CPUs' clock was %.1f %% %s in %s (median of %s).", 100*math.Abs(ratio-1), way, c.New.Name,
		schema.ClockPercent)
	if c.SameClock {
		if ratio == 1 {
			said = fmt.Sprintf("The CPUs' clock was as fast in both files (median of %s).", schema.ClockPercent)
		}
		return said + fmt.Sprintf(" Times and rates are those at one clock rate, the %.3g %% of %s.", c.rates[0],
			c.Old.Name)
	}
	rows := again()
	if !slices.ContainsFunc(rows, func(r Row) bool { return isTime(r.Unit) || isRate(r.Unit) }) {
		return ""
	}
	if agree, all := agreeing(rows); all > 0 {
		said += fmt.Sprintf(" At one clock rate they overlap in %d (%.0f %%); --same-clock compares so.", agree,
			100*float64(agree)/float64(all))
	}
	return said
}
