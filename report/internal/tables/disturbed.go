package tables

import (
	"fmt"
	"math"
	"strings"

	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
)

const (
	// shiftWorthTelling is by how much disturbed samples must move a median to be named.
	shiftWorthTelling = 0.05
	// shiftsTold is how many such cells are named at most.
	shiftsTold = 8
)

// disturbed says how many samples were taken while others used the CPUs, and what they did to the figures.
func disturbed(m *results.Machine) []string {
	var noisy *results.Cell
	count, total := 0, 0
	var shifts []string
	for _, c := range m.All() {
		e, ok := c.Estimate(results.TimePerOp)
		if !ok {
			continue
		}
		total += e.N
		if c.Disturbed == 0 {
			continue
		}
		count += c.Disturbed
		if noisy == nil || c.Noisiest > noisy.Noisiest {
			noisy = c
		}
		if s := shift(c, e); s != "" {
			shifts = append(shifts, s)
		}
	}
	if noisy == nil {
		return nil
	}
	list := []string{fmt.Sprintf("%d of %d samples were taken while others used more than %d %% of the pair's CPUs (at worst %.0f %%, in %s)",
		count, total, results.NoiseLimit, noisy.Noisiest, cellName(noisy))}
	if more := len(shifts) - shiftsTold; more > 0 {
		shifts = append(shifts[:shiftsTold], fmt.Sprintf("and %d cells more whose medians they moved by more than %.0f %%", more, 100*shiftWorthTelling))
	}
	return append(list, shifts...)
}

// shift says how the median changes when the disturbed samples of a cell are left out.
func shift(c *results.Cell, all results.Estimate) string {
	calm, ok := c.Calm()
	if !ok {
		return fmt.Sprintf("%s: all its samples (%d)", cellName(c), c.Disturbed)
	}
	change := calm.Center/all.Center - 1
	if math.Abs(change) <= shiftWorthTelling {
		return ""
	}
	return fmt.Sprintf("%s: %d of %d samples; %s an op without them, %s with them (%+.0f %%)", cellName(c), c.Disturbed, all.N,
		quantity.Duration(calm.Center, calm.Half()), quantity.Duration(all.Center, all.Half()), -100*change/(1+change))
}

func cellName(c *results.Cell) string {
	s := c.Series
	return strings.Join([]string{c.Pattern(), s.Name(), s.Wait, s.Place, quantity.Size(c.Size)}, " ")
}
