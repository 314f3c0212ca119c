package bench

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/plan"
	"ipcbench/bench/sample"
	"ipcbench/internal/proc"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
)

// Run runs the benchmarks of one pattern as sub-benchmarks of b, which is named after it: BenchmarkLatency,
// BenchmarkThroughput. With -shuffle their order is shuffled too. Without a TestMain that calls [Main], Run itself is
// where the worker processes begin.
func Run(b *testing.B, p Pattern, all ...mechanisms.Mechanism) {
	root := b.Name()
	if !mainRuns {
		proc.Intercept(pattern.Known(all), pattern.Handlers())
		proc.Via("-test.run=^$", "-test.bench=^"+regexp.QuoteMeta(root)+"$", "-test.benchtime=1x")
	}
	of := pattern.Named(p)
	if of == nil {
		exitBadUse(fmt.Errorf("%s: there is no pattern %q (pattern.Add adds one)", root, p))
	}
	r, err := selected(all)
	if err != nil {
		exitBadUse(err)
	}
	these := plan.Make(r.Selection, []plan.Shape{of.Shape})
	if *listFlag {
		if err := list(os.Stdout, these, benchMatcher(".")); err != nil {
			b.Fatal(err)
		}
		return
	}
	benchmarkRan = true
	cells := these.Cells
	if len(cells) == 0 {
		b.SkipNow() // or the testing package would print a line of its own
	}
	if seed, ok := shuffleSeed(p); ok {
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(cells), func(i, j int) { cells[i], cells[j] = cells[j], cells[i] })
	}
	announce(r)
	for _, c := range cells {
		run := runner{cell: c, pursuit: pursuit{goal: r.goal}}
		b.Run(c.Name(), run.bench)
		if run.pursuit.verdict != "" {
			fmt.Printf("# precision %s: %s\n", c.FullName(), run.pursuit.verdict)
		}
		if run.sleepless {
			fmt.Printf("# remark %s: %s\n", c.FullName(), sample.Sleepless)
		}
	}
}

// RunFloors runs the pattern Floor, the steps that mechanisms are made of, as sub-benchmarks of b, which is
// BenchmarkFloor. The mechanisms are those that what=path is measured of; only raw ones have it (see
// [mechanisms.Traits]).
func RunFloors(b *testing.B, all ...mechanisms.Mechanism) { Run(b, Floor, all...) }

// announcement is made once, before the first benchmark: the machine, the units, the mechanisms and what is skipped.
var announcement sync.Once

// shown is the progress line, set with the announcement.
var shown *progress

func announce(r request) {
	announcement.Do(func() {
		everything := plan.Make(r.Selection, pattern.Shapes())
		total := 0
		m := benchMatcher(".")
		if err := begin(r, everything, m); err != nil {
			exitBadUse(err)
		}
		for _, c := range everything.Cells {
			if m.Matches(c.FullName()) {
				total++
			}
		}
		shown = newProgress(total * samplesPerCell())
	})
}

// samplesPerCell is how often the testing package runs each benchmark: -count times for each -cpu.
func samplesPerCell() int {
	count, err := strconv.Atoi(testFlag("test.count"))
	if err != nil {
		count = 1
	}
	return count * (1 + strings.Count(testFlag("test.cpu"), ","))
}

// shuffleSeed is the seed of -shuffle, other for each pattern.
func shuffleSeed(p Pattern) (uint64, bool) {
	h := fnv.New64a()
	h.Write([]byte(p))
	switch v := testFlag("test.shuffle"); v {
	case "", "off":
		return 0, false
	case "on":
		return h.Sum64() ^ uint64(time.Now().UnixNano()), true
	default:
		h.Write([]byte(v))
		return h.Sum64(), true
	}
}

// A runner runs one cell. What a sample is made of follows from -test.benchtime and from how fast its ends are, and
// so does the number of its ops: the testing package is told of it, and not asked. Its own way to find one, by
// calling again and again with a rising b.N, takes one fast or slow moment for the pace of all others.
type runner struct {
	cell    plan.Cell
	sample  *sample.Sample
	samples int // taken before
	pursuit pursuit

	sleepless bool // a receiver that should sleep never did
}

// bench is called with b.N of 1 first, for each -count; and then, if -test.benchtime is a number of ops, with that.
func (r *runner) bench(b *testing.B) {
	length := benchtime()
	// The testing package has written the benchmark's name, and the line waits for the figures.
	named := r.samples > 0 || b.N > 1
	if b.N == 1 {
		r.drop()
		shown.show(r.cell, named)
		defer shown.makeRoom()
		r.pursuit.begin()
	}
	if r.sample == nil {
		var err error
		if r.sample, err = sample.Open(r.cell, options()); err != nil {
			r.failed(b, named, err)
		}
	}
	if length.Ops > b.N {
		return
	}
	result, err := r.sample.Take(length)
	if err != nil {
		r.failed(b, named, err)
	}
	r.sample = nil
	r.pursuit.add(result.NsPerOp)
	r.sleepless = r.sleepless || result.Sleepless
	// The figures are the workers' own: those that the testing package would print are the coordinator's, which include
	// sending the order.
	b.ReportAllocs()
	b.ReportMetric(result.NsPerOp, schema.NsPerOp)
	for _, f := range result.Figures {
		b.ReportMetric(f.Value, f.Unit)
	}
	shown.finish(named)
	r.samples++
	if length.Ops == 0 {
		//lint:ignore SA3001 the workers do the ops and count them
		b.N = result.Ops
		// Or the testing package would call again. The start of the ends has mostly taken longer than that.
		time.Sleep(length.For - b.Elapsed())
	}
}

func (r *runner) failed(b *testing.B, named bool, err error) {
	b.Helper()
	proc.YieldToSignal()
	r.pursuit.abandon()
	r.drop()
	shown.finish(named)
	b.Fatal(strings.ReplaceAll(err.Error(), "\n", "; "))
}

func (r *runner) drop() {
	if r.sample != nil {
		r.sample.Kill()
		r.sample = nil
	}
}

// benchtime is -test.benchtime.
func benchtime() sample.Length {
	text := testFlag("test.benchtime")
	if count, ok := strings.CutSuffix(text, "x"); ok {
		if n, err := strconv.Atoi(count); err == nil {
			return sample.Length{Ops: max(n, 1)}
		}
		return sample.Length{Ops: 1}
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		d = time.Second
	}
	return sample.Length{For: d}
}

// trialOps is how many ops, at most, are a trial whether a benchmark runs at all: too few to be the figures of
// anything, so that neither a long warm-up nor what is known of the machine only by measuring it would make them
// better.
const trialOps = 100

// trial tells whether -test.benchtime asks for one.
func trial() bool {
	ops := benchtime().Ops
	return ops > 0 && ops <= trialOps
}

func exitBadUse(err error) {
	fmt.Fprintln(os.Stderr, "ipcbench:", errors.Join(err, proc.End()))
	os.Exit(2)
}

// benchMatcher is what -test.bench selects in this run; where it is not given, what whenEmpty does.
func benchMatcher(whenEmpty string) plan.Matcher {
	return plan.NewMatcher(cmp.Or(testFlag("test.bench"), whenEmpty))
}

// testFlag is the value of a flag of the testing package, "" if it is not there.
func testFlag(name string) string {
	if f := flag.Lookup(name); f != nil {
		return f.Value.String()
	}
	return ""
}
