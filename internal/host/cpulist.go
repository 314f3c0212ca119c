package host

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// ParseCPUs reads a list of CPUs as the kernel writes it, "0-3,8", in its order; an empty list has none.
// Source: cpuset(7), list format.
func ParseCPUs(list string) ([]int, error) {
	var cpus []int
	list = strings.TrimSpace(list)
	if list == "" {
		return nil, nil
	}
	for part := range strings.SplitSeq(list, ",") {
		low, high, isRange := strings.Cut(part, "-")
		if !isRange {
			high = low
		}
		first, err := parseCPU(low)
		last, err2 := parseCPU(high)
		if err != nil || err2 != nil || last < first {
			return nil, fmt.Errorf("%q is not a list of CPUs", list)
		}
		for cpu := first; cpu <= last; cpu++ {
			cpus = append(cpus, cpu)
		}
	}
	return cpus, nil
}

// mostCPUs bounds the numbers that ParseCPUs believes: CONFIG_NR_CPUS is at most 8192.
const mostCPUs = 1 << 13

func parseCPU(digits string) (int, error) {
	n, err := strconv.Atoi(digits)
	if err != nil || n < 0 || n >= mostCPUs {
		return 0, fmt.Errorf("%q is not a CPU", digits)
	}
	return n, nil
}

// UsableCPUs are the CPUs that the calling thread may run on, ascending. Source: sched_setaffinity(2).
func UsableCPUs() (cpus []int, err error) {
	var set unix.CPUSet
	if err := unix.SchedGetaffinity(0, &set); err != nil {
		return nil, fmt.Errorf("sched_getaffinity: %w", err)
	}
	for cpu := range 64 * len(set) {
		if set.IsSet(cpu) {
			cpus = append(cpus, cpu)
		}
	}
	return cpus, nil
}
