package pair

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// dirPrefix begins the name of every run's directory.
const dirPrefix = "ipcbench-"

// A run is this coordinator's directory, record and watchman. There is one a process, made by the first pair.
type run struct {
	name     string // unique on this host
	dir      string // mode 0700
	record   *os.File
	watchman *watchman

	mu      sync.Mutex
	tracer  *tracer        // nil until it is asked for
	pairs   map[*Pair]bool // alive
	number  int            // of pairs so far
	removed bool
}

var theRun struct {
	sync.Mutex
	*run
}

// ending is set when a signal has asked this process to end: from then on only the goroutine that received it acts.
var ending atomic.Bool

// YieldToSignal returns at once, unless a signal is about to end this process: then it does not return. What fails from
// then on fails because of that, and is nobody else's to report.
func YieldToSignal() {
	if ending.Load() {
		select {}
	}
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

// End ends every pair that still runs and removes all that this process made. It is safe to call when nothing was.
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
	return r.end()
}

func startRun() (*run, error) {
	removeStale(os.TempDir())
	name := dirPrefix + strconv.Itoa(os.Getpid()) + "-" + rand.Text()[:8]
	r := &run{name: name, dir: filepath.Join(os.TempDir(), name), pairs: map[*Pair]bool{}}
	var err error
	// The watchman comes first: whatever is made after it is removed, whenever this process dies.
	if r.watchman, err = startWatchman(r.dir); err != nil {
		return nil, fmt.Errorf("starting the watchman: %w", err)
	}
	if err := os.Mkdir(r.dir, 0o700); err != nil {
		return nil, errors.Join(fmt.Errorf("%w (set TMPDIR to a directory you may write to)", err), r.watchman.end())
	}
	r.record, err = os.OpenFile(filepath.Join(r.dir, recordName), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err == nil {
		err = unix.Flock(int(r.record.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	}
	if err != nil {
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

// note records a resource durably enough to outlive this process (not the machine: names do not outlive that either).
func (r *run) note(resource mechanisms.Resource) error {
	_, err := fmt.Fprintf(r.record, "%s %s\n", resource.Kind, resource.Name)
	return err
}

// pairDir makes the directory of the next pair and a word unique to it.
func (r *run) pairDir() (dir, unique string, err error) {
	r.mu.Lock()
	r.number++
	n := strconv.Itoa(r.number)
	r.mu.Unlock()
	dir = filepath.Join(r.dir, n)
	return dir, r.name + "-" + n, os.Mkdir(dir, 0o700)
}

// errEnded is what becomes of a request after [End].
var errEnded = errors.New("the run has ended")

func (r *run) add(p *Pair) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.removed {
		return errEnded
	}
	r.pairs[p] = true
	return nil
}

func (r *run) drop(p *Pair) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.pairs, p)
}

func (r *run) end() error {
	r.mu.Lock()
	r.removed = true
	var alive []*Pair
	for p := range r.pairs {
		alive = append(alive, p)
	}
	r.mu.Unlock()
	for _, p := range alive {
		p.Kill()
	}
	var err error
	if r.tracer != nil {
		err = r.tracer.end()
	}
	err = errors.Join(err, removeAll(r.dir))
	r.record.Close()
	return errors.Join(err, r.watchman.end())
}

// endOnSignal makes the signals that ask a process to end do so only after everything has been removed.
func (r *run) endOnSignal() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, unix.SIGINT, unix.SIGTERM, unix.SIGHUP)
	go func() {
		sig := (<-signals).(syscall.Signal)
		ending.Store(true)
		if err := endRun(); err != nil {
			fmt.Fprintf(os.Stderr, "\nipcbench: %v: %v\n", sig, err)
		} else {
			fmt.Fprintf(os.Stderr, "\nipcbench: %v: ended every worker and removed what was made\n", sig)
		}
		signal.Reset(sig)
		unix.Kill(os.Getpid(), sig)
		time.Sleep(time.Second) // for the signal to arrive; a shell that ignores it leaves us here
		os.Exit(128 + int(sig))
	}()
}

// staleAfter is how old a directory without a lock must be to count as left behind: one just made is not locked yet.
const staleAfter = time.Minute

// removeStale removes the directories of coordinators that were killed together with their watchman. Whether one lives
// is asked of its lock, which unlike a process id means the same in every PID namespace.
func removeStale(parent string) {
	dirs, _ := filepath.Glob(filepath.Join(parent, dirPrefix+"*"))
	for _, dir := range dirs {
		info, err := os.Lstat(dir)
		if err != nil || !info.IsDir() || time.Since(info.ModTime()) < staleAfter || int(info.Sys().(*syscall.Stat_t).Uid) != os.Getuid() {
			continue
		}
		record, err := os.Open(filepath.Join(dir, recordName))
		if err != nil {
			continue
		}
		if unix.Flock(int(record.Fd()), unix.LOCK_EX|unix.LOCK_NB) == nil {
			removeAll(dir)
		}
		record.Close()
	}
}

// Made lists what this process has made and not yet removed: the directories of its pairs and the resources outside them.
// It is for tests that look whether anything stayed behind.
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
