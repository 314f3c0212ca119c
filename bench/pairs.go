package bench

import (
	"errors"
	"sync"
	"time"
)

// openSamples opens the sample of a cell, and with it those of the other pairs that run at once.
func openSamples(c Cell, idle time.Duration) (*sample, error) {
	var all []*sample
	for range c.pairs() {
		s, err := openSample(c, idle)
		if err != nil {
			for _, s := range all {
				err = errors.Join(err, s.pair.Kill())
			}
			return nil, err
		}
		all = append(all, s)
	}
	all[0].mates = all[1:]
	return all[0], nil
}

// runAll has all pairs do n ops each at the same time. An op of the measurement is one op of any pair, from the first op of the first pair
// to begin until the last op of the last to end.
func (s *sample) runAll(n int) (measurement, error) {
	if len(s.mates) == 0 {
		return s.run(n)
	}
	all := append([]*sample{s}, s.mates...)
	each, errs := make([]measurement, len(all)), make([]error, len(all))
	var running sync.WaitGroup
	for i, one := range all {
		running.Go(func() { each[i], errs[i] = one.run(n) })
	}
	running.Wait()
	if err := errors.Join(errs...); err != nil {
		return measurement{}, err
	}
	total := each[0]
	for _, m := range each[1:] {
		total.began, total.ended = min(total.began, m.began), max(total.ended, m.ended)
		total.cpuNsPerOp += m.cpuNsPerOp
		total.switchesPerOp += m.switchesPerOp
		total.oustedPerOp += m.oustedPerOp
		total.mallocs += m.mallocs
		total.bytes += m.bytes
	}
	pairs := float64(len(all))
	wall := float64(total.ended - total.began)
	total.nsPerOp = wall / (pairs * float64(n))
	for _, sum := range []*float64{&total.cpuNsPerOp, &total.switchesPerOp, &total.oustedPerOp, &total.mallocs, &total.bytes} {
		*sum /= pairs
	}
	total.cores = total.cpuNsPerOp / total.nsPerOp
	return total, nil
}

// closeAll ends all pairs in order.
func (s *sample) closeAll() error {
	err := s.close()
	for _, mate := range s.mates {
		err = errors.Join(err, mate.close())
	}
	return err
}

// kill ends all pairs at once.
func (s *sample) kill() {
	s.pair.Kill()
	for _, mate := range s.mates {
		mate.pair.Kill()
	}
}
