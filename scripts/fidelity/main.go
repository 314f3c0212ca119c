// Fidelity compares ipcbench's loops with the same loops in plain C (c/pingpong.c), in fresh processes each, in turn:
// Go, C, C, Go, Go, C … so that a drift of the machine hits both alike. It prints, in Go benchmark format, the median of
// the ratio Go ÷ C over the pairs and its 95 % interval. make fidelity builds what it needs and runs it.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"ipcbench/bench"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchmath"
)

// A comparison is one cell of ipcbench beside a mode of the reference program.
type comparison struct {
	mechanism, wait string
	place           bench.Place
	size            int
	reference       string
	differs         bool // the reference does less than the mechanism: a floor, not the same work
}

var comparisons = []comparison{
	{"pipe", "block", bench.Same, 64, "pipe", false},
	{"pipe", "block", bench.Same, 65536, "pipe", false},
	{"pipe", "block", bench.Cross, 64, "pipe", false},
	{"pipe", "block", bench.Cross, 65536, "pipe", false},
	{"unix-stream", "block", bench.Same, 64, "unix-stream", false},
	{"unix-stream", "block", bench.Same, 65536, "unix-stream", false},
	{"unix-stream", "block", bench.Cross, 64, "unix-stream", false},
	{"unix-stream", "block", bench.Cross, 65536, "unix-stream", false},
	{"shm-slot", "spin", bench.Cross, 8, "atomics", true},
	{"shm-slot", "spin", bench.Cross, 64, "atomics", true},
}

func (c comparison) name() string {
	name := fmt.Sprintf("BenchmarkFidelity/pattern=Latency/mech=%s/wait=%s/place=%s/size=%d", c.mechanism, c.wait, c.place, c.size)
	if c.differs {
		name += "/ref=" + c.reference
	}
	return name
}

func main() {
	benchmark := flag.String("bench", "", "ipcbench's benchmark binary (go test -c)")
	reference := flag.String("reference", "", "the compiled c/pingpong.c")
	pairs := flag.Int("pairs", 7, "pairs of one Go and one C run for each comparison")
	flag.Parse()
	if *benchmark == "" || *reference == "" || *pairs < 1 || flag.NArg() > 0 {
		fmt.Fprintln(os.Stderr, "fidelity: want -bench and -reference, and at least one pair; make fidelity gives them")
		os.Exit(2)
	}
	fmt.Println("Unit ratio better=lower\nUnit ratio-lo better=lower\nUnit ratio-hi better=lower\nUnit go-ns better=lower\nUnit c-ns better=lower")
	failed := false
	for _, c := range comparisons {
		if _, err := c.place.CPUs(); err != nil {
			fmt.Printf("# skip %s: %v\n", c.mechanism, err)
			continue
		}
		if err := c.run(*benchmark, *reference, *pairs); err != nil {
			fmt.Fprintf(os.Stderr, "fidelity: %s: %v\n", c.name(), err)
			failed = true
		}
	}
	if failed {
		os.Exit(1)
	}
}

func (c comparison) run(benchmark, reference string, pairs int) error {
	var ours, theirs, ratios []float64
	ops := 1000
	// A first round, thrown away, tells how many ops fill a run.
	for pair := -1; pair < pairs; pair++ {
		var a, b float64
		steps := []func() error{
			func() (err error) { a, err = c.runGo(benchmark); return },
			func() (err error) { b, err = c.runC(reference, ops); return },
		}
		if pair%2 == 1 {
			steps[0], steps[1] = steps[1], steps[0]
		}
		for _, step := range steps {
			if err := step(); err != nil {
				return err
			}
		}
		if pair < 0 {
			ops = max(int(200e6/b), 100) // 200 ms
			continue
		}
		ours, theirs, ratios = append(ours, a), append(theirs, b), append(ratios, a/b)
	}
	thresholds := &benchmath.DefaultThresholds
	r := benchmath.AssumeNothing.Summary(benchmath.NewSample(ratios, thresholds), 0.95)
	median := func(v []float64) float64 {
		return benchmath.AssumeNothing.Summary(benchmath.NewSample(v, thresholds), 0.95).Center
	}
	fmt.Printf("%s 1 %.3f ratio %.3f ratio-lo %.3f ratio-hi %.1f go-ns %.1f c-ns\n", c.name(), r.Center, r.Lo, r.Hi, median(ours), median(theirs))
	return nil
}

// runGo is one sample of ipcbench, ns per round trip.
func (c comparison) runGo(binary string) (float64, error) {
	pattern := fmt.Sprintf("^BenchmarkLatency$/^mech=%s$/^wait=%s$", c.mechanism, c.wait)
	out, err := exec.Command(binary, "-test.run=^$", "-test.bench="+pattern, "-test.benchtime=200ms",
		"-ipc.places="+string(c.place), "-ipc.sizes="+strconv.Itoa(c.size)).Output()
	if err != nil {
		return 0, fmt.Errorf("%w: %s", err, out)
	}
	for r := benchfmt.NewReader(bytes.NewReader(out), "output"); r.Scan(); {
		if result, ok := r.Result().(*benchfmt.Result); ok {
			if seconds, ok := result.Value("sec/op"); ok {
				return seconds * 1e9, nil
			}
		}
	}
	return 0, errors.New("the benchmark printed no result")
}

// runC is one run of the reference program, ns per round trip.
func (c comparison) runC(binary string, ops int) (float64, error) {
	cpus, err := c.place.CPUs()
	if err != nil {
		return 0, err
	}
	command := exec.Command(binary, c.reference, strconv.Itoa(cpus[0]), strconv.Itoa(cpus[1]), strconv.Itoa(c.size), strconv.Itoa(ops))
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		return 0, fmt.Errorf("%s: %w", binary, err)
	}
	return strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
}
