package results

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"
)

// Units as package benchunit tidies them: seconds and bytes instead of ns and MB.
const (
	TimePerOp   = "sec/op" // Latency: the whole round trip
	P50         = "p50-sec"
	P90         = "p90-sec"
	P99         = "p99-sec"
	P999        = "p99.9-sec"
	P9999       = "p99.99-sec"
	Max         = "max-sec"
	Readings    = "readings"  // of the clock, that the quantiles are made of
	PerClock    = "ops/clock" // ops that share a reading; above 1 a quantile is one of their means
	Bytes       = "B/s"
	Messages    = "msg/s"
	CPUTime     = "cpu-sec/op"
	Cores       = "cores"
	Switches    = "csw/op"
	Ousted      = "inv-csw/op" // involuntary context switches
	Syscalls    = "syscalls/op"
	Allocations = "allocs/op"
	InFlight    = "in-flight" // the most messages seen on the way at once
	Noise       = "noise-%"   // of the pair's CPUs, what others used
	Steal       = "steal-%"   // of the pair's CPUs, what the hypervisor gave to other guests
	Frequency   = "freq-%"    // by how much a CPU's clock rate changed
	Passes      = "passes-%"  // by how much the mean of the timed pass differs from TimePerOp
)

// stepPrefix is how the unit of a step begins that a mechanism tells of. The names are the mechanism's own.
const stepPrefix = "step-"

// highestOf is the highest value that the report believes of a unit; false if it does not know the unit.
func highestOf(unit string) (float64, bool) {
	if strings.HasPrefix(unit, stepPrefix) {
		return 1e4, true
	}
	limit, known := highest[unit]
	return limit, known
}

// highest names every unit that the report knows, with the highest value it believes: beyond that a line is
// damaged, not fast. No op takes three hours, no machine moves a petabyte in a second.
var highest = map[string]float64{
	TimePerOp:     1e4,
	P50:           1e4,
	P90:           1e4,
	P99:           1e4,
	P999:          1e4,
	P9999:         1e4,
	Max:           1e4,
	Readings:      1e12,
	Bytes:         1e15,
	Messages:      1e12,
	CPUTime:       1e7,
	Cores:         1e5,
	Switches:      1e9,
	Ousted:        1e9,
	Syscalls:      1e9,
	PerClock:      1e12,
	InFlight:      1e12,
	Noise:         100,
	Steal:         100,
	Frequency:     1e5,
	Passes:        1e9,
	"warm-up-sec": 1e4,
	"B/op":        1e15,
	Allocations:   1e12,
}

// positive are the units in which nought is as impossible as less than nought.
var positive = map[string]bool{TimePerOp: true, P50: true, Messages: true, PerClock: true}

// printed is a value as its file gives it.
func printed(v benchfmt.Value) string {
	if v.OrigUnit != "" {
		return fmt.Sprint(v.OrigValue)
	}
	return fmt.Sprint(v.Value)
}

// UnitName is a tidied unit as files write it.
func UnitName(unit string) string { return untidy(unit) }

// untidy is a tidied unit as files write it.
func untidy(unit string) string {
	if unit == Bytes {
		return "MB/s"
	}
	if i := strings.LastIndex(unit, "sec"); i >= 0 && slices.Contains([]string{"", "/op"}, unit[i+3:]) {
		return unit[:i] + "ns" + unit[i+3:]
	}
	return unit
}
