package results

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/benchname"
)

// On simulated machines, of which is known in which state each sample was taken, the figures are those of the commonest
// state: within 2 % of the truth, and their intervals contain it in 94.5 % of the cells or more.
func TestFiguresAndIntervalsAreTrue(t *testing.T) {
	const machines, cells, samples, noise = 40, 20, 24, 0.02
	for name, c := range map[string]struct {
		line  func(r *rand.Rand, i int) float64 // of a sample, ns; i counts the samples in time
		truth float64                           // the line of the commonest state, or in the middle of a drift, ns
	}{
		"one state": {func(*rand.Rand, int) float64 { return 70 }, 70},
		"two, 1 : 9": {func(r *rand.Rand, _ int) float64 {
			return []float64{65, 455}[min(r.IntN(10), 1)]
		}, 455},
		"two, for some time each": {func(_ *rand.Rand, i int) float64 {
			return []float64{65, 455, 455}[i*5/(cells*samples)%3]
		}, 455},
		"three": {func(r *rand.Rand, _ int) float64 {
			return []float64{40, 85, 85, 85, 85, 85, 85, 400, 400, 400}[r.IntN(10)]
		}, 85},
		"drift": {func(_ *rand.Rand, i int) float64 {
			return 100 * math.Exp(0.01*(float64(i)/(cells*samples)-0.5))
		}, 100},
		"spikes": {func(r *rand.Rand, _ int) float64 {
			return []float64{3000, 70}[min(r.IntN(200), 1)]
		}, 70},
	} {
		r := rand.New(rand.NewPCG(uint64(len(name)), 17))
		near, covered := 0, 0
		for range machines {
			var lines []simulatedLine
			for i := range cells * samples { // round by round
				line := c.line(r, i)
				probed := line * math.Exp(0.04*r.NormFloat64())
				lines = append(lines, simulatedLine{
					fmt.Sprintf("m%d", i%cells), "cross", probed, 1.5 * line * math.Exp(noise*r.NormFloat64()),
				})
			}
			m := setOf(lines).Machines[0]
			for i := range cells {
				series := benchname.Series{Mech: fmt.Sprintf("m%d", i), Wait: "spin", Place: "cross"}
				e, _ := m.Cell(schema.Latency, series, 64).Estimate(schema.SecPerOp)
				truth := 1.5e-9 * c.truth
				if math.Abs(e.Center/truth-1) <= 0.02 {
					near++
				}
				if e.Lo <= truth && truth <= e.Hi {
					covered++
				}
			}
		}
		const all = machines * cells
		if near < all*99/100 || float64(covered) < 0.945*all {
			t.Errorf("%s: of %d figures %d lie within 2 %% of the truth, and %d intervals contain it", name, all, near,
				covered)
		}
	}
}
