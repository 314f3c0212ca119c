package bench

import "ipcbench/mechanisms"

// sleepless is what is remarked of a benchmark with wait=block neither of whose sides slept: it measures something else than its name says.
const sleepless = "neither side slept while it waited, though the wait strategy is block: its figures are those of busy-waiting"

// sleptNever tells whether that is so. In a round trip each side waits for the other, which takes longer than a look: hardly any is
// answered before the side that waits is asleep. Goroutines may wait without a thread that sleeps, and so may both
// sides of a stream.
func sleptNever(c Cell, m measurement) bool {
	const rare = 0.01 // voluntary switches an op, of two at least
	t := c.Mechanism.Traits()
	return c.Pattern == Latency && c.Wait == mechanisms.Block && !t.Managed && m.ops >= 100 && m.sleeps() < rare
}
