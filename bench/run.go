package bench

import (
	"errors"
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

	"ipcbench/internal/pair"
	"ipcbench/mechanisms"
)

// Run runs the benchmarks of one pattern as sub-benchmarks of b, which is named after it: BenchmarkLatency,
// BenchmarkThroughput. With -shuffle their order is shuffled too. Without a TestMain that calls [Main], Run itself is
// where the worker processes begin.
func Run(b *testing.B, p Pattern, all ...mechanisms.Mechanism) {
	root := b.Name()
	if !mainRuns {
		pair.Intercept(withFloors(all), handlers)
		pair.Via("-test.run=^$", "-test.bench=^"+regexp.QuoteMeta(root)+"$", "-test.benchtime=1x")
	}
	s, err := selected(all)
	if err != nil {
		exitBadUse(err)
	}
	plan := makePlan(s, []Pattern{p})
	if *listFlag {
		if err := list(os.Stdout, plan, benchMatcher(".")); err != nil {
			b.Fatal(err)
		}
		return
	}
	benchmarkRan = true
	cells := plan.cells
	if len(cells) == 0 {
		b.SkipNow() // or the testing package would print a line of its own
	}
	if seed, ok := shuffleSeed(p); ok {
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(cells), func(i, j int) { cells[i], cells[j] = cells[j], cells[i] })
	}
	announce(s)
	for _, c := range cells {
		r := runner{cell: c, pursuit: pursuit{goal: s.goal}}
		b.Run(c.Name(), r.bench)
		if r.pursuit.verdict != "" {
			fmt.Printf("# precision %s: %s\n", c.FullName(), r.pursuit.verdict)
		}
		if r.sleepless {
			fmt.Printf("# remark %s: %s\n", c.FullName(), sleepless)
		}
	}
}

var handlers = map[string]pair.Handler{handlerName: serve, floorHandler: serveFloor, setupHandler: serveSetup}

// announcement is made once, before the first benchmark: the machine, the units, the mechanisms and what is skipped.
var announcement sync.Once

// shown is the progress line, set with the announcement.
var shown *progress

func announce(s selection) {
	announcement.Do(func() {
		everything := makePlan(s, Patterns)
		total := 0
		m := benchMatcher(".")
		if err := begin(s, everything, m); err != nil {
			exitBadUse(err)
		}
		for _, c := range everything.cells {
			if m.matches(c.FullName()) {
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

// A runner runs one cell. What a sample is made of follows from -test.benchtime and from how fast its pair is, and so does the number of
// its ops: the testing package is told of it, and not asked. Its own way to find one, by calling again and again with a
// rising b.N, takes one fast or slow moment for the pace of all others.
type runner struct {
	cell    Cell
	sample  *sample
	samples int // taken before
	pursuit pursuit

	sleepless bool // a receiver that should sleep never did
}

// bench is called with b.N of 1 first, for each -count; and then, if -test.benchtime is a number of ops, with that.
func (r *runner) bench(b *testing.B) {
	times, d := benchtime()
	named := r.samples > 0 || b.N > 1 // the testing package has written the benchmark's name, and the line waits for the figures
	if b.N == 1 {
		r.drop()
		shown.show(r.cell, named)
		defer shown.makeRoom()
		r.pursuit.begin()
	}
	if r.sample == nil {
		var err error
		if r.sample, err = openSamples(r.cell, *idleFlag); err != nil {
			r.failed(b, named, err)
		}
	}
	if times > b.N {
		return
	}
	length := lasting(d)
	if times > 0 {
		length = exactly(times)
	}
	m, err := r.sample.runAll(length)
	if err != nil {
		r.failed(b, named, err)
	}
	if err := r.finish(b, m); err != nil {
		r.failed(b, named, err)
	}
	shown.finish(named)
	r.samples++
	if times == 0 {
		//lint:ignore SA3001 the workers do the ops and count them
		b.N = m.ops
		// Or the testing package would call again. The start of the pair has mostly taken longer than that.
		time.Sleep(d - b.Elapsed())
	}
}

// finish takes the percentiles and all that is not taken by the clock, reports everything and ends the pair.
func (r *runner) finish(b *testing.B, m measurement) error {
	if r.cell.Pattern == Latency || r.cell.Pattern == Setup {
		p, err := r.percentiles()
		if err != nil {
			return err
		}
		reportPercentiles(b, p, m)
	}
	reportDisturbance(b, r.sample.watch.end(r.sample, m))
	if err := r.unclocked(b); err != nil {
		return err
	}
	warmed := r.sample.warmed
	if err := r.sample.closeAll(); err != nil {
		return err
	}
	r.sample = nil
	r.pursuit.add(m.nsPerOp)
	reportMeasurement(b, r.cell, m, warmed)
	r.sleepless = r.sleepless || sleptNever(r.cell, m)
	return nil
}

// percentiles are those of a pass of the benchtime.
func (r *runner) percentiles() (*percentiles, error) {
	if times, d := benchtime(); times == 0 {
		return r.sample.timeFor(d, coordinatorClock())
	} else {
		return r.sample.time(times, coordinatorClock())
	}
}

// unclocked takes what is not taken by the clock, or spoils the figures of one that it is taken by.
func (r *runner) unclocked(b *testing.B) error {
	n := countOps(r.sample.estimate)
	if r.cell.Pattern == Setup { // where the calls of the two threads for each other would be counted too
		steps, err := r.sample.steps(min(n, mostSteps))
		reportSteps(b, steps)
		return err
	}
	c, err := r.sample.count(n)
	if err == nil {
		reportCounts(b, c)
	}
	return err
}

// coordinatorClock is what reading the clock costs; the workers measure their own and take that off.
var coordinatorClock = sync.OnceValue(clockCost)

func (r *runner) failed(b *testing.B, named bool, err error) {
	b.Helper()
	pair.YieldToSignal()
	r.pursuit.abandon()
	r.drop()
	shown.finish(named)
	b.Fatal(strings.ReplaceAll(err.Error(), "\n", "; "))
}

func (r *runner) drop() {
	if r.sample != nil {
		r.sample.kill()
		r.sample = nil
	}
}

// benchtime is -test.benchtime: how many ops, or, if that is 0, how long.
func benchtime() (times int, d time.Duration) {
	text := testFlag("test.benchtime")
	if count, ok := strings.CutSuffix(text, "x"); ok {
		if n, err := strconv.Atoi(count); err == nil {
			return max(n, 1), 0
		}
		return 1, 0
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		d = time.Second
	}
	return 0, d
}

// trialOps is how many ops, at most, are a trial whether a benchmark runs at all: too few to be the figures of
// anything, so that neither a long warm-up nor what is known of the machine only by measuring it would make them
// better.
const trialOps = 100

// trial tells whether -test.benchtime asks for one.
func trial() bool {
	times, _ := benchtime()
	return times > 0 && times <= trialOps
}

func exitBadUse(err error) {
	fmt.Fprintln(os.Stderr, "ipcbench:", errors.Join(err, pair.End()))
	os.Exit(2)
}
