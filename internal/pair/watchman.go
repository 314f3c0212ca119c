package pair

import (
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// A watchman is a process that sleeps in a read until its coordinator has ended, in whatever way, and then removes what
// is left of the run. It is in a session of its own, so that Ctrl-C does not reach it.
type watchman struct {
	*child
	lifeline *os.File // the coordinator's end; it closes with the coordinator
}

func startWatchman(dir string) (*watchman, error) {
	theirs, ours, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer theirs.Close()
	child, err := startHelper("watchman", watchmanVariable+"="+dir, theirs.Fd())
	if err != nil {
		ours.Close()
		return nil, err
	}
	return &watchman{child, ours}, nil
}

// startHelper starts this program as a process that serves the coordinator and outlives it for a moment: in a session of its own, so that Ctrl-C does
// not reach it, and with one descriptor, its standard input.
func startHelper(name, variable string, stdin uintptr) (*child, error) {
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	defer null.Close()
	return startChild(restart("ipcbench-"+name), &syscall.ProcAttr{
		Dir:   "/",
		Env:   append(os.Environ(), variable),
		Files: []uintptr{stdin, null.Fd(), null.Fd()},
		Sys:   &syscall.SysProcAttr{Setsid: true},
	})
}

// helpUntilTheEnd leaves it to the coordinator's end when a helper ends.
func helpUntilTheEnd() { signal.Ignore(unix.SIGINT, unix.SIGTERM, unix.SIGHUP, unix.SIGQUIT) }

// end tells the watchman that all is done and waits until it has gone.
func (w *watchman) end() error {
	w.lifeline.Close()
	if _, err := w.wait(0); err != nil {
		return fmt.Errorf("waiting for the watchman: %w", err)
	}
	return nil
}

// watch is the watchman's whole life.
func watch(dir string) {
	helpUntilTheEnd()
	io.Copy(io.Discard, os.Stdin)
	awaitWorkers(readRecord(dir), 2*time.Second)
	removeIfOwn(dir)
}

// awaitWorkers waits until the workers of a dead coordinator, which the kernel has killed, have let go of their files.
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

// isWorker tells whether the process pid lives and is a worker of ours, not one that got its number since. The command
// line of a zombie is empty.
func isWorker(pid string) bool {
	line, err := os.ReadFile("/proc/" + pid + "/cmdline")
	return err == nil && strings.HasPrefix(string(line), workerName)
}
