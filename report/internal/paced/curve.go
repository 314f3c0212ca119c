package paced

import (
	"cmp"
	"math"
	"slices"
	"time"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/results"
)

// A Way is all of a name but the rate: one way to hand over messages.
type Way struct {
	benchname.Series // without the keys below
	Size             int64
	Arrivals, Think  string // as names give them, or the value that they leave out
	Neighbour        string // the same
	Spin             string // the same; "" unless the wait is hybrid
}

// A Curve is a way at each rate at which it was measured.
type Curve struct {
	Way
	Points []Point // in ascending order of Due
}

// A Point is a cell with its rate.
type Point struct {
	benchname.Rate
	Due  float64 // messages a second; of a share, what it came to; NaN if that is not known
	Held results.Held
	Cell *results.Cell
}

// Sleeping is the same way with wait=block.
func (w Way) Sleeping() Way {
	w.Wait, w.Spin = schema.Block, ""
	return w
}

// usual is the value of a key that names leave out.
func usual(key string) string {
	k, _ := schema.KeyNamed(key)
	return k.Default
}

// Curves are those of a machine: by mechanism in reading order, then those that differ in their wait alone beside each
// other.
func Curves(m *results.Machine) (curves []Curve) {
	index := map[Way]int{}
	mechs := map[string]int{}
	for _, c := range m.Of(schema.Paced) {
		rate, ok := c.Series.Rate()
		if !ok {
			continue // no such line is read
		}
		w := wayOf(c)
		i, known := index[w]
		if !known {
			i = len(curves)
			index[w] = i
			curves = append(curves, Curve{Way: w})
		}
		if _, known := mechs[w.Mech]; !known {
			mechs[w.Mech] = len(mechs)
		}
		curves[i].Points = append(curves[i].Points, pointOf(c, rate))
	}
	for _, c := range curves {
		slices.SortStableFunc(c.Points, func(a, b Point) int { return cmp.Compare(a.Due, b.Due) })
	}
	slices.SortStableFunc(curves, func(a, b Curve) int {
		return cmp.Or(
			cmp.Compare(mechs[a.Mech], mechs[b.Mech]),
			cmp.Compare(a.Scope, b.Scope),
			cmp.Compare(a.Place, b.Place),
			cmp.Compare(a.Size, b.Size),
			cmp.Compare(a.Extra, b.Extra),
			cmp.Compare(a.Neighbour, b.Neighbour),
			cmp.Compare(a.Arrivals, b.Arrivals),
			cmp.Compare(Budget(a.Think), Budget(b.Think)),
			cmp.Compare(schema.WaitRank(a.Wait), schema.WaitRank(b.Wait)),
			cmp.Compare(Budget(a.Spin), Budget(b.Spin)),
		)
	})
	return curves
}

func wayOf(c *results.Cell) Way {
	value := func(key string) string {
		if v, ok := c.Series.Value(key); ok {
			return v
		}
		return usual(key)
	}
	w := Way{Size: c.Size, Arrivals: value(schema.KeyArrivals), Think: value(schema.KeyThink)}
	w.Neighbour = value(schema.KeyNeighbour)
	w.Series = c.Series.Without(schema.KeyRate, schema.KeyArrivals, schema.KeySpin, schema.KeyThink,
		schema.KeyNeighbour)
	if _, given := c.Series.Value(schema.KeySpin); given || w.Wait == schema.Hybrid {
		w.Spin = value(schema.KeySpin)
	}
	return w
}

func pointOf(c *results.Cell, rate benchname.Rate) Point {
	return Point{Rate: rate, Due: c.Due(rate), Held: c.Held(), Cell: c}
}

// Figure is the median of a point in a tidied unit; false where the rate was not held by every sample, or some sample
// lacks it.
func (p Point) Figure(unit string) (results.Estimate, bool) {
	if !p.Held.All() {
		return results.Estimate{}, false
	}
	if u, _ := schema.UnitNamed(unit); u.Needs > 0 {
		e, _, ok := p.Cell.Quantile(unit)
		return e, ok
	}
	return p.Cell.Estimate(unit)
}

// Budget is how long a value of the keys spin and think lasts, in seconds. What is no time, such as adaptive, is longer
// than any.
func Budget(value string) float64 {
	if value == "" {
		return -1
	}
	d, err := time.ParseDuration(value)
	if err != nil {
		return math.Inf(1)
	}
	return d.Seconds()
}
