package bench

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"ipcbench/bench/pattern"
	"ipcbench/bench/plan"
	"ipcbench/bench/record"
	"ipcbench/bench/sample"
	"ipcbench/internal/meter"
	"ipcbench/internal/proc"
)

// begin starts the run before the first benchmark: what would fail every cell alike fails here, once. It writes the
// header of the results, and on standard error what a person should know of them.
func begin(r request, p plan.Plan, m plan.Matcher) error {
	pairs := 1
	for _, c := range p.Cells {
		if m.Matches(c.FullName()) {
			pairs = max(pairs, c.Pairs())
		}
	}
	if err := proc.Begin(pairs); err != nil {
		return err
	}
	if err := record.Header(os.Stdout, r.Mechanisms, p, m); err != nil {
		return fmt.Errorf("the results: %w", err)
	}
	notices(os.Stderr)
	return nil
}

// notices tells what makes the results other than they seem.
func notices(w io.Writer) {
	if other, there := announceRun(); there {
		fmt.Fprintf(w, "ipcbench: another run is under way%s: each takes the other's time, "+
			"and the figures of both are too high\n", other)
	}
	for _, l := range record.Without() {
		fmt.Fprintln(w, "ipcbench:", l)
	}
	if asked := profiles(); len(asked) > 0 {
		fmt.Fprintf(w, "ipcbench: %s: of this process, which sleeps while its workers run; they are seen with "+
			"`perf record -p $(pgrep -d, ipcbench-worker)`, for as long as a pair lives\n", strings.Join(asked, ", "))
	}
	if list := testFlag("test.cpu"); list != "" {
		fmt.Fprintf(w, "ipcbench: -test.cpu=%s: makes no difference to the workers but in the names of results, and "+
			"each cell is measured once for each; -ipc.places says on which CPUs\n", list)
	}
}

// profiles are the flags by which the testing package profiles its own process.
func profiles() (asked []string) {
	for _, name := range []string{"cpuprofile", "memprofile", "blockprofile", "mutexprofile", "trace"} {
		if testFlag("test."+name) != "" {
			asked = append(asked, "-test."+name)
		}
	}
	return asked
}

// benchmarkRan is set when the testing package has called one of ours.
var benchmarkRan bool

// nothingMeasured says why not one of the cells that were asked for has run; nothing if some have, or if none of our
// benchmarks were asked for.
func nothingMeasured(p plan.Plan) (reasons []string) {
	if !benchmarkRan || shown != nil && shown.done > 0 {
		return nil
	}
	m := benchMatcher(".")
	for _, one := range p.Skips {
		if m.Concerns(one, pattern.Shapes()) {
			reasons = append(reasons, one.String())
		}
	}
	if reasons == nil {
		const why = "-test.bench=%s selects no cell (-ipc.list prints those there are)"
		reasons = []string{fmt.Sprintf(why, testFlag("test.bench"))}
	}
	return reasons
}

// tellNothing tells the reasons: for a person, and for the result file if its header has not.
func tellNothing(reasons []string) {
	for _, reason := range reasons {
		if shown == nil && strings.HasPrefix(reason, "skip ") {
			fmt.Fprintf(os.Stdout, "# %s\n", reason)
		}
		fmt.Fprintln(os.Stderr, "ipcbench: nothing measured:", reason)
	}
}

// end writes what stands behind the results, if there are any.
func end(w io.Writer) error {
	if shown == nil {
		return nil
	}
	sample.RemarkWakeCosts(w)
	return record.End(w)
}

// asksForOurs tells whether the flags ask for benchmarks of our names.
func asksForOurs() bool {
	if driven() {
		return true
	}
	asked := testFlag("test.bench")
	return asked != "" && slices.ContainsFunc(pattern.All(), func(p *pattern.Pattern) bool {
		return plan.NewMatcher(asked).Matches("Benchmark" + string(p.Name()))
	})
}

// driven tells whether another program asks for what is to be measured; see [Main].
func driven() bool { return os.Getenv(meter.Variable) != "" }
