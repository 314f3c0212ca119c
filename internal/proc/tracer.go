package proc

import (
	"errors"
	"fmt"
	"sync"

	"ipcbench/internal/syscount"

	"golang.org/x/sys/unix"
)

// A tracer is a process that counts the system calls of workers where no tracepoint may be used. The coordinator cannot
// do it: it is the parent of the workers and waits for them, and each stop of a traced thread would be reported to it.
type tracer struct {
	*helper
	tracing sync.Mutex // held during a trace
	conn    *Conn
}

// A traceRequest asks a tracer for a count of what these processes call, until so many of their marks have ended.
type traceRequest struct {
	PIDs []int
	Ends int
}

// A traceAnswer is sent twice: when the processes are attached, and when their marks have ended.
type traceAnswer struct {
	Syscalls uint64
	Error    string
}

func startTracer() (*tracer, error) {
	conn, theirs, err := controlSocket()
	if err != nil {
		return nil, err
	}
	defer unix.Close(theirs)
	h, err := startHelper("tracer", tracerVariable+"=1", uintptr(theirs))
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return &tracer{helper: h, conn: conn}, nil
}

// end has the tracer end, once the workers have.
func (t *tracer) end() error { return errors.Join(t.conn.Close(), t.ended()) }

func (t *tracer) answer() (uint64, error) {
	var a traceAnswer
	if err := t.conn.Recv(&a); err != nil {
		return 0, fmt.Errorf("the tracer: %w", err)
	}
	if a.Error != "" {
		return 0, errors.New(a.Error)
	}
	return a.Syscalls, nil
}

// TraceSyscalls lets the tracer count the system calls that workers make between their marks, until it has seen so many
// ends; see [syscount.Trace]. It returns when the workers may begin, or says why they cannot be traced. count must be
// called before the next trace begins; it returns when the marks, or the workers, have ended.
func TraceSyscalls(pids []int, ends int) (count func() (uint64, error), err error) {
	r, err := currentRun()
	if err != nil {
		return nil, err
	}
	t, err := r.tracing()
	if err != nil {
		return nil, fmt.Errorf("starting the tracer: %w", err)
	}
	t.tracing.Lock()
	if err = t.conn.Send(traceRequest{pids, ends}); err == nil {
		_, err = t.answer()
	}
	if err != nil {
		t.tracing.Unlock()
		return nil, err
	}
	return func() (uint64, error) {
		defer t.tracing.Unlock()
		return t.answer()
	}, nil
}

// trace is the tracer's whole life: it ends with the coordinator.
func trace() {
	helpUntilTheEnd()
	conn := newConn(0, "control")
	Obey(conn, func(q traceRequest) (a traceAnswer, _ error) {
		var err error
		a.Syscalls, err = syscount.Trace(q.PIDs, q.Ends, func() error { return conn.Send(traceAnswer{}) })
		if err != nil {
			a.Error = err.Error()
		}
		return a, nil
	})
}
