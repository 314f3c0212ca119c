package pattern

import (
	"sync/atomic"

	"ipcbench/bench/worker"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
)

// A depth watches how many messages are on the way at once in a stream.
type depth struct {
	*side
	deepest uint64
}

// drain is B's loop of the pass that has no clock. It looks before each message how many A has handed over that it
// has not taken; deepest becomes the most it saw, at least the one that it then takes. Of a mechanism that serves
// calls it is one, as a message is a call whose answer the sender waits for.
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
			if sent := atomic.LoadUint64(&d.All[mechanisms.A].Sent); sent > d.received {
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
