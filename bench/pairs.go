package bench

import (
	"errors"
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

// runAll has all pairs do the ops of a span at the same time. An op of the measurement is one op of any pair, from the first op of the
// first pair to begin until the last op of the last to end.
//
// What one pair did before its first op while another is at its ops would be counted as if it were theirs. So all are led in first, and
// then all sides B wait for theirs; what is left to do is to wake the sides A.
func (s *sample) runAll(sp span) (measurement, error) {
	if len(s.mates) == 0 {
		return s.runFor(s.lead(), sp)
	}
	if err := s.together(func(_ int, one *sample) error {
		_, err := one.pass(one.order(runTask, exactly(1), one.lead()))
		return err
	}); err != nil {
		return measurement{}, err
	}
	orders := make([]order, 1+len(s.mates))
	if err := s.together(func(i int, one *sample) error {
		orders[i] = one.order(runTask, sp, 0)
		return one.arm(orders[i])
	}); err != nil {
		return measurement{}, err
	}
	each := make([]measurement, 1+len(s.mates))
	s.watch.begin(s)
	if err := s.together(func(i int, one *sample) error {
		reports, err := one.perform(orders[i])
		if err == nil {
			each[i], err = one.measured(reports)
		}
		return err
	}); err != nil {
		return measurement{}, err
	}
	return sumUp(each), nil
}

// together does the same for all pairs at once, each with its place among them. A failure of one ends all; it is the error.
func (s *sample) together(do func(i int, one *sample) error) (failure error) {
	all := append([]*sample{s}, s.mates...)
	results := make(chan error, len(all))
	for i, one := range all {
		go func() { results <- do(i, one) }()
	}
	for range all {
		if err := <-results; err != nil && failure == nil {
			failure = err
			s.kill() // the others then fail as well, and say no more than that
		}
	}
	return failure
}

// sumUp makes one measurement of those of several pairs.
func sumUp(each []measurement) measurement {
	total := measurement{began: each[0].began, ended: each[0].ended}
	for _, m := range each {
		ops := float64(m.ops)
		total.ops += m.ops
		total.began, total.ended = min(total.began, m.began), max(total.ended, m.ended)
		total.cpuNsPerOp += ops * m.cpuNsPerOp
		total.switchesPerOp += ops * m.switchesPerOp
		total.oustedPerOp += ops * m.oustedPerOp
		total.mallocs += ops * m.mallocs
		total.bytes += ops * m.bytes
	}
	ops := float64(total.ops)
	total.nsPerOp = float64(total.ended-total.began) / ops
	for _, sum := range []*float64{&total.cpuNsPerOp, &total.switchesPerOp, &total.oustedPerOp, &total.mallocs, &total.bytes} {
		*sum /= ops
	}
	total.cores = total.cpuNsPerOp / total.nsPerOp
	return total
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
