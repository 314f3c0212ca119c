package knees

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// A curve is points, and what the least squares of any law for them are made of. A law has terms: a fixed time, the
// cost of a byte, and for each size the change of that cost beyond it. Each point is weighed by its error.
type curve struct {
	points []Point
	scales []float64     // by which the terms are divided, so that the equations are well-conditioned
	normal *mat.SymDense // products of all terms with each other, over the points
	right  []float64     // and with the times
	square float64       // and of the times with themselves
}

func newCurve(points []Point) curve {
	n := len(points)
	terms := 2 + n
	c := curve{points: points, scales: make([]float64, terms), right: make([]float64, terms)}
	a := mat.NewDense(n, terms, nil)
	for t := range terms {
		column := make([]float64, n)
		for i, p := range points {
			column[i] = c.factor(t, p.Size) / (p.Time * p.Error)
		}
		c.scales[t] = max(mat.Norm(mat.NewVecDense(n, column), 2), math.SmallestNonzeroFloat64)
		for i, p := range points {
			a.Set(i, t, column[i]/c.scales[t])
			c.right[t] += column[i] / c.scales[t] / p.Error
		}
	}
	for _, p := range points {
		c.square += 1 / (p.Error * p.Error)
	}
	c.normal = mat.NewSymDense(terms, nil)
	c.normal.SymOuterK(1, a.T())
	return c
}

// factor is what a term is multiplied by at a size.
func (c curve) factor(term int, size float64) float64 {
	switch term {
	case 0:
		return 1
	case 1:
		return size
	}
	return max(size-c.points[term-2].Size, 0)
}

// terms are those of the law whose cost changes at the given places.
func terms(at []int) []int {
	list := []int{0, 1}
	for _, i := range at {
		list = append(list, 2+i)
	}
	return list
}

// solve finds the law that is nearest to the points: its scaled terms, and off, the sum of the squared distances of the
// points in their standard errors. ok is false if there is none.
func (c curve) solve(at []int) (law *mat.VecDense, off float64, factors *mat.Cholesky, ok bool) {
	list := terms(at)
	normal, right := mat.NewSymDense(len(list), nil), mat.NewVecDense(len(list), nil)
	for i, t := range list {
		right.SetVec(i, c.right[t])
		for j := range i + 1 {
			normal.SetSym(i, j, c.normal.At(t, list[j]))
		}
	}
	factors, law = new(mat.Cholesky), new(mat.VecDense)
	if !factors.Factorize(normal) || factors.SolveVecTo(law, right) != nil {
		return nil, math.Inf(1), nil, false
	}
	return law, max(c.square-mat.Dot(law, right), 0), factors, true
}

// off is how far the points lie off the law whose cost changes at the given places.
func (c curve) off(at []int) float64 {
	_, off, _, _ := c.solve(at)
	return off
}

// gains returns a function that says how much nearer the law comes to the points with a further place, without solving
// for it: by the part of the further term that the others cannot make up for.
func (c curve) gains(at []int) func(i int) float64 {
	law, _, factors, ok := c.solve(at)
	var inverse mat.SymDense
	if !ok || factors.InverseTo(&inverse) != nil {
		return func(int) float64 { return 0 }
	}
	list := terms(at)
	return func(i int) float64 {
		t := 2 + i
		missed, own := c.right[t], c.normal.At(t, t)
		for j, u := range list {
			shared := c.normal.At(t, u)
			missed -= shared * law.AtVec(j)
			for k, v := range list {
				own -= shared * inverse.At(j, k) * c.normal.At(t, v)
			}
		}
		if own < leastOwn {
			return 0
		}
		return missed * missed / own
	}
}

// leastOwn is how much of a term, as a share, must be its own for numbers to be exact enough.
const leastOwn = 1e-9

// A fit is the law that is nearest to a curve's points and whose cost changes at some places.
type fit struct {
	curve
	at      []int
	terms   []float64     // in seconds, and seconds a byte
	spread  *mat.SymDense // their covariance
	off     float64       // the sum of the squared distances of the points, in their standard errors
	stretch float64       // by how much the points lie further off the law than their errors allow; 1 if they do not
}

// fit finds the law whose cost changes at the given places; false if there is none.
func (c curve) fit(at []int) (f fit, ok bool) {
	law, off, factors, ok := c.solve(at)
	f = fit{curve: c, at: at, off: off, spread: new(mat.SymDense)}
	if !ok || factors.InverseTo(f.spread) != nil {
		return f, false
	}
	list := terms(at)
	for i, t := range list {
		f.terms = append(f.terms, law.AtVec(i)/c.scales[t])
		for j := range i + 1 {
			f.spread.SetSym(i, j, f.spread.At(i, j)/c.scales[t]/c.scales[list[j]])
		}
	}
	f.stretch = max(1, math.Sqrt(off/float64(max(len(c.points)-len(list), 1))))
	return f, true
}

// time is what the law says at a size.
func (f fit) time(size float64) (seconds float64) {
	for i, t := range terms(f.at) {
		seconds += f.terms[i] * f.factor(t, size)
	}
	return seconds
}

// bend is by how much the slope changes at the k-th place, on logarithmic axes.
func (f fit) bend(k int) float64 {
	size := f.points[f.at[k]].Size
	return f.terms[2+k] * size / f.time(size)
}

// leastBend is the place where the slope changes the least.
func (f fit) leastBend() (least int) {
	for k := range f.at {
		if math.Abs(f.bend(k)) < math.Abs(f.bend(least)) {
			least = k
		}
	}
	return least
}

// knees are the places of the law.
func (f fit) knees() (list []Knee) {
	for k, i := range f.at {
		size := f.points[i].Size
		list = append(list, Knee{
			Size: size, Time: f.time(size), Bend: f.bend(k), Before: f.cost(2 + k), After: f.cost(3 + k),
		})
	}
	return list
}

// cost is that of a byte by the terms before end.
func (f fit) cost(end int) (c Cost) {
	square := 0.0
	for i := 1; i < end; i++ {
		c.PerByte += f.terms[i]
		for j := 1; j < end; j++ {
			square += f.spread.At(i, j)
		}
	}
	c.Error = f.stretch * math.Sqrt(max(square, 0))
	return c
}
