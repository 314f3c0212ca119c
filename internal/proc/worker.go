package proc

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"sync"
	"syscall"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// A lifeline is a pipe that tells the other ends when an end's process has ended: nobody else holds its end for
// writing. Nothing is ever written to it.
type lifeline struct{ watched, held int }

// startWorker starts a process that runs some of the ends, and adds these to the group. There are no lifelines if it
// runs all.
func (l *local) startWorker(ends []mechanisms.Side, page int, lifelines map[mechanisms.Side]lifeline) error {
	t := l.config.Mechanism.Traits()
	w := newWorker{raw: t.Raw, cpu: -1, network: l.config.Networks.of(ends[0]), spec: spec{
		Handler: l.config.Handler, Mechanism: t.Name, Wait: l.config.Wait, Size: l.config.Size,
		Dir: l.dir, Apart: l.config.Networks != nil || l.config.Part != nil, Blind: l.config.Part != nil,
		Values: l.preparation.Values(), Shared: l.run.shared != "", Traceable: l.config.Traceable,
		All: len(l.config.CPUs), Condition: l.config.condition(ends[0]),
	}}
	if t.Raw && len(ends) == 1 {
		w.spec.Slack = sys.TimerSlack()
	}
	if t.Managed && t.Scope != mechanisms.Thread {
		// Its goroutines run on threads of the runtime's choice: pin them all.
		w.cpu = unpinned(l.config.CPUs[ends[0]])
	}
	w.spec.Counters = w.inherit(page)
	var controls []*Conn
	for _, end := range ends {
		control, theirs, err := controlSocket()
		if err != nil {
			closeEach(controls)
			return err
		}
		controls = append(controls, control)
		l.ours.add(theirs, 1)
		s := endSpec{
			Side: end, CPU: unpinned(l.config.CPUs[end]), Control: w.inherit(theirs), FDs: map[string]int{},
			Ordinary: l.config.condition(end) != w.spec.Condition,
		}
		for other, line := range lifelines {
			if other == end {
				w.inherit(line.held)
			} else {
				s.Lifelines = append(s.Lifelines, w.inherit(line.watched))
			}
		}
		if !slices.Contains(l.config.Strangers, end) {
			for name, fd := range l.preparation.FDs(end) {
				s.FDs[name] = w.inherit(fd)
			}
		}
		w.spec.Ends = append(w.spec.Ends, s)
	}
	p, err := w.start()
	if err != nil {
		closeEach(controls)
		return fmt.Errorf("starting a worker: %w", err)
	}
	l.ours.passed(w.files)
	for i, end := range ends { // first of all, or ending the process would wait for ever
		l.group.add(&localEnd{process: p, control: controls[i], counters: l.counters, side: end, first: i == 0})
	}
	return l.run.note(mechanisms.Resource{Kind: workerKind, Name: strconv.Itoa(p.pid)})
}

func closeEach(controls []*Conn) {
	for _, c := range controls {
		c.Close()
	}
}

// A newWorker is a worker process being put together.
type newWorker struct {
	spec spec
	raw  bool
	cpu  int

	network int       // as in a start
	files   []uintptr // from descriptor 3 on
}

// inherit passes a descriptor on and says which number it has in the worker.
func (w *newWorker) inherit(fd int) int {
	w.files = append(w.files, uintptr(fd))
	return 2 + len(w.files)
}

func (w *newWorker) start() (*process, error) {
	text, err := json.Marshal(w.spec)
	if err != nil {
		return nil, err
	}
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	defer null.Close()
	words, theirs, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer theirs.Close()
	name := workerName
	for _, s := range w.spec.Ends {
		name += s.Side.String()
	}
	attr := &syscall.ProcAttr{
		Env:   environment(w.raw, string(text)),
		Files: append([]uintptr{null.Fd(), null.Fd(), theirs.Fd()}, w.files...),
		// A group of its own, so that Ctrl-C reaches the coordinator alone, which then ends the workers in order.
		Sys: &syscall.SysProcAttr{Pdeathsig: unix.SIGKILL, Setpgid: true},
	}
	child, err := fork(start{
		arguments: restart(name), attr: attr, cpu: w.cpu, network: w.network, late: w.spec.Slack > 0,
	})
	if err != nil {
		words.Close()
		return nil, err
	}
	p := &process{child: child, words: listen(words), ended: make(chan struct{})}
	p.said.Add(len(w.spec.Ends))
	return p, nil
}

// A process is a worker process, which runs one end or several.
type process struct {
	*child
	words *lastWords
	said  sync.WaitGroup // until each of its ends has said all that it will
	ended chan struct{}  // closed when it has been reaped
}

// reap waits until the process has ended, and tells what becomes of it.
func (p *process) reap(became func(fate string)) {
	var fate string
	for fate == "" {
		status, err := p.wait(unix.WUNTRACED)
		switch {
		case err != nil:
			fate = fmt.Sprintf("cannot be waited for: %v", err)
		case status.Stopped():
			became(describe(status))
		default:
			fate = describe(status)
		}
	}
	close(p.ended)
	p.said.Wait()
	<-p.words.done
	if words := p.words.String(); words != "" {
		fate += ": " + words
	}
	became(fate)
}

// A localEnd is an end in a process of this host; it implements [Endpoint].
type localEnd struct {
	process  *process
	control  *Conn
	counters *countersPage
	side     mechanisms.Side
	first    bool // of its process's ends
}

func (e *localEnd) Send(message any) error { return e.control.Send(message) }

func (e *localEnd) Follow(said func(json.RawMessage), became func(fate string)) {
	listen := func() {
		defer e.process.said.Done()
		for {
			var message json.RawMessage
			if e.control.Recv(&message) != nil {
				return
			}
			said(message)
		}
	}
	if !e.first {
		listen()
		<-e.process.ended
		return
	}
	go listen()
	e.process.reap(became)
}

func (e *localEnd) Ended() <-chan struct{} { return e.process.ended }

func (e *localEnd) Progress() Progress { return e.counters.load(e.side) }

func (e *localEnd) PID() int { return e.process.pid }

func (e *localEnd) Finish() { e.control.finish() }

// Kill fails to send its signal only if the process has ended meanwhile.
func (e *localEnd) Kill() error {
	e.process.signal(unix.SIGKILL)
	return nil
}

func (e *localEnd) Close() error { return e.control.Close() }
