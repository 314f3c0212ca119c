package bench

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/bench/record"
	"ipcbench/internal/statusline"
)

const (
	// quietFor is how long the CPUs are looked at before the benchmarks, all of them together.
	quietFor = time.Second
	// stillFor is for how long a CPU may stand still without a warning.
	stillFor = time.Millisecond
)

// looksFirst tells whether this run looks at its CPUs before the benchmarks: not if it is a trial, and of several
// rounds only the first.
func looksFirst() bool {
	round, _ := record.Round()
	return !trial() && round == 1
}

// cpusOf are the CPUs of those cells of a plan that m selects, each once and in ascending order.
func cpusOf(p plan.Plan, m plan.Matcher) []int {
	var places []place.Place
	for _, c := range p.Cells {
		if m.Matches(c.FullName()) && !slices.Contains(places, c.Place) {
			places = append(places, c.Place)
		}
	}
	return place.InUse(places)
}

// lookAhead looks at the CPUs that the cells of a plan use, and warns where one stands still for long. The warning goes
// to w, and to the terminal if that is another.
func lookAhead(w io.Writer, p plan.Plan, m plan.Matcher) {
	cpus := cpusOf(p, m)
	if len(cpus) == 0 {
		return
	}
	line := statusline.New()
	line.Show("looking for %v how long the CPUs stand still by themselves", quietFor)
	warning := stoodStill(cpus, func(cpu int) (time.Duration, error) {
		return pattern.LongestGap(cpu, quietFor/time.Duration(len(cpus)))
	})
	line.Clear()
	if warning == "" {
		return
	}
	fmt.Fprintf(w, "# note %s\n", warning)
	if !line.Shared() {
		line.Tell("%s%s", notice, warning)
	}
}

// stoodStill says which of some CPUs stood still for long, as look shows; "" if none did. It leaves out CPUs that
// cannot be looked at.
func stoodStill(cpus []int, look func(cpu int) (longest time.Duration, err error)) string {
	var still []string
	for _, cpu := range cpus {
		if longest, err := look(cpu); err == nil && longest > stillFor {
			still = append(still, fmt.Sprintf("CPU %d for %s", cpu, inMilliseconds(longest)))
		}
	}
	if len(still) == 0 {
		return ""
	}
	return "before the benchmarks the machine took a thread that did nothing off its CPU, " +
		strings.Join(still, ", ") +
		": the longest ops may be the machine's own (BenchmarkFloor/what=jitter measures it)"
}

func inMilliseconds(d time.Duration) string { return fmt.Sprintf("%.1f ms", d.Seconds()*1e3) }
