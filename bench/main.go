package bench

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"testing"

	"ipcbench/internal/meter"
	"ipcbench/internal/pair"
	"ipcbench/mechanisms"
)

// mainRuns says that Main is on the stack.
var mainRuns bool

// Main is for a TestMain: it is where worker processes begin, and it checks the flags before anything runs. It returns
// the exit status: that of m.Run, or 2 after a bad flag.
//
//	-ipc.matrix   which cells: quick, default, full or gate
//	-ipc.mechs    only these mechanisms     ┐
//	-ipc.waits    these wait strategies     │ comma-separated
//	-ipc.places   these places              │ lists and globs
//	-ipc.sizes    these message sizes       ┘
//	-ipc.cpus     on these CPUs only, those named first before the others (2,3)
//	-ipc.pairs    so many pairs of processes at once, for Throughput (1,4)
//	-ipc.list     print the names of the cells, and what is skipped and why; run nothing
//	-ipc.precision  go on sampling each benchmark until its median is known within ± this (2%) …
//	-ipc.budget     … or until it has taken so long (60s)
//	-ipc.check    check the marks of each message while the clock runs (marks), or every byte (bytes)
//	-ipc.idle     end a pair that makes no progress for this long (5s)
//
// With IPCBENCH_METER in the environment, the path of a socket, it runs no benchmarks but measures what it is asked for through that: it is how report ab
// drives two versions of a program.
func Main(m *testing.M, all ...mechanisms.Mechanism) int {
	pair.Intercept(withFloors(all), handlers)
	mainRuns = true
	flag.Parse()
	s, err := selected(all)
	if err != nil {
		fmt.Fprintln(os.Stderr, "ipcbench:", err)
		return 2
	}
	if *listFlag {
		list(os.Stdout, makePlan(s, Patterns), benchMatcher("."))
		return 0
	}
	if socket := os.Getenv(meter.Variable); socket != "" {
		if err := errors.Join(serveMeter(socket, makePlan(s, Patterns)), pair.End()); err != nil {
			fmt.Fprintln(os.Stderr, "ipcbench:", err)
			return 1
		}
		return 0
	}
	code := m.Run()
	if err := pair.End(); err != nil {
		fmt.Fprintln(os.Stderr, "ipcbench: cleaning up:", err)
		code = max(code, 1)
	}
	return code
}

// list prints a line per cell and per skip.
func list(w io.Writer, p plan, m matcher) {
	for _, c := range p.cells {
		if name := c.FullName(); m.matches(name) {
			fmt.Fprintln(w, name)
		}
	}
	for _, one := range p.skips {
		fmt.Fprintln(w, one)
	}
}
