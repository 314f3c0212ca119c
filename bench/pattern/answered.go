package pattern

import (
	"ipcbench/bench/pace"
	"ipcbench/bench/worker"
	"ipcbench/internal/schema"
	"ipcbench/internal/sys"
)

// answered is a pass in which each message is answered, for ends on two machines: what takes from when a message was
// due until A has the answer is told by A's clock alone. The next message waits for the answer.
func (p *pacedSide) answered(o worker.Order, r *worker.Report) error {
	if err := p.ready(o); err != nil {
		return err
	}
	trips := p.flushed(p.roundTrips())
	if err := trips.Finish(1); err != nil {
		return err
	}
	if !p.isA() {
		return trips.Finish(len(p.dues))
	}
	if p.Traits.Raw {
		sys.NoPreempt()
		defer sys.Preempt()
	}
	start := sys.Nanotime()
	for i, due := range p.dues {
		if _, err := p.clockwork.Until(start + due); err != nil {
			return err
		}
		if err := trips.Finish(1); err != nil {
			return err
		}
		p.stamps[i] = sys.Nanotime()
	}
	last := len(p.dues) - 1
	unheld := pace.Unheld(p.dues[last], p.stamps[last]-start-p.dues[last], false)
	r.Figures = map[string]float64{schema.UnheldPercent: 100 * unheld}
	r.Percentiles = worker.Summarise(pace.Latencies(p.dues, p.stamps, start), 1, 0)
	return nil
}
