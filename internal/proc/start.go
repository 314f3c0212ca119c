package proc

import (
	"errors"
	"fmt"

	"ipcbench/internal/condition"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// A Config says which ends to start.
type Config struct {
	Mechanism mechanisms.Mechanism
	Wait      mechanisms.Wait
	Size      int    // bytes of its messages
	CPUs      []int  // of each end: the CPU that it is pinned to, or -1. There are as many ends.
	Handler   string // which of Intercept's handlers the workers run
	Together  bool   // one process runs all ends, whatever the mechanism's scope
	Traceable bool   // the workers let themselves be traced; see TraceSyscalls
	// Strangers are ends whose processes are handed nothing that Prepare gave them: they know only names.
	Strangers []mechanisms.Side
	// Networks are the network namespaces of the ends, where they are two hosts; nil for this process's own.
	Networks *Networks
	// Part is set if some ends of the group are on another host.
	Part *Part
	// Place names where the ends run, for a host that finds its own CPUs for them.
	Place string
	// Conditions are what each end runs under; see CheckCondition. nil for none. If ends share a process, those that
	// differ from the first may only be scheduled as usual.
	Conditions []condition.Condition
}

// condition is what an end runs under.
func (c Config) condition(end mechanisms.Side) (none condition.Condition) {
	if c.Conditions == nil {
		return none
	}
	return c.Conditions[end]
}

// Start prepares the mechanism and starts its workers on this host, which then open their ends. On an error nothing is
// left.
func Start(c Config) (*Group, error) {
	p, err := Prepare(c)
	if err != nil {
		return nil, err
	}
	return p.Start(nil)
}

// A local is what has been made on this host for a group.
type local struct {
	config      Config
	run         *run
	group       *Group
	preparation *mechanisms.Preparation
	dir         string                // "" before it is made
	early       []mechanisms.Resource // to remove when all ends have opened
	late        []mechanisms.Resource // to remove when all have closed
	counters    *countersPage         // nil before it is mapped
	ours        copies
}

func newLocal(c Config) (*local, error) {
	if s, ok := specFromEnvironment(); ok {
		// This is a worker that no Intercept has taken: it must not start workers in turn.
		return nil, fmt.Errorf("this binary has no handler %q", s.Handler)
	}
	r, err := currentRun()
	if err != nil {
		return nil, err
	}
	l := &local{config: c, run: r, ours: copies{}}
	l.group = newGroup(l.opened, l.released)
	l.group.partial = c.Part != nil
	return l, r.add(l.group)
}

// prepare calls the mechanism's Prepare.
func (l *local) prepare() error { return l.run.make(l.prepareNow) }

func (l *local) prepareNow() error {
	dir, unique, err := l.run.groupDir()
	if err != nil {
		return err
	}
	l.dir = dir
	l.preparation = &mechanisms.Preparation{
		Dir: dir, Unique: unique, Size: l.config.Size, Wait: l.config.Wait, Record: l.run.note,
	}
	l.config.Part.seed(l.preparation)
	err = l.config.Networks.prepare(l.config.Mechanism, l.preparation)
	for end := range l.config.CPUs {
		for _, fd := range l.preparation.FDs(mechanisms.Side(end)) {
			l.ours.add(fd, 1)
		}
	}
	l.early, l.late = l.preparation.Early(), l.preparation.Late()
	return err
}

// launch starts the workers of a mechanism that is prepared.
func (l *local) launch() (*Group, error) {
	if err := l.run.make(l.start); err != nil {
		l.abort()
		return nil, err
	}
	l.ours.closeAll()
	return l.group, nil
}

// abort removes what has been made so far.
func (l *local) abort() {
	l.ours.closeAll()
	l.group.Kill()
}

func (l *local) start() error {
	page, err := newCountersFD(l.dir, len(l.config.CPUs))
	if err != nil {
		return err
	}
	defer unix.Close(page)
	if l.counters, err = mapCounters(page, len(l.config.CPUs)); err != nil {
		return err
	}
	return l.startWorkers(page)
}

// startWorkers starts a process for each end, or one for all.
func (l *local) startWorkers(page int) error {
	ends := l.config.ends()
	if l.config.Together || l.config.Mechanism.Traits().Scope == mechanisms.Thread {
		return l.startWorker(ends, page, nil)
	}
	lifelines, err := l.newLifelines(ends)
	if err != nil {
		return err
	}
	for i := range ends {
		if err := l.startWorker(ends[i:i+1], page, lifelines); err != nil {
			return err
		}
	}
	return nil
}

// opened removes the names that are needed no longer.
func (l *local) opened() error { return removeEach(&l.early) }

// released removes everything that was made.
func (l *local) released() error {
	defer l.run.drop(l.group)
	err := errors.Join(removeEach(&l.early), removeEach(&l.late))
	if l.dir != "" {
		err = errors.Join(err, removeAll(l.dir))
	}
	if l.counters != nil {
		err = errors.Join(err, l.counters.unmap())
	}
	return err
}

func removeEach(resources *[]mechanisms.Resource) error {
	var errs []error
	for _, r := range *resources {
		errs = append(errs, remove(r))
	}
	*resources = nil
	return errors.Join(errs...)
}

// copies are the coordinator's descriptors of what only workers are to have: how many of them are still to inherit
// each.
type copies map[int]int

func (c copies) add(fd, workers int) { c[fd] = workers }

// passed notes what a worker has inherited. What no other is to inherit is closed at once: a user may have few
// descriptors to spend, and a lifeline hangs up only when nobody else holds it.
func (c copies) passed(inherited []uintptr) {
	for _, fd := range inherited {
		if c[int(fd)] == 0 {
			continue
		}
		if c[int(fd)]--; c[int(fd)] == 0 {
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
