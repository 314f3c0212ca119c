package proc

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"ipcbench/mechanisms"
)

// A run is this coordinator's directory, record and watchman. There is one a process, made by the first group.
type run struct {
	name     string // unique on this host
	dir      string // mode 0700
	record   *os.File
	watchman *watchman
	shared   string // why the Links' threads have no descriptor table of their own; "" if they have one

	mu      sync.Mutex
	tracer  *tracer         // nil until it is asked for
	groups  map[*Group]bool // alive
	number  int             // of groups so far
	removed bool
	making  sync.WaitGroup // of each make that is under way; none begins once removed is true
}

var theRun struct {
	sync.Mutex
	*run
}

// currentRun is the run of this process, started if need be.
func currentRun() (*run, error) {
	YieldToSignal()
	theRun.Lock()
	defer theRun.Unlock()
	if theRun.run == nil {
		r, err := startRun()
		if err != nil {
			return nil, err
		}
		theRun.run = r
	}
	return theRun.run, nil
}

// End ends every group that still runs and removes all that this process made. It is safe to call when nothing was
// made.
func End() error {
	YieldToSignal()
	return endRun()
}

func endRun() error {
	theRun.Lock()
	r := theRun.run
	theRun.run = nil
	theRun.Unlock()
	if r == nil {
		return nil
	}
	return r.end(makingTime)
}

func startRun() (_ *run, err error) {
	if err := checkMachine(); err != nil {
		return nil, err
	}
	removeStale(os.TempDir())
	name := dirPrefix + strconv.Itoa(os.Getpid()) + "-" + rand.Text()[:8]
	r := &run{name: name, dir: filepath.Join(os.TempDir(), name), groups: map[*Group]bool{}}
	// The watchman comes first: whatever is made after it is removed, whenever this process dies.
	var found greeting
	if r.watchman, found, err = startWatchman(r.dir); err != nil {
		return nil, fmt.Errorf("starting the watchman: %w", err)
	}
	r.shared = found.Shared
	if err := os.Mkdir(r.dir, 0o700); err != nil {
		return nil, errors.Join(fmt.Errorf("%w (set TMPDIR to a directory you may write to)", err), r.watchman.end())
	}
	if r.record, err = beginRecord(r.dir); err != nil {
		return nil, errors.Join(err, r.watchman.end())
	}
	r.endOnSignal()
	return r, nil
}

// tracing is the run's tracer, started if need be.
func (r *run) tracing() (_ *tracer, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case r.removed:
		return nil, errEnded
	case r.tracer == nil:
		r.tracer, err = startTracer()
	}
	return r.tracer, err
}

// makingTime is how long the end of a run waits for what is being made.
const makingTime = 2 * time.Second

// make calls f, which makes what the end of the run must remove. The end waits for it.
func (r *run) make(f func() error) error {
	r.mu.Lock()
	if r.removed {
		r.mu.Unlock()
		return errEnded
	}
	r.making.Add(1)
	r.mu.Unlock()
	defer r.making.Done()
	return f()
}

// allMade waits until nothing is being made any more, at most for the patience.
func (r *run) allMade(patience time.Duration) error {
	done := make(chan struct{})
	go func() {
		r.making.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-time.After(patience):
		return fmt.Errorf("something is still being made: process %d removes %s, and what %s names, when this one has "+
			"ended", r.watchman.pid, r.dir, r.record.Name())
	}
}

// note records a resource in a way that outlives this process, before it is made. It need not outlive the machine, as
// names do not either.
func (r *run) note(resource mechanisms.Resource) error {
	if r.ended() {
		return errEnded
	}
	_, err := fmt.Fprintf(r.record, "%s %s\n", resource.Kind, resource.Name)
	return err
}

// groupDir makes the directory of the next group and a word unique to it.
func (r *run) groupDir() (dir, unique string, err error) {
	r.mu.Lock()
	r.number++
	n := strconv.Itoa(r.number)
	r.mu.Unlock()
	dir = filepath.Join(r.dir, n)
	return dir, r.name + "-" + n, os.Mkdir(dir, 0o700)
}

// errEnded is the error of a request after [End].
var errEnded = errors.New("the run has ended")

func (r *run) add(g *Group) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.removed {
		return errEnded
	}
	r.groups[g] = true
	return nil
}

func (r *run) ended() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.removed
}

func (r *run) drop(g *Group) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.groups, g)
}

// end ends every group and removes all that was made. What is still being made after the patience would stay if its
// name were removed first: then the whole is left to the watchman, and the workers to the kernel, which end them and
// remove it as soon as this process has ended.
func (r *run) end(patience time.Duration) error {
	r.mu.Lock()
	r.removed = true
	var alive []*Group
	for g := range r.groups {
		alive = append(alive, g)
	}
	r.mu.Unlock()
	if err := r.allMade(patience); err != nil {
		return err
	}
	for _, g := range alive {
		g.Kill()
	}
	var err error
	if r.tracer != nil {
		err = r.tracer.end()
	}
	err = errors.Join(err, removeAll(r.dir))
	r.record.Close()
	return errors.Join(err, r.watchman.end())
}

// Made lists what this process has made and not yet removed: the directories of its groups and the resources outside
// them. It is for tests that look whether anything stayed behind.
func Made() []string {
	theRun.Lock()
	r := theRun.run
	theRun.Unlock()
	if r == nil {
		return nil
	}
	var made []string
	entries, _ := os.ReadDir(r.dir)
	for _, e := range entries {
		if e.Name() != recordName {
			made = append(made, filepath.Join(r.dir, e.Name()))
		}
	}
	for _, resource := range recorded(r.dir) {
		if exists(resource) {
			made = append(made, fmt.Sprintf("%s %s", resource.Kind, resource.Name))
		}
	}
	return made
}
