package sample

import (
	"errors"
	"fmt"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/worker"
)

// run measures n ops between two clock readings, after the lead-in.
func (s *Sample) run(n int) (pattern.Measurement, error) {
	return s.runFor(s.lead(), worker.Exactly(n))
}

// try is run without the lead-in.
func (s *Sample) try(n int) (pattern.Measurement, error) { return s.runFor(0, worker.Exactly(n)) }

// runFor measures the ops of a span between two clock readings, after ops that take the time lead and are not
// measured.
func (s *Sample) runFor(lead time.Duration, sp worker.Span) (pattern.Measurement, error) {
	s.watch.Begin(s.look())
	reports, err := s.pass(s.order(worker.RunTask, sp, lead))
	if err != nil {
		return pattern.Measurement{}, err
	}
	return s.measured(reports)
}

// order makes the order for a pass.
func (s *Sample) order(t worker.Task, sp worker.Span, lead time.Duration) worker.Order {
	return worker.Order{Task: t, Span: sp, Lead: lead, Estimate: s.estimate, Log: s.options.Log}
}

// measured is the measurement that the reports of a pass give.
func (s *Sample) measured(reports []worker.Report) (pattern.Measurement, error) {
	m := s.pattern.Measure(reports)
	if m.Ended <= m.Began {
		return m, s.fail(fmt.Errorf("%d ops took %d ns: the clocks of the processes disagree", m.Ops, m.Ended-m.Began))
	}
	s.estimate = m.NsPerOp
	return m, nil
}

// lead is how long ops are done before a pass without being measured. The batches of the warm-up have no lead-in,
// since they are only compared with each other.
func (s *Sample) lead() time.Duration {
	if s.warmed == 0 {
		return 0
	}
	return s.leadIn
}

// pass has all ends carry out o, the first end last, and compares their counts of messages.
func (s *Sample) pass(o worker.Order) ([]worker.Report, error) {
	if err := s.arm(o); err != nil {
		return make([]worker.Report, len(s.all())), err
	}
	return s.perform(o)
}

// arm has all ends but the first begin with o. They then wait for the first end.
func (s *Sample) arm(o worker.Order) error {
	o.Whole = o.Whole || s.options.Whole
	others := s.all()[1:]
	for _, end := range others {
		if err := s.send(end, o); err != nil {
			return err
		}
	}
	_, err := s.await(worker.Armed, others...)
	return err
}

// perform has the first end begin with o too, and waits until all ends are done.
func (s *Sample) perform(o worker.Order) ([]worker.Report, error) {
	if o.Task == worker.RunTask {
		awaitNoCounters()
	}
	o.Whole = o.Whole || s.options.Whole
	if err := s.send(s.all()[0], o); err != nil {
		return make([]worker.Report, len(s.all())), err
	}
	reports, err := s.await(worker.Done, s.all()...)
	if err != nil {
		return reports, err
	}
	var errs []error
	for _, flow := range s.pattern.Flows {
		errs = append(errs, s.agree(flow, reports[flow.From], reports[flow.To]))
	}
	return reports, errors.Join(errs...)
}

// agree compares what one end has sent with what another has received.
func (s *Sample) agree(flow pattern.Flow, sender, receiver worker.Report) error {
	from, to := s.all()[flow.From], s.all()[flow.To]
	if sender.Sent != receiver.Received {
		return s.fail(fmt.Errorf("message lost or repeated: side %v sent %d messages, side %v received %d",
			from, sender.Sent, to, receiver.Received))
	}
	if sender.SumSent != receiver.SumReceived {
		return s.fail(fmt.Errorf("message damaged: the last of %d from side %v has CRC-32 %08x where it was sent "+
			"and %08x where it was received", sender.Sent, from, sender.SumSent, receiver.SumReceived))
	}
	return nil
}
