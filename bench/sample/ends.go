package sample

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"ipcbench/bench/worker"
	"ipcbench/internal/proc"
	"ipcbench/mechanisms"
)

// ends are the processes of a sample as it sees them, wherever they run; [proc.Group] is one.
type ends interface {
	Send(to mechanisms.Side, message any) error
	Events() <-chan proc.Event
	Progress(mechanisms.Side) proc.Progress
	PID(mechanisms.Side) int
	Opened() error
	Ended() <-chan struct{}
	Close() error
	Kill() error
}

// errEnded is what waiting for ends comes to that have been ended meanwhile. Who did it knows why.
var errEnded = errors.New("the pair has been ended")

// await waits until each of some ends has reported kind. The reports are in the order of all ends. It gives up when one
// reports a failure, ends or is stopped, or when for the idle time none gets on.
func (s *Sample) await(kind worker.Kind, of ...mechanisms.Side) ([]worker.Report, error) {
	reports := make([]worker.Report, s.pattern.Ends)
	missing := slices.Clone(of)
	progress := s.progress()
	idle := time.NewTimer(s.options.Idle)
	defer idle.Stop()
	for len(missing) > 0 {
		select {
		case e := <-s.ends.Events():
			r, err := s.read(e)
			if err != nil {
				return reports, err
			}
			if r.Kind != kind {
				return reports, s.fail(fmt.Errorf("side %v reported %q where %q was due", e.Side, r.Kind, kind))
			}
			reports[e.Side] = r
			missing = slices.DeleteFunc(missing, func(end mechanisms.Side) bool { return end == e.Side })
		case <-s.ends.Ended():
			return reports, errEnded
		case <-idle.C:
			now := s.progress()
			if slices.Equal(now, progress) {
				return reports, s.fail(fmt.Errorf("no progress for %v while waiting for %q: a message was lost, or a side "+
					"is stuck", s.options.Idle, kind))
			}
			progress = now
			idle.Reset(s.options.Idle)
		}
	}
	return reports, nil
}

// read takes an event for a report, or for the failure that it is.
func (s *Sample) read(e proc.Event) (worker.Report, error) {
	if e.Fate != "" {
		return worker.Report{}, s.fail(fmt.Errorf("worker %v %s", e.Side, e.Fate))
	}
	var r worker.Report
	if err := json.Unmarshal(e.Message, &r); err != nil {
		return worker.Report{}, s.fail(fmt.Errorf("worker %v: %w", e.Side, err))
	}
	if r.Kind != worker.Failed {
		return r, nil
	}
	if r.PeerGone {
		if cause := s.fateOf(func(end mechanisms.Side) bool { return end != e.Side }); cause != nil {
			return r, cause
		}
	}
	return r, s.fail(errors.New(r.Error))
}

// send gives an end its order. To one that has ended nothing can be written: what became of it is the failure then.
func (s *Sample) send(to mechanisms.Side, o worker.Order) error {
	err := s.ends.Send(to, o)
	if err == nil {
		return nil
	}
	if cause := s.fateOf(func(end mechanisms.Side) bool { return end == to }); cause != nil {
		return cause
	}
	return s.fail(err)
}

// fateOf waits a moment for what became of an end that seems to be gone, one of those that sought tells; nil if nothing
// is heard of it.
func (s *Sample) fateOf(sought func(mechanisms.Side) bool) error {
	const moment = time.Second
	deadline := time.After(moment)
	for {
		select {
		case e := <-s.ends.Events():
			if !sought(e.Side) && e.Fate == "" { // one process may be several ends
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

// progress is how far each end has got.
func (s *Sample) progress() []proc.Progress {
	var all []proc.Progress
	for _, end := range s.all() {
		all = append(all, s.ends.Progress(end))
	}
	return all
}

// fail says in one line what went wrong, in which cell, and how far each end had got.
func (s *Sample) fail(err error) error {
	var far []string
	for i, p := range s.progress() {
		far = append(far, fmt.Sprintf("%v sent %d, received %d", mechanisms.Side(i), p.Sent, p.Received))
	}
	return fmt.Errorf("%v: %w (%s)", s.cell, err, strings.Join(far, "; "))
}
