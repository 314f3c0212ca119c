package bench

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"hash/fnv"
	"math"
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
	"ipcbench/bench/record"
	"ipcbench/bench/sample"
	"ipcbench/internal/proc"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
)

// Run runs the benchmarks of one pattern as sub-benchmarks of b, one for each cell that the flags select and the
// mechanisms have. The function that calls it must be named after the pattern: BenchmarkLatency calls Run with
// [Latency].
//
// With -shuffle the order of the sub-benchmarks is shuffled too. Without a TestMain that calls [Main], worker
// processes begin in Run. A bad flag ends the process with status 2.
func Run(b *testing.B, p Pattern, all ...mechanisms.Mechanism) {
	root := b.Name()
	if !mainRuns {
		pattern.Intercept(all)
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
		run := runner{cell: c, sampling: sampling{goal: r.goal}}
		b.Run(c.Name(), run.bench)
		if run.sampling.verdict != "" {
			fmt.Printf("# precision %s: %s\n", c.FullName(), run.sampling.verdict)
		}
		if run.unheld > 0 {
			fmt.Printf("# remark %s: "+sample.UnheldRemark+"\n", c.FullName(), run.unheld)
		}
		if run.sleepless {
			fmt.Printf("# remark %s: %s\n", c.FullName(), sample.Sleepless)
		}
	}
}

// RunFloors runs the pattern [Floor] as sub-benchmarks of b, in a function named BenchmarkFloor. A floor is one step
// that every mechanism is made of, measured by itself: a system call, a copy, a cache line that moves to another CPU,
// a wake-up. It is a lower bound for the mechanisms that take the step.
//
// The mechanisms given are used for what=path only. It measures the work of Send and Recv without any waiting, by one
// thread that holds both ends. Only raw mechanisms have it; see [mechanisms.Traits].
func RunFloors(b *testing.B, all ...mechanisms.Mechanism) { Run(b, Floor, all...) }

// announcement writes the header of the results once, before the first benchmark.
var announcement sync.Once

// shown is the status line; nil before the announcement.
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

// samplesPerCell is how often the testing package runs each benchmark: -count times for each number of -cpu.
func samplesPerCell() int {
	count, err := strconv.Atoi(testFlag("test.count"))
	if err != nil {
		count = 1
	}
	return count * (1 + strings.Count(testFlag("test.cpu"), ","))
}

// shuffleSeed is the seed for -shuffle, a different one for each pattern.
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

// A runner runs one cell. It decides the number of ops itself, from -test.benchtime and from the speed of the worker
// processes, and tells the testing package the number afterwards. The testing package would find b.N by calling the
// benchmark repeatedly with larger numbers, and one unusually fast or slow moment would then decide how long all
// later ones last.
type runner struct {
	cell     plan.Cell
	sample   *sample.Sample
	samples  int // how many have been taken
	sampling sampling
	taken    sample.Result // the latest

	unheld    float64 // by how much the rate was missed at most, in percent
	sleepless bool    // wait=block, but no process slept; see [sample.Sleepless]
}

// bench is called with b.N = 1 first, for each -count. If -test.benchtime is a number of ops, it is then called with
// that. If it is a time, and taking the sample took less, it is called with ever larger numbers, a few times.
func (r *runner) bench(b *testing.B) {
	length := benchtime()
	if b.N > 1 && length.Ops == 0 {
		r.again(b, length)
		return
	}
	// Whether the testing package has written the benchmark's name to the terminal. The figures follow on that line.
	named := r.samples > 0 || b.N > 1
	if b.N == 1 {
		r.drop()
		shown.show(r.cell, named)
		defer shown.makeRoom()
		r.sampling.begin()
	}
	if r.sample == nil {
		var err error
		o := options()
		round, _ := record.Round()
		o.Verified = r.samples > 0 || round > 1
		if r.sample, err = sample.Open(r.cell, o); err != nil {
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
	if err := histogramDir(*histogramsFlag).write(r.cell, r.samples+1, result.Log); err != nil {
		r.failed(b, named, err)
	}
	if result.Reported > 0 {
		r.sampling.add(result.Reported)
	}
	r.unheld = max(r.unheld, result.Unheld)
	r.sleepless = r.sleepless || result.Sleepless
	shown.finish(named)
	r.samples++
	r.taken = result
	r.report(b)
	if length.Ops == 0 {
		//lint:ignore SA3001 the worker processes do the ops and count them
		b.N = r.iterations(length)
	}
}

// again reports the sample that was taken, to a testing package that calls once more since less time has passed than
// -test.benchtime. It makes its next number from b.N, and ends at mostIterations.
func (r *runner) again(b *testing.B, length sample.Length) {
	b.StopTimer()
	r.report(b)
	if b.N >= mostIterations || b.Elapsed() >= length.For {
		//lint:ignore SA3001 the worker processes do the ops and count them
		b.N = r.iterations(length)
	}
}

// report tells the testing package the figures of the sample that was taken last.
func (r *runner) report(b *testing.B) {
	// The figures are those of the worker processes. Those that the testing package measures are of this process, and
	// include sending the orders.
	if !r.taken.Attempt {
		b.ReportAllocs()
	}
	b.ReportMetric(r.taken.Reported, schema.NsPerOp) // 0 leaves it out
	for _, f := range r.taken.Figures {
		b.ReportMetric(f.Value, f.Unit)
	}
}

// mostIterations is the largest b.N of the testing package where -test.benchtime is a time.
const mostIterations = 1_000_000_000

// iterations are those that the line of the sample that was taken last says, where -test.benchtime is a time. Timed ops
// go on after it until there are enough readings. The iterations are no more than fill the benchtime; the unit readings
// says how many ops there were in all.
func (r *runner) iterations(length sample.Length) int {
	fill := int(math.Ceil(float64(length.For) / r.taken.NsPerOp))
	return max(min(r.taken.Ops, fill), 1)
}

func (r *runner) failed(b *testing.B, named bool, err error) {
	b.Helper()
	proc.YieldToSignal()
	r.sampling.abandon()
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

// trialOps is how many ops, at most, are a trial: a run that only shows whether a benchmark works. So few ops give no
// meaningful figures, and neither a long warm-up nor measuring properties of the machine would improve them.
const trialOps = 100

// trial tells whether -test.benchtime asks for a trial.
func trial() bool {
	ops := benchtime().Ops
	return ops > 0 && ops <= trialOps
}

func exitBadUse(err error) {
	fmt.Fprintln(os.Stderr, "ipcbench:", errors.Join(err, proc.End()))
	os.Exit(2)
}

// benchMatcher matches the benchmarks that -test.bench selects, or those that whenEmpty selects if that is not given.
func benchMatcher(whenEmpty string) plan.Matcher {
	return plan.NewMatcher(cmp.Or(testFlag("test.bench"), whenEmpty))
}

// testFlag is the value of a flag of the testing package; "" if there is no such flag.
func testFlag(name string) string {
	if f := flag.Lookup(name); f != nil {
		return f.Value.String()
	}
	return ""
}
