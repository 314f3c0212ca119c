package proc

import (
	"fmt"
	"os"
	"runtime"
	"sync"
	"syscall"

	"ipcbench/internal/host"
	"ipcbench/internal/namespace"
	"ipcbench/internal/sys"

	"golang.org/x/sys/unix"
)

// self is this program, even if its file has been removed or replaced since it started.
const self = "/proc/self/exe"

// workerName begins the command line of every worker, as ps(1) shows it.
const workerName = "ipcbench-worker-"

// restartArguments are the arguments that make a test binary reach [Intercept]; see [Via].
var restartArguments []string

// Via sets the arguments with which this program is started again. It is for a test binary without a TestMain that
// calls [Intercept]: the arguments select the one test or benchmark that does.
func Via(arguments ...string) { restartArguments = arguments }

func restart(name string) []string { return append([]string{name}, restartArguments...) }

// A start is a request to the goroutine that forks.
type start struct {
	arguments []string
	attr      *syscall.ProcAttr
	cpu       int  // that the whole process is confined to, or -1
	network   int  // descriptor of the network namespace that it runs in, or -1
	late      bool // its timers begin with monitorSlack
	child     chan *child
	err       chan error
}

// starts takes requests for the one thread that forks workers. That thread lives as long as the coordinator: the kernel
// sends a worker its parent-death signal when the thread that forked it ends, not the process (prctl(2),
// PR_SET_PDEATHSIG).
var starts = sync.OnceValue(func() chan<- start {
	requests := make(chan start)
	go func() {
		runtime.LockOSThread()
		for s := range requests {
			c, err := forkIn(s)
			s.child <- c
			s.err <- err
		}
	}()
	return requests
})

// fork starts this program again, as the start says.
func fork(s start) (*child, error) {
	s.child, s.err = make(chan *child, 1), make(chan error, 1)
	starts() <- s
	return <-s.child, <-s.err
}

// forkIn puts this thread into a network namespace while it forks, as the child inherits that.
func forkIn(s start) (c *child, err error) {
	_, err = namespace.In(s.network, func() (err error) {
		c, err = forkOn(s)
		return err
	})
	return c, err
}

// forkOn pins this thread to a CPU while it forks, and sets the slack of its timers, as the child inherits both.
func forkOn(s start) (*child, error) {
	if s.cpu >= 0 {
		var before unix.CPUSet
		if err := unix.SchedGetaffinity(0, &before); err != nil {
			return nil, fmt.Errorf("sched_getaffinity: %w", err)
		}
		if err := host.Pin(s.cpu); err != nil {
			return nil, err
		}
		defer unix.SchedSetaffinity(0, &before)
	}
	if s.late {
		defer sys.SetTimerSlack(sys.TimerSlack())
		sys.SetTimerSlack(monitorSlack)
	}
	return startChild(s.arguments, s.attr, true)
}

// monitorSlack is by how much the timers of the Go runtime's monitor thread may be late in a raw worker, in ns. That
// thread sleeps for 10 ms and looks around, again and again. An exact timer interrupts a CPU for itself, whatever runs
// there; one that may be late waits for the scheduler's next tick. docs/evidence.md says what it is worth. Source:
// prctl(2), PR_SET_TIMERSLACK.
const monitorSlack = 100_000_000

// giveBackSlack sets the slack of the timers of the threads that run goroutines, in ns. The Go runtime's monitor runs
// none, nor does the thread that only makes others. A thread can set only its own slack. So as many goroutines as there
// are threads hold one each, until all have one, and spareThreads more: only where none is idle, another thread is
// made, which may begin with monitorSlack.
//
// Until then goroutines must run on one CPU at a time. Otherwise a thread that looks for work would sleep for
// monitorSlack where it means 3 µs, and would keep one of two CPUs from the others. Source: runtime/proc.go, runqgrab.
func giveBackSlack(ns int) {
	for _, spare := range []int{spareThreads, 0} { // again for a thread that was made meanwhile and found nothing to do
		threads, _ := os.ReadDir("/proc/self/task") // without it the spare threads are enough for all
		var set, over sync.WaitGroup
		all := len(threads) + spare
		set.Add(all)
		for range all {
			over.Go(func() {
				runtime.LockOSThread()
				defer runtime.UnlockOSThread()
				sys.SetTimerSlack(ns)
				set.Done()
				set.Wait()
			})
		}
		over.Wait()
	}
}

// spareThreads are more than the goroutines of a raw worker that are in system calls at the same time: that of the end,
// one that watches for each other end, and what a mechanism has of its own.
const spareThreads = 8

// describe says in words what a wait status means.
func describe(s unix.WaitStatus) string {
	switch {
	case s.Signaled():
		return fmt.Sprintf("was killed by %s", unix.SignalName(s.Signal()))
	case s.Stopped():
		return fmt.Sprintf("was stopped by %s", unix.SignalName(s.StopSignal()))
	case s.ExitStatus() == 0:
		return "ended with status 0"
	}
	return fmt.Sprintf("ended with status %d", s.ExitStatus())
}

// environment is the environment of a worker. A worker whose loop is made of raw system calls runs without garbage
// collector and without the signals that preempt goroutines. Its goroutines run on one CPU at a time until its work
// begins; see giveBackSlack. Any other has the Go runtime as it is in every Go program.
//
// A binary linked with cgo has the C library in it, which registers each thread for restartable sequences, rseq(2).
// With that, context switches take longer: about 2 % of a pipe's round trip on one CPU. A pure Go program does not pay
// this. It is turned off, so that results do not depend on how the binary was linked.
func environment(raw bool, spec string) []string {
	env := append(os.Environ(), workerVariable+"="+spec)
	if !raw {
		return env
	}
	debug := "asyncpreemptoff=1"
	if v := os.Getenv("GODEBUG"); v != "" {
		debug = v + "," + debug
	}
	tunables := "glibc.pthread.rseq=0"
	if v := os.Getenv("GLIBC_TUNABLES"); v != "" {
		tunables = v + ":" + tunables
	}
	return append(env, "GODEBUG="+debug, "GOGC=off", "GOMAXPROCS=1", "GLIBC_TUNABLES="+tunables)
}
