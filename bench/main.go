package bench

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"testing"

	"ipcbench/bench/pattern"
	"ipcbench/bench/plan"
	"ipcbench/internal/meter"
	"ipcbench/internal/proc"
	"ipcbench/mechanisms"
)

// mainRuns says that Main is on the stack.
var mainRuns bool

// Main is for a TestMain: it is where worker processes begin, and it checks the flags before anything runs. It returns
// the exit status: that of m.Run, or 2 after a bad flag, and where what was asked for cannot be measured.
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
// With IPCBENCH_METER in the environment, the path of a socket, it runs no benchmarks but measures what it is asked for
// through that: it is how report ab drives two versions of a program.
func Main(m *testing.M, all ...mechanisms.Mechanism) int {
	proc.Intercept(pattern.Known(all), pattern.Handlers())
	mainRuns = true
	defineKeyFlags()
	flag.Parse()
	s, err := selected(all)
	if err != nil {
		fmt.Fprintln(os.Stderr, "ipcbench:", err)
		return 2
	}
	if !*listFlag && asksForOurs() {
		// At once: with such limits the runtime might end with a dump before the first benchmark.
		if err := proc.CheckLimits(); err != nil {
			fmt.Fprintln(os.Stderr, "ipcbench:", err)
			return 2
		}
	}
	everything := plan.Make(s.Selection, pattern.Shapes())
	if *listFlag {
		if err := list(os.Stdout, everything, benchMatcher(".")); err != nil {
			fmt.Fprintln(os.Stderr, "ipcbench: the list:", err)
			return 1
		}
		return 0
	}
	if driven() {
		if err := proc.Begin(1); err != nil {
			fmt.Fprintln(os.Stderr, "ipcbench:", err)
			return 2
		}
		if err := errors.Join(serveMeter(os.Getenv(meter.Variable), everything), proc.End()); err != nil {
			fmt.Fprintln(os.Stderr, "ipcbench:", err)
			return 1
		}
		return 0
	}
	code := m.Run()
	if reasons := nothingMeasured(everything); len(reasons) > 0 && code == 0 {
		tellNothing(reasons)
		code = 2
	}
	if err := end(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "ipcbench: the results are not whole:", err)
		code = max(code, 1)
	}
	if err := proc.End(); err != nil {
		fmt.Fprintln(os.Stderr, "ipcbench: cleaning up:", err)
		code = max(code, 1)
	}
	return code
}

// list prints a line per cell and per skip.
func list(w io.Writer, p plan.Plan, m plan.Matcher) error {
	lines := bufio.NewWriter(w)
	for _, c := range p.Cells {
		if name := c.FullName(); m.Matches(name) {
			fmt.Fprintln(lines, name)
		}
	}
	for _, one := range p.Skips {
		fmt.Fprintln(lines, one)
	}
	return lines.Flush()
}
