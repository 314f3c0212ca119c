package bench

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ipcbench/internal/pair"
	"ipcbench/mechanisms"
)

const (
	// Content is verified for verifyOps messages each way, or fewer where they are large; at least verifyFirst, and after those no
	// longer than verifyFor.
	verifyOps   = 200
	verifyBytes = 4 << 20
	verifyFirst = 8
	verifyFor   = 200 * time.Millisecond

	// leadIn is longer than the Go runtime's monitor thread takes to grow lazy; see side.leadIn.
	leadIn = 16 * time.Millisecond
)

// workers are a pair of worker processes as a sample sees them; [pair.Pair] is one.
type workers interface {
	Send(to mechanisms.Side, message any) error
	Events() <-chan pair.Event
	Progress(mechanisms.Side) pair.Counters
	PID(mechanisms.Side) int
	Opened() error
	Ended() <-chan struct{}
	Close() error
	Kill() error
}

// A sample is one fresh pair of worker processes, seen from the coordinator.
type sample struct {
	cell  Cell
	pair  workers
	idle  time.Duration // without progress, after which the pair is ended
	whole bool          // compare every byte in every pass

	leadIn    time.Duration // unmeasured, before each pass
	verifyFor time.Duration // at most, after verifyFirst messages

	estimate float64       // ns/op of the last pass
	warmed   time.Duration // how long the warm-up took
	watch    watch

	mates []*sample // the other pairs that run at once
}

// openSample starts a pair, verifies that it carries content unharmed, and warms it up.
func openSample(c Cell, idle time.Duration) (*sample, error) {
	s, err := openCold(c, idle)
	if err != nil {
		return nil, err
	}
	if err := s.warm(); err != nil {
		return nil, s.killed(err)
	}
	return s, nil
}

// openCold does so without the warm-up.
func openCold(c Cell, idle time.Duration) (*sample, error) {
	s := &sample{cell: c, idle: idle, whole: *checkFlag == checkBytes, leadIn: leadIn, verifyFor: verifyFor}
	cpus, err := c.Place.CPUs()
	if err != nil {
		return nil, fmt.Errorf("%v: %w", c, err)
	}
	started, err := pair.Start(pair.Config{
		Mechanism: c.Mechanism, Wait: c.Wait, Size: c.Size, CPU: cpus, Handler: c.handler(), Together: c.together(),
		Traceable: traceable,
	})
	if err != nil {
		return nil, fmt.Errorf("%v: %w", c, err)
	}
	s.pair = started
	for _, step := range []func() error{s.open, s.verify} {
		if err := step(); err != nil {
			return nil, s.killed(err)
		}
	}
	return s, nil
}

// killed ends the pair after an error, which it returns.
func (s *sample) killed(err error) error { return errors.Join(err, s.pair.Kill()) }

// close ends the pair in order. A last exchange comes first: it finds what a pass left behind, a message repeated at its
// end above all.
func (s *sample) close() error {
	if _, err := s.pass(order{Task: verifyTask, Span: exactly(1)}); err != nil {
		return err
	}
	if err := s.pair.Close(); err != nil {
		return fmt.Errorf("%v: %w", s.cell, err)
	}
	return nil
}

func (s *sample) open() error {
	for _, side := range mechanisms.Sides {
		if err := s.send(side, order{Pattern: s.cell.Pattern}); err != nil {
			return err
		}
	}
	if _, err := s.await(opened, mechanisms.A, mechanisms.B); err != nil {
		return err
	}
	return s.pair.Opened()
}

func (s *sample) verify() error {
	n := min(verifyOps, 1+verifyBytes/s.cell.Size)
	first := min(n, verifyFirst)
	began := time.Now()
	if _, err := s.pass(order{Task: verifyTask, Span: exactly(first)}); err != nil {
		return err
	}
	each := time.Since(began)/time.Duration(first) + 1
	if rest := min(n-first, int(s.verifyFor/each)); rest > 0 {
		_, err := s.pass(order{Task: verifyTask, Span: exactly(rest)})
		return err
	}
	return nil
}

// A measurement is what one pass cost.
type measurement struct {
	ops            int
	began, ended   int64 // CLOCK_MONOTONIC, ns
	nsPerOp        float64
	cpuNsPerOp     float64 // both sides
	cores          float64
	switchesPerOp  float64
	oustedPerOp    float64 // the involuntary switches
	mallocs, bytes float64 // per op
}

// run does n ops of the pattern between two clock readings, led in.
func (s *sample) run(n int) (measurement, error) { return s.runFor(s.lead(), exactly(n)) }

// try does the same without the lead-in.
func (s *sample) try(n int) (measurement, error) { return s.runFor(0, exactly(n)) }

// runFor does the ops of a span between two clock readings, after others that take the time lead.
func (s *sample) runFor(lead time.Duration, sp span) (measurement, error) {
	s.watch.begin(s)
	reports, err := s.pass(s.order(runTask, sp, lead))
	if err != nil {
		return measurement{}, err
	}
	return s.measured(reports)
}

// order is one to do the ops of a span.
func (s *sample) order(t task, sp span, lead time.Duration) order {
	return order{Task: t, Pattern: s.cell.Pattern, Span: sp, Lead: lead, Estimate: s.estimate}
}

// measured is what the reports of a pass say.
func (s *sample) measured(reports [2]report) (measurement, error) {
	a, b := reports[mechanisms.A], reports[mechanisms.B]
	began, ended := a.Start, a.Used.Clock
	switch s.cell.Pattern {
	case Throughput:
		ended = b.Used.Clock // what still sat in buffers when A had done does not count as delivered
	case Duplex:
		began, ended = min(a.Start, b.Start), max(a.Used.Clock, b.Used.Clock)
	}
	wall := float64(ended - began)
	if wall <= 0 {
		return measurement{}, s.fail(fmt.Errorf("%d ops took %g ns: the clocks of the two processes disagree", a.Ops, wall))
	}
	ops := float64(a.Ops)
	cpu := float64(a.Used.CPU + b.Used.CPU)
	s.estimate = wall / ops
	return measurement{
		ops: a.Ops, began: began, ended: ended,
		nsPerOp: wall / ops, cpuNsPerOp: cpu / ops, cores: cpu / wall,
		switchesPerOp: float64(a.Used.Switches+b.Used.Switches) / ops,
		oustedPerOp:   float64(a.Used.Ousted+b.Used.Ousted) / ops,
		mallocs:       float64(a.Used.Mallocs+b.Used.Mallocs) / ops,
		bytes:         float64(a.Used.Bytes+b.Used.Bytes) / ops,
	}, nil
}

// lead is the lead-in of a pass. The batches of the warm-up have none, as their figures are only compared with each other.
func (s *sample) lead() time.Duration {
	if s.warmed == 0 {
		return 0
	}
	return s.leadIn
}

// A timed pass has as many readings as the benchtime has room for; fewer than these would say little of a tail, or nothing.
var enoughReadings = []atLeast{{10_000, 300 * time.Millisecond}, {100, 2 * time.Second}}

// timeFor times round trips one by one for the time d, or longer where that makes too few readings.
func (s *sample) timeFor(d time.Duration, clock float64) (*percentiles, error) {
	return s.timed(clock, func(batch int) span {
		sp := lasting(d)
		for _, least := range enoughReadings {
			sp.AtLeast = append(sp.AtLeast, atLeast{least.Ops * batch, least.Within})
		}
		// Twice as many as are expected, should the machine become faster.
		most := 2 * max(sp.goal(s.estimate)/batch, enoughReadings[0].Ops)
		sp.Most = min(most, maxReadings) * batch
		return sp
	})
}

// time times about n round trips.
func (s *sample) time(n int, clock float64) (*percentiles, error) {
	return s.timed(clock, func(batch int) span {
		return exactly(min(max(n/batch, 1), maxReadings) * batch)
	})
}

// timed does round trips with clock readings between, so far apart that one weighs little beside the median of
// what lies between. How far that is, is guessed from the mean; where stalls make the mean the larger, it is done again.
func (s *sample) timed(clock float64, spanOf func(batch int) span) (*percentiles, error) {
	for batch := batchFor(s.estimate, clock); ; {
		o := order{
			Task: timeTask, Pattern: Latency, Span: spanOf(batch), Batch: batch, Lead: s.lead(), Estimate: s.estimate,
		}
		reports, err := s.pass(o)
		if err != nil {
			return nil, err
		}
		p := reports[mechanisms.A].Percentiles
		enough := batchFor(p.P50, clock)
		if enough <= batch {
			return p, nil
		}
		batch = enough
	}
}

// pass has both sides do o, B first, and compares what they say of it.
func (s *sample) pass(o order) (reports [2]report, err error) {
	if err := s.arm(o); err != nil {
		return reports, err
	}
	return s.perform(o)
}

// arm has B begin with o: it then waits for A.
func (s *sample) arm(o order) error {
	o.Whole = o.Whole || s.whole
	if err := s.send(mechanisms.B, o); err != nil {
		return err
	}
	_, err := s.await(armed, mechanisms.B)
	return err
}

// perform has A begin too, and waits until both have done o.
func (s *sample) perform(o order) (reports [2]report, err error) {
	o.Whole = o.Whole || s.whole
	if err := s.send(mechanisms.A, o); err != nil {
		return reports, err
	}
	reports, err = s.await(done, mechanisms.A, mechanisms.B)
	if err != nil {
		return reports, err
	}
	a, b := reports[mechanisms.A], reports[mechanisms.B]
	return reports, errors.Join(s.agree(mechanisms.A, a, b), s.agree(mechanisms.B, b, a))
}

// agree compares what one side sent with what the other received.
func (s *sample) agree(from mechanisms.Side, sender, receiver report) error {
	if sender.Sent != receiver.Received {
		return s.fail(fmt.Errorf("message lost or repeated: side %v sent %d messages, side %v received %d",
			from, sender.Sent, from.Other(), receiver.Received))
	}
	if sender.SumSent != receiver.SumReceived {
		return s.fail(fmt.Errorf("message damaged: the last of %d from side %v has CRC-32 %08x where it was sent and %08x where it was received",
			sender.Sent, from, sender.SumSent, receiver.SumReceived))
	}
	return nil
}

// errEnded is what waiting for a pair comes to that has been ended meanwhile. Who did it knows why.
var errEnded = errors.New("the pair has been ended")

// await waits until each of the sides has reported kind. It gives up when one reports a failure, ends or is stopped, or
// when for the idle time neither gets on.
func (s *sample) await(kind reportKind, sides ...mechanisms.Side) (reports [2]report, err error) {
	var have [2]bool
	progress := s.progress()
	idle := time.NewTimer(s.idle)
	defer idle.Stop()
	for {
		missing := 0
		for _, side := range sides {
			if !have[side] {
				missing++
			}
		}
		if missing == 0 {
			return reports, nil
		}
		select {
		case e := <-s.pair.Events():
			r, err := s.read(e)
			if err != nil {
				return reports, err
			}
			if r.Kind != kind {
				return reports, s.fail(fmt.Errorf("side %v reported %q where %q was due", e.Side, r.Kind, kind))
			}
			reports[e.Side], have[e.Side] = r, true
		case <-s.pair.Ended():
			return reports, errEnded
		case <-idle.C:
			now := s.progress()
			if now == progress {
				return reports, s.fail(fmt.Errorf("no progress for %v while waiting for %q: a message was lost, or a side is stuck", s.idle, kind))
			}
			progress = now
			idle.Reset(s.idle)
		}
	}
}

// read takes an event for a report, or for the failure that it is.
func (s *sample) read(e pair.Event) (report, error) {
	if e.Fate != "" {
		return report{}, s.fail(fmt.Errorf("worker %v %s", e.Side, e.Fate))
	}
	var r report
	if err := json.Unmarshal(e.Message, &r); err != nil {
		return report{}, s.fail(fmt.Errorf("worker %v: %w", e.Side, err))
	}
	if r.Kind != failed {
		return r, nil
	}
	if r.PeerGone {
		if cause := s.fateOf(e.Side.Other()); cause != nil {
			return r, cause
		}
	}
	return r, s.fail(errors.New(r.Error))
}

// send gives a side its order. To one that has ended nothing can be written: what became of it is the failure then.
func (s *sample) send(to mechanisms.Side, o order) error {
	err := s.pair.Send(to, o)
	if err == nil {
		return nil
	}
	if cause := s.fateOf(to); cause != nil {
		return cause
	}
	return s.fail(err)
}

// fateOf waits a moment for what became of a side that seems to be gone; nil if nothing is heard of it.
func (s *sample) fateOf(side mechanisms.Side) error {
	const moment = time.Second
	deadline := time.After(moment)
	for {
		select {
		case e := <-s.pair.Events():
			if e.Side != side && e.Fate == "" { // one process may be both sides
				continue
			}
			if _, err := s.read(e); err != nil {
				return err
			}
		case <-deadline:
			return nil
		}
	}
}

func (s *sample) progress() [2]pair.Counters {
	return [2]pair.Counters{s.pair.Progress(mechanisms.A), s.pair.Progress(mechanisms.B)}
}

// fail says in one line what went wrong, in which cell, and how far each side had got.
func (s *sample) fail(err error) error {
	p := s.progress()
	return fmt.Errorf("%v: %w (A sent %d, received %d; B sent %d, received %d)", s.cell, err,
		p[0].Sent, p[0].Received, p[1].Sent, p[1].Received)
}
