package gate

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	// A program whose connection is closed has so long to end by itself,
	closePatience = 2 * time.Second
	// one that is told to end by a signal so long, before it is killed: both together within a second,
	endPatience = 600 * time.Millisecond
	// and what it printed may come so long after its end, if what it started has not ended.
	outputPatience = 300 * time.Millisecond
)

// A process is a shell command that runs, with all that it starts.
type process struct {
	command  *exec.Cmd
	out, bad bytes.Buffer
	ended    chan struct{} // closed when it has ended
	err      error         // then: how
}

// run starts a shell command in a process group of its own, which is killed when this program dies.
func run(c Command, variables ...string) (*process, error) {
	p := &process{command: exec.Command("/bin/sh", "-c", c.Shell), ended: make(chan struct{})}
	p.command.Dir = c.Dir
	p.command.Env = append(os.Environ(), variables...)
	p.command.Stdout, p.command.Stderr = &p.out, &p.bad
	p.command.WaitDelay = outputPatience
	p.command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
	started := make(chan error)
	go func() {
		runtime.LockOSThread() // the process dies with the thread that started it
		err := p.command.Start()
		started <- err
		if err == nil {
			p.err = p.command.Wait()
			close(p.ended)
		}
	}()
	return p, <-started
}

// wait waits for its end, at most so long, and tells whether it has come.
func (p *process) wait(patience time.Duration) bool {
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-p.ended:
		return true
	case <-timer.C:
		return false
	}
}

// kill ends the process and what it started, and waits until it has ended.
func (p *process) kill() {
	group := -p.command.Process.Pid
	select {
	case <-p.ended:
		return
	default:
	}
	syscall.Kill(group, syscall.SIGTERM)
	if !p.wait(endPatience) {
		syscall.Kill(group, syscall.SIGKILL)
		<-p.ended
	}
}

// notStarted tells whether the shell could not start the command. Source: POSIX.1-2024, Shell
// Command Language, 2.8.2.
func (p *process) notStarted() bool {
	var exit *exec.ExitError
	return errors.As(p.err, &exit) && (exit.ExitCode() == 126 || exit.ExitCode() == 127)
}

// reason is what a failed program says, on standard error or else on standard output.
func (p *process) reason() string {
	if text := p.bad.String(); strings.TrimSpace(text) != "" {
		return firstLine(text)
	}
	return firstLine(p.out.String())
}

// endAll ends programs at the same time.
func endAll(programs []*program, patience time.Duration) {
	var all sync.WaitGroup
	for _, p := range programs {
		all.Go(func() { p.end(patience) })
	}
	all.Wait()
}
