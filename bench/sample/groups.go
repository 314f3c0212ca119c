package sample

import (
	"ipcbench/bench/pattern"
	"ipcbench/bench/worker"
)

// runAll has all groups of ends do the ops of a span at the same time; see [pattern.SumUp].
//
// What one group did before its first op while another is at its ops would be counted as if it were theirs. So all are
// led in first, and then all ends but the first ones wait for theirs; what is left to do is to wake those.
func (s *Sample) runAll(sp worker.Span) (pattern.Measurement, error) {
	if len(s.mates) == 0 {
		return s.runFor(s.lead(), sp)
	}
	if err := s.together(func(_ int, one *Sample) error {
		_, err := one.pass(one.order(worker.RunTask, worker.Exactly(1), one.lead()))
		return err
	}); err != nil {
		return pattern.Measurement{}, err
	}
	orders := make([]worker.Order, 1+len(s.mates))
	if err := s.together(func(i int, one *Sample) error {
		orders[i] = one.order(worker.RunTask, sp, 0)
		return one.arm(orders[i])
	}); err != nil {
		return pattern.Measurement{}, err
	}
	each := make([]pattern.Measurement, 1+len(s.mates))
	s.watch.Begin(s.look())
	if err := s.together(func(i int, one *Sample) error {
		reports, err := one.perform(orders[i])
		if err == nil {
			each[i], err = one.measured(reports)
		}
		return err
	}); err != nil {
		return pattern.Measurement{}, err
	}
	return pattern.SumUp(each), nil
}

// together does the same for all groups at once, each with its place among them. A failure of one ends all; it is the
// error.
func (s *Sample) together(do func(i int, one *Sample) error) (failure error) {
	all := append([]*Sample{s}, s.mates...)
	results := make(chan error, len(all))
	for i, one := range all {
		go func() { results <- do(i, one) }()
	}
	for range all {
		if err := <-results; err != nil && failure == nil {
			failure = err
			s.Kill() // the others then fail as well, and say no more than that
		}
	}
	return failure
}
