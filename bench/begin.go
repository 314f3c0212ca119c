package bench

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/bench/record"
	"ipcbench/bench/sample"
	"ipcbench/internal/meter"
	"ipcbench/internal/proc"
	"ipcbench/internal/schema"
)

// begin starts the run, before the first benchmark. A problem that would fail every cell is its error, and so is told
// once. It writes the header of the results to standard output, and notices for the user to standard error.
func begin(r request, p plan.Plan, m plan.Matcher) error {
	pairs := 1
	var cells []plan.Cell
	for _, c := range p.Cells {
		if m.Matches(c.FullName()) {
			cells = append(cells, c)
			pairs = max(pairs, c.Pairs())
		}
	}
	if *histogramsFlag != "" && !*percentilesFlag {
		return errors.New("-ipc.histograms=" + *histogramsFlag +
			": with -ipc.percentiles=false no single ops are timed; leave out one of the flags")
	}
	if err := histogramDir(*histogramsFlag).prepare(cells); err != nil {
		return err
	}
	if err := proc.Begin(pairs); err != nil {
		return err
	}
	if !mainRuns { // Main has checked it
		if err := checkCondition(r.condition); err != nil {
			return err
		}
	}
	var hosts [][2]string
	if second != nil {
		hosts = second.config
	}
	if err := record.Header(os.Stdout, r.Mechanisms, p, m, hosts); err != nil {
		return fmt.Errorf("the results: %w", err)
	}
	switch {
	case *briefFlag && !*percentilesFlag:
		fmt.Println(meansLine)
	case *briefFlag:
		fmt.Println(briefLine)
	}
	notices(os.Stderr)
	noticeRealTime(os.Stderr, r.condition)
	if looksFirst() {
		lookAhead(os.Stdout, p, m)
	}
	return nil
}

// briefLine and meansLine are in the header of results of brief samples; see docs/format.md.
const (
	briefLine = "# brief samples: percentiles of fewer round trips, or none; system calls are not counted"
	meansLine = "# brief samples: means only; system calls are not counted"
)

// notice begins each notice. go test writes the standard error of a test into its standard output, among the results,
// where a line that begins with one word and a colon is a configuration line: benchstat would split its tables by it.
const notice = "note from ipcbench: "

// notices tells the user what distorts the results, or what his flags do not do here.
func notices(w io.Writer) {
	if other, there := announceRun(); there {
		fmt.Fprintf(w, notice+"another run is under way%s: the two compete for the CPUs, "+
			"so the times of both are too long\n", other)
	}
	for _, l := range record.Without() {
		fmt.Fprintf(w, notice+"%v\n", l)
	}
	if asked := profiles(); len(asked) > 0 {
		fmt.Fprintf(w, notice+"%s: profiles this process only, which sleeps while its worker processes run; to "+
			"profile the workers of a benchmark while it runs, use `perf record -p $(pgrep -d, ipcbench-worker)`\n",
			strings.Join(asked, ", "))
	}
	if list := testFlag("test.cpu"); list != "" {
		fmt.Fprintf(w, notice+"-test.cpu=%s: changes only the names of the results, and measures each benchmark "+
			"once for each number; -ipc.places and -ipc.cpus choose the CPUs of the worker processes\n", list)
	}
}

// profiles are those flags given by which the testing package profiles its own process.
func profiles() (asked []string) {
	for _, name := range []string{"cpuprofile", "memprofile", "blockprofile", "mutexprofile", "trace"} {
		if testFlag("test."+name) != "" {
			asked = append(asked, "-test."+name)
		}
	}
	return asked
}

// benchmarkRan is set when the testing package has called one of our benchmarks.
var benchmarkRan bool

// nothingMeasured gives the reasons why none of the cells that were asked for has run. It gives none if some have
// run, or if none of our benchmarks was asked for.
func nothingMeasured(p plan.Plan) (reasons []string) {
	if !benchmarkRan || shown != nil && shown.done > 0 {
		return nil
	}
	m := benchMatcher(".")
	named := false
	free := slices.Clone(place.All)
	for _, one := range p.Skips {
		where, isPlace := strings.CutPrefix(one.What, schema.KeyPlace+"=")
		free = slices.DeleteFunc(free, func(p place.Place) bool { return isPlace && where == string(p) })
		if m.Concerns(one, pattern.Shapes()) {
			reasons = append(reasons, one.String())
			named = named || !isPlace // a place concerns all
		}
	}
	placed := slices.ContainsFunc(p.Cells, func(c plan.Cell) bool { return slices.Contains(free, c.Place) })
	if reasons == nil || !named && placed { // there was a place, but no such cell
		const why = "-test.bench=%s selects no cell (-ipc.list prints those there are)"
		reasons = append(reasons, fmt.Sprintf(why, testFlag("test.bench")))
	}
	return reasons
}

// tellNothing tells these reasons to the user. It also writes them to the results, if these have no header, which
// would list them.
func tellNothing(reasons []string) {
	for _, reason := range reasons {
		if shown == nil && strings.HasPrefix(reason, "skip ") {
			fmt.Fprintf(os.Stdout, "# %s\n", reason)
		}
		fmt.Fprintln(os.Stderr, "ipcbench: nothing measured:", reason)
	}
}

// end writes the last lines of the results, if there are any results.
func end(w io.Writer) error {
	if shown == nil {
		return nil
	}
	sample.RemarkWakeCosts(w)
	return record.End(w)
}

// asksForOurs tells whether the flags ask for one of our benchmarks.
func asksForOurs() bool {
	if driven() {
		return true
	}
	asked := testFlag("test.bench")
	return asked != "" && slices.ContainsFunc(pattern.All(), func(p *pattern.Pattern) bool {
		return plan.NewMatcher(asked).Matches("Benchmark" + string(p.Name()))
	})
}

// driven tells whether another program orders the measurements; see [Main].
func driven() bool { return os.Getenv(meter.Variable) != "" }
