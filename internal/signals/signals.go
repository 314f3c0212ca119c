// Package signals catches the signals that ask a process to end, and respects those that are ignored, as a program that
// may be started with nohup(1) should.
package signals

import (
	"context"
	"os"
	"os/signal"

	"golang.org/x/sys/unix"
)

// ending are the signals that ask a process to end: Ctrl-C, kill(1) and a terminal that closes.
var ending = []os.Signal{unix.SIGINT, unix.SIGTERM, unix.SIGHUP}

// caught are those of ending that were not ignored when this process started. nohup(1) ignores SIGHUP for what it
// starts, and a shell without job control ignores SIGINT for what runs in its background: both want it to stay so. The
// Go runtime respects that for these two until [signal.Notify] is called with them; it does not for SIGTERM.
// Source: os/signal, "Default behavior of signals in Go programs"; nohup(1).
func caught() (all []os.Signal) {
	for _, s := range ending {
		if !signal.Ignored(s) {
			all = append(all, s)
		}
	}
	return all
}

// Notify relays the signals that ask this process to end to c. That should have room for two: a second one says that
// somebody does not want to wait for the clean-up. A signal that was ignored when this process started stays ignored.
func Notify(c chan<- os.Signal) {
	if all := caught(); len(all) > 0 { // none would mean every signal to signal.Notify
		signal.Notify(c, all...)
	}
}

// NotifyContext is [signal.NotifyContext] with the same signals. Once stop has been called, a further signal ends the
// process.
func NotifyContext(parent context.Context) (ctx context.Context, stop context.CancelFunc) {
	if all := caught(); len(all) > 0 {
		return signal.NotifyContext(parent, all...)
	}
	return context.WithCancel(parent)
}
