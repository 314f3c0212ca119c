package proc

import (
	"fmt"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"ipcbench/internal/signals"

	"golang.org/x/sys/unix"
)

// ending is set when a signal has asked this process to end: from then on only the goroutine that received it acts.
var ending atomic.Bool

// YieldToSignal returns at once, unless a signal is about to end this process: then it never returns. What fails from
// then on fails because of the signal and is not to be reported.
func YieldToSignal() {
	if ending.Load() {
		select {}
	}
}

// endOnSignal lets the signals that ask a process to end do so only after everything has been removed, or at once if a
// second one follows.
func (r *run) endOnSignal() {
	received := make(chan os.Signal, 2)
	signals.Notify(received)
	go func() {
		sig := (<-received).(syscall.Signal)
		ending.Store(true)
		go r.endOnAnother(received)
		if err := endRun(); err != nil {
			fmt.Fprintf(os.Stderr, "\nipcbench: %v: %v\n", sig, err)
		} else {
			fmt.Fprintf(os.Stderr, "\nipcbench: %v: ended every worker and removed what was made\n", sig)
		}
		endBy(sig)
	}()
}

// oneRequest is the longest time between two signals of the same request: timeout(1) and a terminal signal a process
// and its process group, so that it gets the signal twice.
const oneRequest = 300 * time.Millisecond

// endOnAnother ends this process without waiting for its clean-up if it is asked to end once more. The watchman then
// does the clean-up.
func (r *run) endOnAnother(received <-chan os.Signal) {
	for first := time.Now(); ; {
		sig := (<-received).(syscall.Signal)
		if time.Since(first) < oneRequest {
			continue
		}
		fmt.Fprintf(os.Stderr, "\nipcbench: %v again: ended before all was removed; process %d goes on with it, "+
			"and what it leaves is %s and what %s names\n", sig, r.watchman.pid, r.dir, r.record.Name())
		endBy(sig)
	}
}

// endBy ends this process by a signal, as its parent expects.
func endBy(sig syscall.Signal) {
	signal.Reset(sig)
	unix.Kill(os.Getpid(), sig)
	time.Sleep(time.Second) // for the signal to arrive; a shell that ignores it leaves us here
	os.Exit(128 + int(sig))
}
