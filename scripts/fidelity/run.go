package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"

	"ipcbench/bench/place"
	"ipcbench/bench/sample"
	"ipcbench/internal/alternate"
)

// patience is how long one pair of processes, which is to live for half a second, may take.
const patience = 20 * time.Second

// A start starts a fresh pair of processes of one of the two programs on a comparison.
type start func(c comparison) (alternate.Run, error)

// ours is ipcbench.
func ours(c comparison) (alternate.Run, error) {
	m, err := sample.NewMeter(c.cell, sample.Options{Idle: sample.DefaultIdle})
	if err != nil {
		return nil, err
	}
	return m, nil
}

// A reference is the compiled program of c/.
type reference string

// A referenceRun is one run of it.
type referenceRun struct {
	command   *exec.Cmd
	orders    io.WriteCloser
	answers   *bufio.Reader
	complaint bytes.Buffer
	killer    *time.Timer
	over      bool // it has been waited for
}

// start starts it. The kernel kills it when this program dies; for that the caller must be locked to its thread.
func (r reference) start(c comparison) (alternate.Run, error) {
	cpus, err := c.cell.Place.CPUs()
	if err != nil {
		return nil, err
	}
	name := c.reference
	if name == "" {
		name = c.cell.Mechanism.Traits().Name
	}
	run := &referenceRun{command: exec.Command(string(r), string(c.cell.Pattern), name, string(c.cell.Wait),
		strconv.Itoa(place.Of(cpus, 0)), strconv.Itoa(place.Of(cpus, 1)), strconv.Itoa(c.cell.Size))}
	run.command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	run.command.WaitDelay = 2 * time.Second
	run.command.Stderr = &run.complaint
	if run.orders, err = run.command.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := run.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	run.answers = bufio.NewReader(out)
	if err := run.command.Start(); err != nil {
		return nil, err
	}
	run.killer = time.AfterFunc(patience, func() { run.command.Process.Kill() })
	return run, nil
}

// Mean is what an op takes in a pass of that many.
func (r *referenceRun) Mean(ops int) (float64, error) {
	fmt.Fprintln(r.orders, ops) // one that has ended says so where its answer is due
	answer, err := r.answers.ReadString('\n')
	if err != nil {
		return 0, fmt.Errorf("reference: %w", r.early())
	}
	ns, err := strconv.ParseFloat(strings.TrimSpace(answer), 64)
	if err != nil || !(ns > 0) {
		return 0, fmt.Errorf("reference: printed %q where a time was due", answer)
	}
	return ns, nil
}

// early is why it ended before it was told to, in one line.
func (r *referenceRun) early() error {
	err := r.wait()
	if !r.killer.Stop() {
		return fmt.Errorf("not done after %v", patience)
	}
	return fmt.Errorf("%s (%v)", reason(r.complaint.Bytes()), err)
}

// wait lets it end.
func (r *referenceRun) wait() error {
	r.over = true
	r.orders.Close()
	return r.command.Wait()
}

// Close lets it end, unless it has ended too early: that was told already.
func (r *referenceRun) Close() error {
	if r.over {
		return nil
	}
	defer r.killer.Stop()
	if err := r.wait(); err != nil {
		return fmt.Errorf("reference: %s (%w)", reason(r.complaint.Bytes()), err)
	}
	return nil
}

// reason is the line in which a failed program says why: the first on standard error.
func reason(complaint []byte) string {
	for line := range strings.Lines(string(complaint)) {
		if line = strings.TrimSpace(line); line != "" {
			return line
		}
	}
	return "it did not say why"
}
