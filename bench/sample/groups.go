package sample

import (
	"ipcbench/bench/pattern"
	"ipcbench/bench/worker"
)

// runAll measures a span at all groups of ends at the same time; see [pattern.SumUp].
//
// What one group does before its first op must not take CPU time while another group is measured. So all groups first
// do their lead-in, and then all ends except the first of each group get ready and wait. Only then the first ends
// begin.
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

// together calls do for all groups at once, with the index of each. If one fails, it ends all of them and returns
// that error.
func (s *Sample) together(do func(i int, one *Sample) error) (failure error) {
	all := append([]*Sample{s}, s.mates...)
	results := make(chan error, len(all))
	for i, one := range all {
		go func() { results <- do(i, one) }()
	}
	for range all {
		if err := <-results; err != nil && failure == nil {
			failure = err
			s.Kill() // the others then fail too, without a reason of their own
		}
	}
	return failure
}
