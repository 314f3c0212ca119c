package gate

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"ipcbench/internal/meter"
)

const (
	startPatience = 10 * time.Minute // for go test to compile, or for a program that prints to end
	orderPatience = 30 * time.Second
	endPatience   = 5 * time.Second
)

// A Command is what runs one of the two programs, in a shell.
type Command struct {
	Side  string // "A" or "B"
	Shell string
	Dir   string
}

// A program is a benchmark program that was started. One that obeys orders is driven; of any other, what it printed is taken.
type program struct {
	command Command
	driven  *meter.Program     // nil if it does not obey orders
	printed map[string]float64 // ns per op by cell, if not
	order   []string           // of the cells printed
	process *process
}

// start starts a command and waits until it says what it can measure, or has ended.
func start(ctx context.Context, c Command, dir string) (*program, error) {
	socket := filepath.Join(dir, c.Side)
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: socket, Net: "unix"})
	if err != nil {
		return nil, err
	}
	defer listener.Close()
	process, err := run(c, meter.Variable+"="+socket)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Side, err)
	}
	p := &program{command: c, process: process}
	connected := make(chan *net.UnixConn, 1)
	go func() {
		if conn, err := listener.AcceptUnix(); err == nil { // the error is that the listener has been closed
			connected <- conn
		}
	}()
	patience := time.NewTimer(startPatience)
	defer patience.Stop()
	select {
	case conn := <-connected:
		if p.driven, err = meter.Greet(conn, orderPatience); err != nil {
			return nil, errors.Join(fmt.Errorf("%s: %w", c.Side, err), p.end())
		}
		if len(p.driven.Hello.Cells) == 0 {
			return nil, errors.Join(fmt.Errorf("%s: %q selects no cell", c.Side, c.Shell), p.end())
		}
		return p, nil
	case <-process.ended:
		return p, p.readPrinted()
	case <-ctx.Done():
		return nil, errors.Join(errInterrupted, p.end())
	case <-patience.C:
		return nil, errors.Join(fmt.Errorf("%s: %q neither ended nor offered its cells within %v", c.Side, c.Shell, startPatience), p.end())
	}
}

// readPrinted takes the results that a program printed which has ended.
func (p *program) readPrinted() error {
	if p.process.err != nil {
		return fmt.Errorf("%s: %q failed: %s (%v)", p.command.Side, p.command.Shell, p.process.reason(), p.process.err)
	}
	var err error
	p.printed, p.order, err = parsePrinted(p.process.out.Bytes())
	if err != nil {
		return fmt.Errorf("%s: %q: %w", p.command.Side, p.command.Shell, err)
	}
	return nil
}

// cells are the full names of what it can measure.
func (p *program) cells() []string {
	if p.driven != nil {
		return p.driven.Hello.Cells
	}
	return p.order
}

// again runs a program that prints once more.
func (p *program) again(ctx context.Context) error {
	process, err := run(p.command)
	if err != nil {
		return err
	}
	p.process = process
	select {
	case <-process.ended:
	case <-ctx.Done():
		return errors.Join(errInterrupted, process.kill())
	}
	return p.readPrinted()
}

// A failure is a cell's in one of the programs, which can go on with others.
type failure struct {
	side string
	error
}

// Unwrap is the error without the side.
func (f failure) Unwrap() error { return f.error }

// ask has an order obeyed. Its error is a failure, or that the program is no more.
func (p *program) ask(o meter.Order) (meter.Answer, error) {
	a, err := p.driven.Ask(o, orderPatience)
	if errors.Is(err, meter.ErrGone) {
		p.end()
		return a, fmt.Errorf("%s ended while it measured %s: %s (%w)", p.command.Side, o.Cell, p.process.reason(), err)
	}
	if err != nil {
		return a, failure{p.command.Side, err}
	}
	return a, nil
}

// Mean is a pass of the open cell.
func (p *program) Mean(ops int) (float64, error) {
	a, err := p.ask(meter.Order{Task: meter.Mean, Ops: ops})
	if err == nil && !(a.Nanoseconds > 0) {
		err = failure{p.command.Side, fmt.Errorf("an op took %v ns", a.Nanoseconds)}
	}
	return a.Nanoseconds, err
}

// end lets the program end, and kills it if it does not.
func (p *program) end() error {
	if p == nil || p.process == nil {
		return nil
	}
	if p.driven != nil {
		p.driven.Close()
		select {
		case <-p.process.ended:
		case <-time.After(endPatience):
		}
	}
	return p.process.kill()
}

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
	p.command.WaitDelay = time.Second
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

// kill ends the process and what it started, and waits until it has ended.
func (p *process) kill() error {
	group := -p.command.Process.Pid
	select {
	case <-p.ended:
		return nil
	default:
	}
	syscall.Kill(group, syscall.SIGTERM)
	select {
	case <-p.ended:
	case <-time.After(endPatience):
		syscall.Kill(group, syscall.SIGKILL)
		<-p.ended
	}
	return nil
}

// reason is the line in which a failed program says why, on standard error or else on standard output.
func (p *process) reason() string {
	if text := p.bad.String(); strings.TrimSpace(text) != "" {
		return firstLine(text)
	}
	return firstLine(p.out.String())
}
