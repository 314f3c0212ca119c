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

// runAll has all pairs do n ops each at the same time. An op of the measurement is one op of any pair, from the first op of the first pair
// to begin until the last op of the last to end. It calls begin when all stand ready.
//
// What one pair did before its first op while another is at its ops would be counted as if it were theirs. So all are led in first, and
// then all sides B wait for theirs; what is left to do is to wake the sides A.
func (s *sample) runAll(n int, begin func()) (measurement, error) {
	if len(s.mates) == 0 {
		begin()
		return s.run(n)
	}
	if err := s.together(func(_ int, one *sample) error {
		_, err := one.pass(order{Task: runTask, Pattern: one.cell.Pattern, N: 1, Lead: one.lead()})
		return err
	}); err != nil {
		return measurement{}, err
	}
	o := order{Task: runTask, Pattern: s.cell.Pattern, N: n}
	if err := s.together(func(_ int, one *sample) error { return one.arm(o) }); err != nil {
		return measurement{}, err
	}
	each := make([]measurement, 1+len(s.mates))
	s.watch.begin(s)
	begin()
	if err := s.together(func(i int, one *sample) error {
		reports, err := one.perform(o)
		if err == nil {
			each[i], err = one.measured(n, reports)
		}
		return err
	}); err != nil {
		return measurement{}, err
	}
	return sumUp(each, n), nil
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

// sumUp makes one measurement of those of several pairs, each of n ops.
func sumUp(each []measurement, n int) measurement {
	total := each[0]
	for _, m := range each[1:] {
		total.began, total.ended = min(total.began, m.began), max(total.ended, m.ended)
		total.cpuNsPerOp += m.cpuNsPerOp
		total.switchesPerOp += m.switchesPerOp
		total.oustedPerOp += m.oustedPerOp
		total.mallocs += m.mallocs
		total.bytes += m.bytes
	}
	pairs := float64(len(each))
	wall := float64(total.ended - total.began)
	total.nsPerOp = wall / (pairs * float64(n))
	for _, sum := range []*float64{&total.cpuNsPerOp, &total.switchesPerOp, &total.oustedPerOp, &total.mallocs, &total.bytes} {
		*sum /= pairs
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
