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

// ends are the worker processes of a sample, as the coordinator sees them. [proc.Group] implements it.
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

// errEnded is the error of waiting for ends that were ended in the meantime. Whoever ended them knows the reason.
var errEnded = errors.New("the pair has been ended")

// patientFor is how many gaps between the messages of an open loop are no lack of progress, beyond the idle time. An
// exponentially distributed gap is longer in one of nine million cases.
const patientFor = 16

// stallLooks is how often within the idle time an end must be seen where it was. While the host lets a virtual machine
// stand still, nobody looks: that is not taken for an end that makes no progress.
const stallLooks = 10

// await waits until each of some ends has sent a report of a kind. The result has an element for each end of the
// sample. It fails if an end reports a failure, ends or is stopped, or if no end makes progress for the idle time.
func (s *Sample) await(kind worker.Kind, of ...mechanisms.Side) ([]worker.Report, error) {
	reports := make([]worker.Report, len(s.all()))
	missing := slices.Clone(of)
	for end, r := range s.early {
		if r.Kind == kind && slices.Contains(missing, end) {
			reports[end] = r
			delete(s.early, end)
			missing = slices.DeleteFunc(missing, func(one mechanisms.Side) bool { return one == end })
		}
	}
	progress := s.progress()
	patience := s.options.Idle + patientFor*s.gap + s.pattern.Single
	idle := time.NewTimer(patience / stallLooks)
	still := 0 // looks in a row that saw no progress
	defer idle.Stop()
	for len(missing) > 0 {
		select {
		case e := <-s.ends.Events():
			r, err := s.read(e)
			if err != nil {
				return reports, err
			}
			if r.Kind != kind && !slices.Contains(missing, e.Side) {
				if s.early == nil {
					s.early = map[mechanisms.Side]worker.Report{}
				}
				s.early[e.Side] = r // it is further than the others
				continue
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
			if still++; !slices.Equal(now, progress) {
				progress, still = now, 0
			}
			if still == stallLooks {
				return reports, s.fail(fmt.Errorf("no progress for %v while waiting for %q: a message was lost, "+
					"or a side is stuck", patience, kind))
			}
			idle.Reset(patience / stallLooks)
		}
	}
	return reports, nil
}

// read decodes the report of an event. If the event is a failure, that is the error.
func (s *Sample) read(e proc.Event) (worker.Report, error) {
	if e.Fate != "" {
		return worker.Report{}, s.fail(fmt.Errorf("worker %v %s", e.Side, e.Fate))
	}
	var r worker.Report
	if err := json.Unmarshal(e.Message, &r); err != nil {
		return worker.Report{}, s.fail(fmt.Errorf("worker %v: %w", e.Side, err))
	}
	switch {
	case r.Kind != worker.Failed:
		return r, nil
	case r.Refused:
		return r, &refusal{r.Error}
	}
	if r.PeerGone {
		if cause := s.fateOf(func(end mechanisms.Side) bool { return end != e.Side }); cause != nil {
			return r, cause
		}
	}
	return r, s.fail(errors.New(r.Error))
}

// send gives an order to an end. If the end has ended, the error says what became of it.
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

// fateOf waits for at most a second until it is known what became of an end that seems to be gone, one of those for
// which sought is true. It returns that as an error; nil if nothing is known by then.
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

// progress is how many messages each end has sent and received.
func (s *Sample) progress() []proc.Progress {
	var all []proc.Progress
	for _, end := range s.all() {
		all = append(all, s.ends.Progress(end))
	}
	return all
}

// fail adds to an error, in one line, which cell failed and how many messages each end had sent and received.
func (s *Sample) fail(err error) error {
	var far []string
	for i, p := range s.progress() {
		far = append(far, fmt.Sprintf("%v sent %d, received %d", mechanisms.Side(i), p.Sent, p.Received))
	}
	return fmt.Errorf("%v: %w (%s)", s.cell, err, strings.Join(far, "; "))
}
