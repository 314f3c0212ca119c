package worker

import (
	"errors"

	"ipcbench/internal/proc"
	"ipcbench/mechanisms"
)

// An Opener opens an end for the pattern that the first order names, and returns what the end does. It runs on the
// goroutine that later runs the role.
type Opener func(w *Worker, first Order) (*Role, error)

// Intercept returns at once in an ordinary process. In one that was started as a worker for the handler of this name
// it serves one or more ends and ends the process. all are the mechanisms that a worker may be asked for, open opens
// an end.
func Intercept(all []mechanisms.Mechanism, handler string, open Opener) {
	proc.Intercept(all, map[string]proc.Handler{handler: func(s *proc.Session) { serve(s, open) }})
}

// serve runs an end in a worker process: it opens the end and carries out orders until the coordinator closes the
// connection. It reports an error to the coordinator and then waits to be ended.
func serve(session *proc.Session, open Opener) {
	w := newWorker(session)
	if err := w.obey(open); err != nil {
		session.Control.Send(Report{
			Kind: Failed, Error: err.Error(), PeerGone: errors.Is(err, mechanisms.ErrPeerGone),
			Refused: errors.Is(err, ErrRefused),
		})
		// Stay until the coordinator ends all processes: it may still read the progress of this end.
		var o Order
		session.Control.Recv(&o)
	}
}

func (w *Worker) obey(open Opener) error {
	var first Order
	if w.session.Control.Recv(&first) != nil {
		return nil
	}
	role, err := open(w, first)
	if err != nil {
		return err
	}
	if role.Close != nil {
		defer role.Close()
	}
	if w.session.Control.Send(Report{Kind: Opened, Probes: w.canProbe(role)}) != nil {
		return nil
	}
	return proc.Obey(w.session.Control, func(o Order) (Report, error) { return w.do(o, role) })
}

// do carries out one order.
func (w *Worker) do(o Order, role *Role) (Report, error) {
	r := Report{Kind: Done}
	if !w.leads() {
		// Report readiness before waiting for the first message.
		if err := w.session.Control.Send(Report{Kind: Armed}); err != nil {
			return r, err
		}
	}
	err := w.perform(o, role, &r)
	if role.Tally != nil {
		role.Tally(&r)
	}
	return r, err
}

func (w *Worker) perform(o Order, role *Role, r *Report) (err error) {
	if o.Task == ProbeTask {
		w.probe(o, r)
		return nil
	}
	if role.Begin != nil {
		if err := role.Begin(); err != nil {
			return err
		}
	}
	switch {
	case role.abstains(o):
	case o.Task == ClockTask:
		r.Times, err = role.Clocks(o.Span.Most)
	case o.Task == AnswerTask:
		return role.Answer(o, r)
	case o.Task == JudgeTask:
		role.Judge(o, r)
	case o.Task == AloneTask:
		r.Rate, err = role.Alone(o.Span.For)
	case o.Task == VerifyTask && role.Verify == nil:
	case o.Task == VerifyTask:
		return role.Verify(o.Span.Most)
	case o.Task == StepTask && role.Steps == nil:
	case o.Task == StepTask:
		r.Steps, err = role.Steps(o.Span.Most)
	default:
		return w.pass(o, r, role)
	}
	return err
}
