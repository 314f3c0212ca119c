package sitting

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"runtime"
	"syscall"
)

// A Program is a benchmark program and its flags.
type Program struct {
	Command []string
	Out     string // the file that its results are appended to
	Err     io.Writer

	Failed bool // some benchmark failed
}

// roundVariable tells the program which round it runs; see docs/format.md.
const roundVariable = "IPCBENCH_ROUND"

// badEnd is the least exit status by which a benchmark program says that it did not measure what it should. Below are
// 0, and 1 if a benchmark failed. Source: package testing.
const badEnd = 2

// An Ended is the error of a program that did not measure what it should.
type Ended struct {
	Round, Status int
	Out           string
}

func (e Ended) Error() string {
	return fmt.Sprintf("round %d ended with status %d; what there is of it stands in %s", e.Round, e.Status, e.Out)
}

// Measure runs the program for one round, in a shuffled order. When relay receives a signal, the program gets it too:
// it removes what its benchmarks have made, and a second signal ends that.
func (p *Program) Measure(relay <-chan os.Signal) func(Round) error {
	return func(r Round) error {
		out, err := os.OpenFile(p.Out, os.O_WRONLY|os.O_APPEND, 0)
		if err != nil {
			return err
		}
		defer out.Close()
		c := exec.Command(p.Command[0], append(p.Command[1:], "-test.run=^$", "-test.bench="+r.Bench,
			fmt.Sprintf("-test.shuffle=%d", rand.Int32()))...)
		switch r.Kind {
		case Means:
			c.Args = append(c.Args, "-ipc.brief", "-ipc.percentiles=false")
		case Brief:
			c.Args = append(c.Args, "-ipc.brief")
		}
		c.Stdout, c.Stderr = out, p.Err
		c.Env = append(os.Environ(), fmt.Sprintf("%s=%d/%d", roundVariable, r.Number, r.Of))
		// Signals of the terminal reach this process alone, so that the program gets each once.
		c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
		status, signalled, err := obey(c, relay)
		switch {
		case err != nil:
			return err
		case signalled || status >= badEnd || status < 0:
			return Ended{r.Number, status, p.Out}
		case status > 0:
			p.Failed = true
		}
		return nil
	}
}

// obey runs a command and relays signals to it. It returns the exit status, -1 of a program that was killed.
func obey(c *exec.Cmd, relay <-chan os.Signal) (status int, signalled bool, err error) {
	ended := make(chan error)
	started := make(chan error)
	go func() {
		runtime.LockOSThread() // the program dies with the thread that started it
		err := c.Start()
		started <- err
		if err == nil {
			ended <- c.Wait()
		}
	}()
	if err := <-started; err != nil {
		return 0, false, err
	}
	for {
		select {
		case s := <-relay:
			signalled = true
			c.Process.Signal(s)
		case err := <-ended:
			var exit *exec.ExitError
			if err != nil && !errors.As(err, &exit) {
				return 0, signalled, err
			}
			return c.ProcessState.ExitCode(), signalled, nil
		}
	}
}
