package main

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// patience is how long one run, of about a quarter of a second, may take.
const patience = 20 * time.Second

// A reference is the compiled program of c/.
type reference string

// run is one run of the reference program, ns per op.
func (r reference) run(c comparison, ops int) (float64, error) {
	cpus, err := c.cell.Place.CPUs()
	if err != nil {
		return 0, err
	}
	name := c.reference
	if name == "" {
		name = c.cell.Mechanism.Traits().Name
	}
	out, err := execute(string(r), string(c.cell.Pattern), name, string(c.cell.Wait),
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

// execute runs a program and returns what it printed. An error is one line. The program is killed when this one dies; for
// that the caller must be locked to its thread.
func execute(name string, args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	command := exec.CommandContext(ctx, name, args...)
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
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
	return nil, fmt.Errorf("%s (%w)", reason(complaint.Bytes()), err)
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
