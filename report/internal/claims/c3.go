package claims

import (
	"cmp"
	"slices"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

// wasteful is how many times the CPU time of a sleeper's message a message costs where CPU time is wasted: half as much
// again.
const wasteful = 1.5

// leaves is which part of what a neighbour keeps beside a sleeper it keeps beside somebody who takes from it: a fifth
// is lost. A fair scheduler takes a half.
const leaves = 0.8

func saysSpinning(p *words.Printer) (title, claim string) {
	return p.Sprintf("busy waiting wastes"),
		p.Sprintf("Busy waiting wastes system resources.")
}

// spinningWastes judges C3 by the receiver's CPU time per message at each rate that both hold, busy and asleep, and by
// what a process on the receiver's CPU keeps. Either is enough. Where nothing was measured that spins, as on one CPU,
// what yields is busy.
func spinningWastes(j *judge) {
	j.wastes(schema.Spin)
	if len(j.tests) == 0 {
		j.lacks = nil
		j.wastes(schema.Yield)
	}
}

// wastes judges by one way to be busy.
func (j *judge) wastes(busy string) {
	paced, neighbours := measurePaced, measureBeside
	if !slices.Contains(j.machine.Places(), usualPlace) { // nobody spins beside the one that it waits for
		paced, neighbours = onOneCPU(paced), onOneCPU(neighbours)
	}
	both := j.spinners(busy, func(c *results.Cell) bool {
		plain := c.Series.Without(schema.KeyRate)
		return plain.Extra == "" && c.Held().All()
	})
	for _, b := range both {
		rate, _ := b.base.Series.Rate()
		mech, per := b.base.Series.Mech, quantity.Rate(rate.PerSecond)
		label := j.Sprintf("CPU time per message of %s at %s/s, busy ÷ asleep", mech, per)
		if f, ok := ratio(label, b.other, b.base, schema.CPUSecPerOp, Seconds); ok {
			f = f.says(j.Sprintf("at %s messages a second, a reader of %s that is busy takes %s times the CPU time of "+
				"one that sleeps", per, mech, f.number()),
				j.Sprintf("at %s/s, %s × a sleeper's CPU time", per, f.number()))
			j.least(f, wasteful)
		}
	}
	if len(j.tests) == 0 {
		j.misses(j.Sprintf("messages at a rate to a receiver that spins, and to one that sleeps"), paced)
	}
	beside := j.spinners(busy, func(c *results.Cell) bool {
		v, _ := c.Series.Value(schema.KeyNeighbour)
		return v == "on" && c.Series.Without(schema.KeyRate, schema.KeyNeighbour).Extra == ""
	})
	kept := 0
	for _, b := range beside {
		rate, _ := b.base.Series.Rate()
		mech, per := b.base.Series.Mech, quantity.Rate(rate.PerSecond)
		label := j.Sprintf("what a neighbour keeps beside %s at %s/s, busy ÷ asleep", mech, per)
		if f, ok := ratio(label, b.other, b.base, schema.NeighbourPercent, Percent); ok {
			kept++
			f = f.says(j.Sprintf("at %s messages a second, a neighbour gets %s times as much done beside a reader of "+
				"%s that is busy as beside one that sleeps", per, f.number(), mech),
				j.Sprintf("a neighbour gets %s × as much done", f.number()))
			j.most(f, leaves)
		}
	}
	if kept == 0 {
		j.misses(j.Sprintf("what a neighbour on the receiver's CPU loses"), neighbours)
	}
}

// spinners are the cells of Paced with wait=block that pass, each beside its like that waits busily and passes too:
// those of the pipe, or else of the first mechanism that has any, of its smallest size, by their rate.
func (j *judge) spinners(busy string, pass func(*results.Cell) bool) (list []pair) {
	for _, c := range j.machine.Of(schema.Paced) {
		s := c.Series
		rate, _ := s.Rate()
		s.Wait = busy
		other := j.machine.Cell(schema.Paced, s, c.Size)
		usual := s.Scope == "" && c.Series.Wait == schema.Block && rate.PerSecond > 0
		if !usual || other == nil || !pass(c) || !pass(other) {
			continue
		}
		list = append(list, pair{c, other})
	}
	if len(list) == 0 {
		return nil
	}
	slices.SortStableFunc(list, func(a, b pair) int {
		x, _ := a.base.Series.Rate()
		y, _ := b.base.Series.Rate()
		return cmp.Or(cmp.Compare(notPipe(a), notPipe(b)), cmp.Compare(away(a.base), away(b.base)),
			cmp.Compare(a.base.Size, b.base.Size), cmp.Compare(x.PerSecond, y.PerSecond))
	})
	first := list[0].base
	return slices.DeleteFunc(list, func(p pair) bool {
		s := p.base.Series
		return s.Mech != first.Series.Mech || s.Place != first.Series.Place ||
			p.base.Size != first.Size
	})
}

// notPipe is 0 for a pair of the pipe.
func notPipe(p pair) int {
	if p.base.Series.Mech == pipe {
		return 0
	}
	return 1
}
