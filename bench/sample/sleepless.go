package sample

import (
	"ipcbench/bench/pattern"
	"ipcbench/mechanisms"
)

// Sleepless is what is remarked of a benchmark with wait=block none of whose ends slept: it measures something else
// than its name says.
const Sleepless = "neither side slept while it waited, though the wait strategy is block: " +
	"its figures are those of busy-waiting"

// sleptNever tells whether that is so. In a round trip each side waits for the other, which takes longer than a look:
// hardly any is answered before the side that waits is asleep. Goroutines may wait without a thread that sleeps, and so
// may both sides of a stream.
func (s *Sample) sleptNever(m pattern.Measurement) bool {
	const rare = 0.01 // voluntary switches an op, of two at least
	blocks := s.cell.Wait == mechanisms.Block && !s.cell.Mechanism.Traits().Managed
	return s.pattern.Alternates && blocks && m.Ops >= 100 && m.VoluntaryPerOp() < rare
}
