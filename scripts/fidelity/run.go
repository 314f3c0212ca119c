package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/perf/benchfmt"
)

// patience is how long one run, of about a quarter of a second, may take.
const patience = 20 * time.Second

// binaries are the two programs that are compared.
type binaries struct{ bench, reference string }

// runGo is one sample of ipcbench with fresh workers, ns per op.
func (b binaries) runGo(c comparison, ops int) (float64, error) {
	out, err := run(syscall.SIGTERM, b.bench, "-test.run=^$", "-test.bench=^Benchmark"+string(c.cell.Pattern)+"$",
		"-test.benchtime="+strconv.Itoa(ops)+"x",
		"-ipc.mechs="+c.cell.Mechanism.Traits().Name, "-ipc.waits="+string(c.cell.Wait),
		"-ipc.places="+string(c.cell.Place), "-ipc.sizes="+strconv.Itoa(c.cell.Size))
	if err != nil {
		return 0, fmt.Errorf("ipcbench: %w", err)
	}
	for r := benchfmt.NewReader(bytes.NewReader(out), "output"); r.Scan(); {
		if result, ok := r.Result().(*benchfmt.Result); ok {
			if seconds, ok := result.Value("sec/op"); ok {
				return seconds * 1e9, nil
			}
		}
	}
	return 0, errors.New("ipcbench: the benchmark printed no result")
}

// runC is one run of the reference program, ns per op.
func (b binaries) runC(c comparison, ops int) (float64, error) {
	cpus, err := c.cell.Place.CPUs()
	if err != nil {
		return 0, err
	}
	name := c.reference
	if name == "" {
		name = c.cell.Mechanism.Traits().Name
	}
	out, err := run(syscall.SIGKILL, b.reference, string(c.cell.Pattern), name, string(c.cell.Wait),
		strconv.Itoa(cpus[0]), strconv.Itoa(cpus[1]), strconv.Itoa(c.cell.Size), strconv.Itoa(ops))
	if err != nil {
		return 0, err
	}
	ns, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
	if err != nil || !(ns > 0) {
		return 0, fmt.Errorf("reference: printed %q where a time was due", out)
	}
	return ns, nil
}

// run runs a program and returns what it printed. An error is one line. The program gets the signal when this one dies;
// for that the caller must be locked to its thread.
func run(whenOrphaned syscall.Signal, name string, args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	command := exec.CommandContext(ctx, name, args...)
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: whenOrphaned}
	command.Cancel = func() error { return command.Process.Signal(whenOrphaned) }
	command.WaitDelay = 2 * time.Second
	var complaint bytes.Buffer
	command.Stderr = &complaint
	out, err := command.Output()
	switch {
	case err == nil:
		return out, nil
	case ctx.Err() != nil:
		return nil, fmt.Errorf("not done after %v", patience)
	}
	return nil, fmt.Errorf("%s (%w)", reason(out, complaint.Bytes()), err)
}

// position is what the testing package puts before a failed benchmark's message.
var position = regexp.MustCompile(`^\s+\w+\.go:\d+: `)

// reason is the line in which a failed program says why: that of b.Fatal, or else the first on standard error.
func reason(out, complaint []byte) string {
	for line := range strings.Lines(string(out)) {
		if at := position.FindString(line); at != "" {
			return strings.TrimSpace(line[len(at):])
		}
	}
	for line := range strings.Lines(string(complaint)) {
		if line = strings.TrimSpace(line); line != "" {
			return line
		}
	}
	return "it did not say why"
}
