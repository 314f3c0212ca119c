package pair

import (
	"fmt"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// ending is set when a signal has asked this process to end: from then on only the goroutine that received it acts.
var ending atomic.Bool

// YieldToSignal returns at once, unless a signal is about to end this process: then it does not return. What fails from
// then on fails because of that, and is nobody else's to report.
func YieldToSignal() {
	if ending.Load() {
		select {}
	}
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
