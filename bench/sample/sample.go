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
	"ipcbench/internal/proc"
	"ipcbench/mechanisms"
)

const (
	// Content is verified for verifyOps messages each way, or fewer where they are large; at least verifyFirst, and
	// after those no longer than verifyFor.
	verifyOps   = 200
	verifyBytes = 4 << 20
	verifyFirst = 8
	verifyFor   = 200 * time.Millisecond

	// leadIn is longer than the Go runtime's monitor thread takes to fall back to long intervals; see package worker.
	leadIn = 16 * time.Millisecond
)

// A Sample is one fresh group of ends, seen from the coordinator.
type Sample struct {
	cell    plan.Cell
	pattern *pattern.Pattern
	ends    ends
	options Options

	leadIn    time.Duration // unmeasured, before each pass
	verifyFor time.Duration // at most, after verifyFirst messages

	estimate float64       // ns/op of the last pass
	warmed   time.Duration // how long the warm-up took
	watch    place.Watch

	mates []*Sample // the other groups that run at once
}

// Open opens the sample of a cell, and with it those of the other pairs that run at once. Each is verified and warmed
// up. On an error nothing is left of it.
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

// open starts one group of ends, verifies that it carries content unharmed, and warms it up.
func open(c plan.Cell, o Options) (*Sample, error) {
	s, err := OpenCold(c, o)
	if err != nil {
		return nil, err
	}
	if err := s.warm(); err != nil {
		return nil, s.killed(err)
	}
	return s, nil
}

// OpenCold opens one group of ends of a cell without the warm-up.
func OpenCold(c plan.Cell, o Options) (*Sample, error) {
	s := &Sample{cell: c, pattern: pattern.Named(c.Pattern), options: o, leadIn: leadIn, verifyFor: verifyFor}
	cpus, err := c.Place.CPUs()
	if err != nil {
		return nil, fmt.Errorf("%v: %w", c, err)
	}
	config := proc.Config{
		Mechanism: c.Mechanism, Wait: c.Wait, Size: c.Size, Handler: pattern.Handler,
		Together: s.pattern.Together != nil && s.pattern.Together(c), Traceable: o.Traceable,
	}
	for end := range s.pattern.Ends {
		config.CPUs = append(config.CPUs, place.Of(cpus, end))
	}
	started, err := proc.Start(config)
	if err != nil {
		return nil, fmt.Errorf("%v: %w", c, err)
	}
	s.ends = started
	for _, step := range []func() error{s.begin, s.verify} {
		if err := step(); err != nil {
			return nil, s.killed(err)
		}
	}
	return s, nil
}

// killed ends the sample after an error, which it returns.
func (s *Sample) killed(err error) error { return errors.Join(err, s.ends.Kill()) }

// Close ends all groups of ends in order. A last exchange comes first: it finds what a pass left behind, a message
// repeated at its end above all.
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

// Kill ends all groups of ends at once.
func (s *Sample) Kill() {
	s.ends.Kill()
	for _, mate := range s.mates {
		mate.ends.Kill()
	}
}

// begin has the ends open.
func (s *Sample) begin() error {
	for _, end := range s.all() {
		if err := s.send(end, worker.Order{Pattern: string(s.cell.Pattern), Keys: s.cell.Keys}); err != nil {
			return err
		}
	}
	if _, err := s.await(worker.Opened, s.all()...); err != nil {
		return err
	}
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
	if rest := min(n-first, int(s.verifyFor/each)); rest > 0 {
		_, err := s.pass(worker.Order{Task: worker.VerifyTask, Span: worker.Exactly(rest)})
		return err
	}
	return nil
}

// all are the ends of the sample, the first, which leads, in front.
func (s *Sample) all() []mechanisms.Side {
	all := make([]mechanisms.Side, s.pattern.Ends)
	for i := range all {
		all[i] = mechanisms.Side(i)
	}
	return all
}

// pids are the processes of all ends of all groups, those that are several ends once.
func (s *Sample) pids() (pids []int) {
	for _, one := range append([]*Sample{s}, s.mates...) {
		for _, end := range one.all() {
			pids = append(pids, one.ends.PID(end))
		}
	}
	slices.Sort(pids)
	return slices.Compact(pids)
}

// look reads what the kernel tells of the sample's place.
func (s *Sample) look() place.Reading { return place.Read(s.cell.Place, s.pids()) }
