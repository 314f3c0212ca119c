package pair

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"sync"
	"syscall"
	"time"

	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// A Config says which pair to start.
type Config struct {
	Mechanism mechanisms.Mechanism
	Wait      mechanisms.Wait
	Size      int    // bytes of its messages
	CPU       [2]int // that each side is pinned to, or -1
	Handler   string // which of Intercept's handlers the workers run
	Together  bool   // one process runs both sides, whatever the mechanism's scope
	Traceable bool   // the workers let themselves be traced; see TraceSyscalls
}

// A Pair is two running workers, or one that runs both sides.
type Pair struct {
	config    Config
	run       *run
	dir       string
	early     []mechanisms.Resource // to remove when both ends have opened
	late      []mechanisms.Resource // to remove when both have closed
	controls  [2]*Conn
	processes []*process
	mapped    sync.Mutex    // held while counters are read or unmapped
	counters  *countersPage // nil before Start has mapped them, and once the pair has ended
	events    chan Event
	done      chan struct{} // closed when nobody listens to events any more
	closed    sync.Once
	err       error
}

// An Event is something a worker said or that became of it.
type Event struct {
	Side    mechanisms.Side
	Message json.RawMessage // what it said, or nil
	Fate    string          // what became of it, in words: "was killed by SIGKILL", or ""
}

// A process is one worker process.
type process struct {
	*child
	sides []mechanisms.Side
	words *lastWords
	ended chan struct{} // closed when it has been waited for
	fate  string
}

// Start prepares the mechanism and starts its workers, which then open their ends. On an error nothing is left.
func Start(c Config) (_ *Pair, err error) {
	if s, ok := specFromEnvironment(); ok {
		// This is a worker that no Intercept has taken: it must not start workers in turn.
		return nil, fmt.Errorf("this binary has no handler %q", s.Handler)
	}
	r, err := currentRun()
	if err != nil {
		return nil, err
	}
	p := &Pair{config: c, run: r, events: make(chan Event, 16), done: make(chan struct{})}
	if err := r.add(p); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			p.Kill()
		}
	}()
	dir, unique, err := r.pairDir()
	if err != nil {
		return nil, err
	}
	p.dir = dir
	preparation := mechanisms.Preparation{Dir: dir, Unique: unique, Size: c.Size, Wait: c.Wait, Record: r.note}
	ours := copies{}
	defer ours.closeAll()
	err = c.Mechanism.Prepare(&preparation)
	for _, s := range mechanisms.Sides {
		for _, fd := range preparation.FDs(s) {
			ours.add(fd)
		}
	}
	p.early, p.late = preparation.Early(), preparation.Late()
	if err != nil {
		return nil, err
	}
	page, err := newCountersFD(dir)
	if err != nil {
		return nil, err
	}
	defer unix.Close(page)
	if p.counters, err = mapCounters(page); err != nil {
		return nil, err
	}
	return p, p.startWorkers(&preparation, page, ours)
}

// copies are the coordinator's descriptors of what only workers are to have.
type copies map[int]bool

func (c copies) add(fds ...int) {
	for _, fd := range fds {
		c[fd] = true
	}
}

// passed closes those that a worker has inherited, at once: a user may have few to spend.
func (c copies) passed(inherited []uintptr) {
	for _, fd := range inherited {
		if c[int(fd)] {
			delete(c, int(fd))
			unix.Close(int(fd))
		}
	}
}

func (c copies) closeAll() {
	for fd := range c {
		unix.Close(fd)
	}
}

func (p *Pair) startWorkers(preparation *mechanisms.Preparation, page int, ours copies) error {
	t := p.config.Mechanism.Traits()
	groups := [][]mechanisms.Side{{mechanisms.A}, {mechanisms.B}}
	lifelines := [2]int{-1, -1} // of each side: the end that stays open in its process
	watches := [2]int{-1, -1}   // of each side: the end that the other watches
	if t.Scope == mechanisms.Thread || p.config.Together {
		groups = [][]mechanisms.Side{{mechanisms.A, mechanisms.B}}
	} else {
		for _, s := range mechanisms.Sides {
			var ends [2]int
			if err := unix.Pipe2(ends[:], unix.O_CLOEXEC); err != nil {
				return fmt.Errorf("pipe2: %w", err)
			}
			watches[s], lifelines[s] = ends[0], ends[1]
			ours.add(ends[:]...)
		}
	}
	for _, sides := range groups {
		w := worker{
			spec: spec{
				Handler: p.config.Handler, Mechanism: t.Name, Wait: p.config.Wait, Size: p.config.Size,
				Dir: p.dir, Values: preparation.Values(), Shared: p.run.shared != "", Traceable: p.config.Traceable,
			},
			raw: t.Raw, cpu: -1,
		}
		if t.Managed && t.Scope == mechanisms.Process {
			// Its goroutines run on threads of the runtime's choice: pin them all.
			w.cpu = unpinned(p.config.CPU[sides[0]])
		}
		w.spec.Counters = w.inherit(page)
		for _, s := range sides {
			control, theirs, err := controlSocket()
			if err != nil {
				return err
			}
			ours.add(theirs)
			p.controls[s] = control
			side := sideSpec{
				Side: s, CPU: unpinned(p.config.CPU[s]),
				Control: w.inherit(theirs), Lifeline: -1, FDs: map[string]int{},
			}
			if lifelines[s] >= 0 {
				w.inherit(lifelines[s])
				side.Lifeline = w.inherit(watches[s.Other()])
			}
			for name, fd := range preparation.FDs(s) {
				side.FDs[name] = w.inherit(fd)
			}
			w.spec.Sides = append(w.spec.Sides, side)
		}
		process, err := w.start()
		if err != nil {
			return fmt.Errorf("starting a worker: %w", err)
		}
		ours.passed(w.files)
		process.sides = sides
		p.processes = append(p.processes, process)
		p.follow(process) // first of all, or ending it would wait for ever
		if err := p.run.note(mechanisms.Resource{Kind: workerKind, Name: strconv.Itoa(process.pid)}); err != nil {
			return err
		}
	}
	return nil
}

// A worker is a process being put together.
type worker struct {
	spec  spec
	raw   bool
	cpu   int
	files []uintptr // from descriptor 3 on
}

// inherit passes a descriptor on and says which number it has in the worker.
func (w *worker) inherit(fd int) int {
	w.files = append(w.files, uintptr(fd))
	return 2 + len(w.files)
}

func (w *worker) start() (*process, error) {
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
	for _, s := range w.spec.Sides {
		name += s.Side.String()
	}
	child, err := fork(w.cpu, restart(name), &syscall.ProcAttr{
		Env:   environment(w.raw, string(text)),
		Files: append([]uintptr{null.Fd(), null.Fd(), theirs.Fd()}, w.files...),
		// A group of its own, so that Ctrl-C reaches the coordinator alone, which then ends the workers in order.
		Sys: &syscall.SysProcAttr{Pdeathsig: unix.SIGKILL, Setpgid: true},
	})
	if err != nil {
		words.Close()
		return nil, err
	}
	return &process{child: child, words: listen(words), ended: make(chan struct{})}, nil
}

// follow passes on what the sides of a process say, and then what became of it.
func (p *Pair) follow(w *process) {
	var said sync.WaitGroup
	for _, s := range w.sides {
		said.Go(func() {
			for {
				var message json.RawMessage
				if p.controls[s].Recv(&message) != nil {
					return
				}
				p.emit(Event{Side: s, Message: message})
			}
		})
	}
	go func() {
		for {
			status, err := w.wait(unix.WUNTRACED)
			switch {
			case err != nil:
				w.fate = fmt.Sprintf("cannot be waited for: %v", err)
			case status.Stopped():
				p.emit(Event{Side: w.sides[0], Fate: describe(status)})
				continue
			default:
				w.fate = describe(status)
			}
			break
		}
		close(w.ended)
		// What it said before it ended comes before its end.
		said.Wait()
		<-w.words.done
		if words := w.words.String(); words != "" {
			w.fate += ": " + words
		}
		p.emit(Event{Side: w.sides[0], Fate: w.fate})
	}()
}

// emit passes on an event, unless nobody listens any more: what becomes of a worker after Close or Kill is no news.
func (p *Pair) emit(e Event) {
	select {
	case <-p.done:
		return
	default:
	}
	select {
	case p.events <- e:
	case <-p.done:
	}
}

// Events are what the workers say and what becomes of them, as it happens. A worker that ends says so in its last event.
func (p *Pair) Events() <-chan Event { return p.events }

// Send sends a message to one side.
func (p *Pair) Send(s mechanisms.Side, message any) error { return p.controls[s].Send(message) }

// Ended is closed once Close or Kill has been called: no event comes after that.
func (p *Pair) Ended() <-chan struct{} { return p.done }

// Progress is how far one side has got; zero once the pair has ended.
func (p *Pair) Progress(s mechanisms.Side) Counters {
	p.mapped.Lock()
	defer p.mapped.Unlock()
	if p.counters == nil {
		return Counters{}
	}
	return p.counters.load(s)
}

// PID is the process of one side.
func (p *Pair) PID(s mechanisms.Side) int {
	if len(p.processes) == 1 {
		return p.processes[0].pid
	}
	return p.processes[s].pid
}

// Signal sends a signal to the process of one side, unless that has ended.
func (p *Pair) Signal(s mechanisms.Side, sig unix.Signal) error {
	return p.processes[min(int(s), len(p.processes)-1)].signal(sig)
}

// Opened is called when both ends are open: names that are needed no longer are removed at once.
func (p *Pair) Opened() error {
	return removeEach(&p.early)
}

func removeEach(resources *[]mechanisms.Resource) error {
	var errs []error
	for _, r := range *resources {
		errs = append(errs, remove(r))
	}
	*resources = nil
	return errors.Join(errs...)
}

// closingTime is how long a worker has to end of itself.
const closingTime = 2 * time.Second

// Close lets the workers close their ends and end, kills those that do not, and removes what the pair had made.
func (p *Pair) Close() error { return p.end(closingTime) }

// Kill ends the workers at once and removes what the pair had made.
func (p *Pair) Kill() error { return p.end(0) }

func (p *Pair) end(patience time.Duration) error {
	p.closed.Do(func() {
		defer p.run.drop(p)
		close(p.done)
		if patience > 0 {
			for _, c := range p.controls {
				c.finish()
			}
		}
		deadline := time.After(patience)
		for _, w := range p.processes {
			select {
			case <-w.ended:
				continue
			default:
			}
			if patience > 0 {
				select {
				case <-w.ended:
					continue
				case <-deadline:
					patience = 0
					p.err = fmt.Errorf("worker %v did not end within %v of being asked to", w.sides, closingTime)
				}
			}
			w.signal(unix.SIGKILL) // fails if it has ended meanwhile
			<-w.ended
		}
		for _, c := range p.controls {
			if c != nil {
				c.Close()
			}
		}
		p.err = errors.Join(p.err, removeEach(&p.early), removeEach(&p.late))
		if p.dir != "" {
			p.err = errors.Join(p.err, removeAll(p.dir))
		}
		p.mapped.Lock()
		defer p.mapped.Unlock()
		if p.counters != nil {
			p.err = errors.Join(p.err, p.counters.unmap())
			p.counters = nil
		}
	})
	return p.err
}
