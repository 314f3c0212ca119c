package gate

import (
	"context"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"time"

	"ipcbench/internal/meter"
)

const (
	// orderPatience is how long a program may take to answer an order.
	orderPatience = 30 * time.Second
	// stuck is after how long a program that has not answered when the budget ends counts as hung and not as busy:
	// a program that is merely without progress says so after -ipc.idle, 5 s.
	stuck = 7 * time.Second
)

// A Command is what runs one of the two programs, in a shell.
type Command struct {
	Side  string // "A" or "B"
	Shell string
	Dir   string
}

// A program is a benchmark program. One that obeys orders is driven; any other runs, and its output is read.
type program struct {
	command Command
	dir     string             // for its socket
	hello   *meter.Hello       // nil if it does not obey orders
	driven  *meter.Program     // nil if it does not run, too
	printed map[string]float64 // ns per op by cell, if it does not
	order   []string           // of the cells printed
	process *process           // nil before the first start
}

// A failure is an error of one of the programs, in a cell or in its whole run. It may not come again, nor in the other
// program.
type failure struct{ error }

// Unwrap is the error itself.
func (f failure) Unwrap() error { return f.error }

// unfit is the error of a command that cannot be compared: it does not exist, or it printed no result.
type unfit struct{ error }

// errOver is the error of an order that is under way when the gate's time ends, or that is given after that.
var errOver = errors.New("the gate's time has ended")

// start starts the command and waits until it says what it can measure, or has ended. Its error is a failure, unfit,
// errOver, or what this program lacks to start anything.
func (p *program) start(ctx context.Context) error {
	socket := filepath.Join(p.dir, p.command.Side)
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: socket, Net: "unix"})
	if err != nil {
		return err
	}
	defer listener.Close()
	p.driven = nil
	if p.process, err = run(p.command, meter.Variable+"="+socket); err != nil {
		return err
	}
	type connection struct {
		conn *net.UnixConn
		err  error
	}
	connected := make(chan connection, 1)
	go func() {
		conn, err := listener.AcceptUnix()
		connected <- connection{conn, err}
	}()
	select {
	case c := <-connected:
		if c.err != nil {
			p.process.kill()
			return fmt.Errorf("cannot take the connection of a benchmark program: %w "+
				"(a sandbox must allow accept4(2))", c.err)
		}
		return p.greet(ctx, c.conn)
	case <-p.process.ended:
		return p.readPrinted()
	case <-ctx.Done():
		p.process.kill()
		return errOver
	}
}

// greet takes what the program says first.
func (p *program) greet(ctx context.Context, conn *net.UnixConn) error {
	patience, cancel := context.WithTimeout(ctx, orderPatience)
	defer cancel()
	driven, err := meter.Greet(patience, conn)
	switch {
	case err != nil && ctx.Err() != nil:
		err = errOver
	case err != nil && p.process.wait(endPatience) && p.process.err != nil:
		err = p.failedRun()
	case err != nil:
		err = unfit{err}
	case err == nil && len(driven.Hello.Cells) == 0:
		err = unfit{fmt.Errorf("%q selects no cell; -ipc.list shows what there is", p.command.Shell)}
	}
	if err != nil {
		p.process.kill()
		return err
	}
	p.driven, p.hello = driven, &driven.Hello
	return nil
}

// failedRun is the error of a run that failed.
func (p *program) failedRun() error {
	err := fmt.Errorf("%q failed: %s (%w)", p.command.Shell, p.process.reason(), p.process.err)
	if p.process.notStarted() {
		return unfit{err}
	}
	return failure{err}
}

// readPrinted takes the results that a program printed which has ended.
func (p *program) readPrinted() (err error) {
	if p.process.err != nil {
		return p.failedRun()
	}
	p.printed, p.order, err = parsePrinted(p.process.out.Bytes())
	if err != nil {
		return unfit{fmt.Errorf("%q: %w", p.command.Shell, err)}
	}
	return nil
}

// cells are the full names of what it can measure.
func (p *program) cells() []string {
	if p.hello != nil {
		return p.hello.Cells
	}
	return p.order
}

// again runs a program that prints once more.
func (p *program) again(ctx context.Context) (err error) {
	if p.process, err = run(p.command); err != nil {
		return err
	}
	select {
	case <-p.process.ended:
		return p.readPrinted()
	case <-ctx.Done():
		p.process.kill()
		return errOver
	}
}

// revive starts a program that obeys orders again if it has ended.
func (p *program) revive(ctx context.Context) error {
	if p.driven != nil {
		return nil
	}
	err := p.start(ctx)
	var not unfit
	switch {
	case err == nil && p.driven == nil:
		return failure{errors.New("it obeyed orders and does not any more")}
	case errors.As(err, &not): // it was fit before
		return failure(not)
	}
	return err
}

// ask gives an order and waits for the answer. Its error is a failure, after which the program may have ended, or
// errOver.
func (p *program) ask(ctx context.Context, o meter.Order) (meter.Answer, error) {
	began := time.Now()
	patience, cancel := context.WithTimeout(ctx, orderPatience)
	defer cancel()
	a, err := p.driven.Ask(patience, o)
	switch {
	case err == nil:
		return a, nil
	case !errors.Is(err, meter.ErrGone):
		return a, failure{err}
	}
	waited := time.Since(began)
	late := patience.Err() != nil
	if !late { // it has ended, or is about to
		p.process.wait(endPatience)
	}
	p.end(0)
	switch {
	case late && ctx.Err() != nil && waited < stuck, errors.Is(ctx.Err(), context.Canceled):
		return a, errOver
	case late:
		return a, failure{fmt.Errorf("no answer for %.0f s (%s)", waited.Seconds(), o.Task)}
	}
	how := "exit status 0"
	if p.process.err != nil {
		how = p.process.err.Error()
	}
	return a, failure{fmt.Errorf("the program ended: %s (%s)", p.process.reason(), how)}
}

// Mean is a pass of the open cell.
func (p *program) Mean(ctx context.Context, ops int) (float64, error) {
	a, err := p.ask(ctx, meter.Order{Task: meter.Mean, Ops: ops})
	if err == nil && !(a.Nanoseconds > 0) {
		err = failure{fmt.Errorf("an op took %v ns", a.Nanoseconds)}
	}
	return a.Nanoseconds, err
}

// probes tells whether the program can see the state of the machine.
func (p *program) probes() bool { return p.hello != nil && p.hello.Probes }

// open starts a fresh pair on a cell, and says what an op takes at a first guess, in ns.
func (p *program) open(ctx context.Context, o meter.Order) (float64, error) {
	if err := p.revive(ctx); err != nil {
		return 0, err
	}
	a, err := p.ask(ctx, o)
	return a.Nanoseconds, err
}

// close ends the pair.
func (p *program) close(ctx context.Context) error {
	_, err := p.ask(ctx, meter.Order{Task: meter.Close})
	return err
}

// abandon closes what may be left of a pair after a failure, so that the next try finds the program as the first did.
func (p *program) abandon(ctx context.Context) {
	if p.driven != nil {
		p.close(ctx)
	}
}

// end lets the program end by itself, for so long, and then kills it.
func (p *program) end(patience time.Duration) {
	if p == nil || p.process == nil {
		return
	}
	if p.driven != nil {
		p.driven.Close()
		p.driven = nil
		p.process.wait(patience)
	}
	p.process.kill()
}
