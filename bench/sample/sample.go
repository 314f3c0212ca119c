package sample

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/bench/worker"
	"ipcbench/internal/condition"
	"ipcbench/internal/proc"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
)

const (
	// The content of verifyOps messages each way is verified, or of fewer if they would be more than verifyBytes each
	// way. After the first verifyFirst messages, the verification stops when verifyFor has passed.
	verifyOps   = 200
	verifyBytes = 4 << 20
	verifyFirst = 8
	verifyFor   = 200 * time.Millisecond

	// leadIn is longer than it takes the Go runtime's monitor thread to calm down; see leadIn in package worker.
	leadIn = 16 * time.Millisecond
)

// A Sample is a group of ends in fresh worker processes, as the coordinator sees it. If a cell has several pairs, the
// sample of the first group also has the others.
type Sample struct {
	cell    plan.Cell
	pattern *pattern.Pattern
	ends    ends
	options Options

	leadIn    time.Duration // how long ops are done before each pass without being measured
	verifyFor time.Duration // how long the verification lasts at most, after verifyFirst messages

	estimate float64       // ns/op of the latest pass
	warmed   time.Duration // how long the warm-up took
	rate     float64       // of an open loop: how many messages are due a second; 0 before the pass, and of others
	gap      time.Duration // in the pass of an open loop, how far apart its messages are; otherwise 0
	watch    place.Watch

	probes worker.Probe // what the ends probe together

	early map[mechanisms.Side]worker.Report // reports of ends that are further than what is awaited of the others

	mates []*Sample // the other groups that run at once

	attempted time.Duration // with a stranger: how long its attempt took, from before the processes started
	refused   bool          // with a stranger: the mechanism did not let it in
}

// Open starts the worker processes of a cell, for all pairs that run at once. It verifies that they carry messages
// unharmed, and warms them up. On an error no process of it is left.
func Open(c plan.Cell, o Options) (*Sample, error) {
	var all []*Sample
	for range c.Pairs() {
		s, err := open(c, o)
		if err != nil {
			for _, s := range all {
				err = errors.Join(err, s.ends.Kill())
			}
			return nil, err
		}
		all = append(all, s)
	}
	all[0].mates = all[1:]
	return all[0], nil
}

// open does the same for one group of ends.
func open(c plan.Cell, o Options) (*Sample, error) {
	s, err := OpenCold(c, o)
	if err != nil {
		return nil, err
	}
	if s.pattern.Single > 0 || s.pattern.Stranger {
		return s, nil
	}
	if err := s.warm(); err != nil {
		return nil, s.killed(err)
	}
	return s, nil
}

// OpenCold starts and verifies one group of ends of a cell, without a warm-up.
func OpenCold(c plan.Cell, o Options) (*Sample, error) {
	s := &Sample{cell: c, pattern: pattern.Of(c), options: o, leadIn: leadIn, verifyFor: verifyFor}
	cpus, err := c.Place.CPUs()
	if err != nil {
		return nil, fmt.Errorf("%v: %w", c, err)
	}
	under, err := conditionOf(c)
	if err != nil {
		return nil, fmt.Errorf("%v: %w", c, err)
	}
	config := proc.Config{
		Mechanism: c.Mechanism, Wait: c.Wait, Size: c.Size, Handler: pattern.Handler,
		Together: s.inOne(), Traceable: o.Traceable, Place: string(c.Place),
	}
	for end := range s.all() {
		config.CPUs = append(config.CPUs, place.Of(cpus, s.pattern.Seat(end)))
		config.Conditions = append(config.Conditions, s.conditionOfEnd(end, under))
	}
	if s.pattern.Stranger {
		config.Strangers = s.all()[s.pattern.Ends-1:]
	}
	began := time.Now()
	start := proc.Start
	if hosts := s.hosts(); hosts != nil {
		start = hosts.Start
	}
	started, err := start(config)
	if err != nil {
		return nil, fmt.Errorf("%v: %w", c, err)
	}
	s.ends = started
	err = s.begin()
	var no *refusal
	if s.refused = errors.As(err, &no); !s.refused {
		if err == nil {
			err = s.verify()
		}
		if err != nil {
			return nil, s.killed(err)
		}
	}
	s.attempted = time.Since(began)
	return s, nil
}

// conditionOf is what the ends of a cell run under, as its keys say.
func conditionOf(c plan.Cell) (condition.Condition, error) {
	under, err := condition.Parse(c.Key(schema.KeySched))
	under.Locked = c.Key(schema.KeyMlock) == schema.Locked
	return under, err
}

// conditionOfEnd is what an end runs under, if the cell is under a condition: a guest is an ordinary process in any
// case.
func (s *Sample) conditionOfEnd(end int, under condition.Condition) (none condition.Condition) {
	if guest, ok := s.pattern.GuestOf(s.cell); ok && end == guest {
		return none
	}
	return under
}

// inOne tells whether the pattern has one process run all ends of the cell.
func (s *Sample) inOne() bool { return s.pattern.Together != nil && s.pattern.Together(s.cell) }

// hosts are the two hosts of the cell's ends; nil if both are this one.
func (s *Sample) hosts() proc.Starter {
	if !s.cell.Apart() {
		return nil
	}
	hosts, _ := s.options.Hosts.(proc.Starter)
	return hosts
}

// remote tells whether the ends share neither memory nor a clock.
func (s *Sample) remote() bool {
	hosts := s.hosts()
	return hosts != nil && hosts.Remote()
}

// killed ends the sample after an error, which it returns.
func (s *Sample) killed(err error) error { return errors.Join(err, s.ends.Kill()) }

// Close ends the worker processes, after a last exchange. The exchange finds what a pass has left behind, above all a
// message that was repeated at its end. After an error the caller ends what is left by Kill.
func (s *Sample) Close() error {
	err := s.close()
	for _, mate := range s.mates {
		err = errors.Join(err, mate.close())
	}
	return err
}

func (s *Sample) close() error {
	if _, err := s.pass(worker.Order{Task: worker.VerifyTask, Span: worker.Exactly(1)}); err != nil {
		return err
	}
	if err := s.ends.Close(); err != nil {
		return fmt.Errorf("%v: %w", s.cell, err)
	}
	return nil
}

// Kill ends the worker processes at once, in whatever state they are.
func (s *Sample) Kill() {
	s.ends.Kill()
	for _, mate := range s.mates {
		mate.ends.Kill()
	}
}

// begin has the ends open the mechanism.
func (s *Sample) begin() error {
	for _, end := range s.all() {
		if err := s.send(end, worker.Order{Pattern: string(s.cell.Pattern), Keys: s.cell.Keys}); err != nil {
			return err
		}
	}
	opened, err := s.await(worker.Opened, s.all()...)
	if err != nil {
		return err
	}
	s.probes = s.probesOf(opened)
	return s.ends.Opened()
}

func (s *Sample) verify() error {
	n := min(verifyOps, 1+verifyBytes/s.cell.Size)
	first := min(n, verifyFirst)
	began := time.Now()
	if _, err := s.pass(worker.Order{Task: worker.VerifyTask, Span: worker.Exactly(first)}); err != nil {
		return err
	}
	each := time.Since(began)/time.Duration(first) + 1
	if rest := min(n-first, int(s.verifyFor/each)); rest > 0 && !s.options.Verified {
		_, err := s.pass(worker.Order{Task: worker.VerifyTask, Span: worker.Exactly(rest)})
		return err
	}
	return nil
}

// all are the ends of the sample. The first of them leads.
func (s *Sample) all() []mechanisms.Side {
	all := make([]mechanisms.Side, s.pattern.EndsOf(s.cell))
	for i := range all {
		all[i] = mechanisms.Side(i)
	}
	return all
}

// pids are the worker processes of all groups, each once.
func (s *Sample) pids() (pids []int) {
	for _, one := range append([]*Sample{s}, s.mates...) {
		for _, end := range one.all() {
			pids = append(pids, one.ends.PID(end))
		}
	}
	slices.Sort(pids)
	return slices.Compact(pids)
}

// look reads what the kernel shows of the sample's place.
func (s *Sample) look() place.Reading { return place.Read(s.cell.Place, s.pids()) }
