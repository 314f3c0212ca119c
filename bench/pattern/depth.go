package pattern

import (
	"ipcbench/bench/worker"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
)

// A depth measures how many messages of a stream are under way at once.
type depth struct {
	*side
	deepest uint64
}

// drain is B's loop in the pass without a clock. Before each message it looks how many messages A has sent that B has
// not received. deepest becomes the largest such number, at least 1. For a mechanism that serves calls it is 1: the
// sender waits for the answer to each message.
func (d *depth) drain(n int) error {
	d.deepest = 1
	switch {
	case d.server != nil:
		return d.flushed(worker.Only(d.side.drain)).Finish(n)
	case d.viewer != nil:
		return keepLast(d.watch(d.drainView), d.watch(d.side.drain)).Finish(n)
	}
	return d.watch(d.side.drain)(n)
}

func (d *depth) watch(loop func(n int) error) func(n int) error {
	return func(n int) error {
		defer func() { d.coming = 0 }()
		for i := range n {
			if sent := d.Sent(mechanisms.A); sent > d.received {
				d.deepest = max(d.deepest, sent-d.received)
			}
			d.coming = n - 1 - i
			if err := loop(1); err != nil {
				return err
			}
		}
		return nil
	}
}

func (d *depth) seen() map[string]float64 {
	return map[string]float64{schema.InFlight: float64(d.deepest)}
}
