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
	"ipcbench/internal/limits"
	"ipcbench/internal/meter"
	"ipcbench/internal/proc"
	"ipcbench/mechanisms"
)

// mainRuns is set while Main runs.
var mainRuns bool

// Main is called by TestMain with the mechanisms that the benchmarks may use. Worker processes begin in it and never
// return from it. In the process that runs the benchmarks it first checks the flags, and returns the exit status:
// that of m.Run; 1 if the results are incomplete; 2 after a bad flag, or where nothing of what was asked for can be
// measured here.
//
//	-ipc.matrix     which benchmarks to run: quick, default, full, gate or curves
//	-ipc.mechs      only these mechanisms     ┐
//	-ipc.families   only these families       │
//	-ipc.waits      these wait strategies     │ comma-separated
//	-ipc.places     these places              ┘ lists and globs
//	-ipc.sizes      these message sizes: a comma-separated list, in bytes or with a unit (64,4KiB,1MiB)
//	-ipc.cpus       use these CPUs only, preferring those that come first: 2,3 or 4-7
//	-ipc.pairs      Throughput with this many pairs of processes at once, a sender and a receiver each: 1,4
//	-ipc.rates      Paced at these rates: messages a second, or shares of the throughput (1,100,10k,1M,80%)
//	-ipc.arrivals   how the times are spread at which the messages of Paced are due: even or poisson
//	-ipc.think      how long the receiver of Paced is busy with each message: 5us
//	-ipc.neighbour  on: a process counts on the CPU of the receiver of Paced, and tells what it loses
//	-ipc.spin       how long wait=hybrid spins before it sleeps: 0,5us,500us,adaptive
//	-ipc.scopes     how far apart the ends are: process, thread, host
//	-ipc.host       where side B of scope=host runs: netns, ssh://user@name or connect:ADDRESS
//	-ipc.serve      be the host of side B for another program: the TCP address to listen at
//	-ipc.token-file the file with the secret of both, for -ipc.serve and -ipc.host=connect
//	-ipc.sched      schedule the worker processes by this policy: batch, idle, fifo:50 or rr:50
//	-ipc.mlock      lock the memory of the worker processes
//	-ipc.list       print the benchmarks that would run, and what is skipped and why; run nothing
//	-ipc.precision  take samples of each benchmark until its median is known within ± this (2%) …
//	-ipc.budget     … or until this time has passed (1m)
//	-ipc.brief      take samples that last no longer than their means need
//	-ipc.percentiles time single ops, for percentiles (true); without them a sample is the sooner over
//	-ipc.histograms write an HdrHistogram log (.hlog) of each sample that has percentiles into this directory
//	-ipc.check      what the receiver checks of each message while the clock runs: marks or bytes (every byte)
//	-ipc.idle       fail a benchmark whose processes make no progress for this long (5s)
//
// Where the environment variable IPCBENCH_METER holds the path of a socket, Main runs no benchmarks. It measures what
// a program at the other end of the socket orders. The command report ab compares two versions of a program in this
// way.
func Main(m *testing.M, all ...mechanisms.Mechanism) int {
	pattern.Intercept(all)
	mainRuns = true
	defineKeyFlags()
	flag.Parse()
	if err := checkServe(); err != nil {
		fmt.Fprintln(os.Stderr, "ipcbench:", err)
		return 2
	}
	if *serveFlag != "" {
		return serve(all)
	}
	s, err := selected(all)
	if err != nil {
		fmt.Fprintln(os.Stderr, "ipcbench:", err)
		return 2
	}
	if !*listFlag && asksForOurs() {
		// Before anything else: with such limits the Go runtime might crash before the first benchmark.
		err := limits.Check()
		if err == nil {
			err = checkCondition(s.condition)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "ipcbench:", err)
			return 2
		}
	}
	defer second.letGo()
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

// list prints one line for each cell, and one for each skip.
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
