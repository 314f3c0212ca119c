package sample

import (
	"ipcbench/bench/pattern"
	"ipcbench/mechanisms"
)

// Sleepless is the remark on a benchmark with wait=block in which no end slept: it measures something else than its
// name says.
const Sleepless = "neither side slept while it waited, though the wait strategy is block: " +
	"its figures are those of busy-waiting"

// sleptNever tells whether no end slept although all should. It can tell so only of round trips over mechanisms that
// block in system calls. There an end waits longer for an answer than it takes to go to sleep. In a stream both ends
// may always find something to do, and goroutines may wait while no thread sleeps.
func (s *Sample) sleptNever(m pattern.Measurement) bool {
	const rare = 0.01 // voluntary switches per op; at least 2 are normal
	blocks := s.cell.Wait == mechanisms.Block && !s.cell.Mechanism.Traits().Managed
	return s.pattern.Alternates && blocks && m.Ops >= 100 && m.VoluntaryPerOp() < rare
}
