package proc

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	"ipcbench/mechanisms"

	"github.com/prometheus/procfs"
	"golang.org/x/sys/unix"
)

// A watchman is a process that sleeps in a read until its coordinator has ended, for whatever reason, and then removes
// what is left of the run. It is in a session of its own, so that Ctrl-C does not reach it.
type watchman struct {
	*helper
	lifeline *Conn // the coordinator's end; it closes with the coordinator
}

// startWatchman starts it and waits for its first word.
func startWatchman(dir string) (_ *watchman, g greeting, err error) {
	ours, theirs, err := controlSocket()
	if err != nil {
		return nil, g, err
	}
	h, err := startHelper("watchman", watchmanVariable+"="+dir, uintptr(theirs))
	unix.Close(theirs) // at once, so that the helper's end is noticed
	if err != nil {
		return nil, g, errors.Join(err, ours.Close())
	}
	w := &watchman{h, ours}
	if err := ours.Recv(&g); err != nil {
		return nil, g, errors.Join(fmt.Errorf("its first word: %w", err), w.end())
	}
	return w, g, nil
}

// A helper is a process of this program that serves the coordinator and lives a moment longer than it.
type helper struct {
	*child
	name  string
	words *lastWords
}

// startHelper starts one: in a session of its own, so that Ctrl-C does not reach it, and with one descriptor, its
// standard input. What it says on its standard error is kept.
func startHelper(name, variable string, stdin uintptr) (*helper, error) {
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
	c, err := startChild(restart("ipcbench-"+name), &syscall.ProcAttr{
		Dir:   "/",
		Env:   append(os.Environ(), variable),
		Files: []uintptr{stdin, null.Fd(), theirs.Fd()},
		Sys:   &syscall.SysProcAttr{Setsid: true},
	}, false)
	if err != nil {
		return nil, errors.Join(err, words.Close())
	}
	return &helper{c, name, listen(words)}, nil
}

// ended waits until a helper has ended. It is an error if it failed or said anything.
func (h *helper) ended() error {
	status, err := h.wait(0)
	if err != nil {
		return fmt.Errorf("waiting for the %s: %w", h.name, err)
	}
	<-h.words.done
	switch words := h.words.String(); {
	case words != "":
		return fmt.Errorf("the %s %s: %s", h.name, describe(status), words)
	case status != 0:
		return fmt.Errorf("the %s %s", h.name, describe(status))
	}
	return nil
}

// helpUntilTheEnd ignores the signals that ask a process to end: a helper ends after its coordinator.
func helpUntilTheEnd() { signal.Ignore(unix.SIGINT, unix.SIGTERM, unix.SIGHUP, unix.SIGQUIT) }

// end tells the watchman that all is done and waits until it has gone.
func (w *watchman) end() error {
	return errors.Join(w.lifeline.Close(), w.ended())
}

// watch is the watchman's whole life.
func watch(dir string) {
	helpUntilTheEnd()
	lifeline := newConn(0, "lifeline")
	lifeline.Send(greet())
	var nothing struct{}
	for lifeline.Recv(&nothing) == nil {
	}
	awaitWorkers(readRecord(dir), 2*time.Second)
	removeIfOwn(dir)
}

// awaitWorkers waits until the workers of a dead coordinator, which the kernel kills, have closed their files.
func awaitWorkers(record []mechanisms.Resource, atMost time.Duration) {
	for deadline := time.Now().Add(atMost); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		alive := false
		for _, r := range record {
			alive = alive || r.Kind == workerKind && isWorker(r.Name)
		}
		if !alive {
			return
		}
	}
}

// isWorker tells whether the process pid lives and is a worker of ours, and not another one that got the number since.
// The command line of a zombie is empty.
func isWorker(pid string) bool {
	id, err := strconv.Atoi(pid)
	if err != nil {
		return false
	}
	p, err := procfs.NewProc(id)
	if err != nil {
		return false
	}
	line, err := p.CmdLine()
	return err == nil && len(line) > 0 && strings.HasPrefix(line[0], workerName)
}
