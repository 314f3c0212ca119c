package place

import (
	"fmt"
	"math"
	"time"

	"github.com/prometheus/procfs"
)

const (
	// ticksPerSecond is the resolution of /proc/stat: USER_HZ is 100 on every architecture that Go runs on.
	ticksPerSecond = 100
	tick           = time.Second / ticksPerSecond
)

// cpuTimes are the times of one CPU since boot, from /proc/stat.
type cpuTimes struct {
	idle  time.Duration // columns idle and iowait
	steal time.Duration // what the hypervisor gave to other guests while a thread here wanted to run
}

// readCPUTimes reads the times of some CPUs, in the order of cpus. proc is where the proc file system is mounted.
// Call it only outside measured passes: it allocates, and takes some microseconds for each CPU of the machine.
func readCPUTimes(proc string, cpus []int) ([]cpuTimes, error) {
	fs, err := procfs.NewFS(proc)
	if err != nil {
		return nil, err
	}
	stat, err := fs.Stat()
	if err != nil {
		return nil, err
	}
	times := make([]cpuTimes, len(cpus))
	for i, cpu := range cpus {
		line, shown := stat.CPU[int64(cpu)]
		if !shown {
			return nil, fmt.Errorf("%s/stat has no line of CPU %d", proc, cpu)
		}
		times[i] = cpuTimes{idle: inTicks(line.Idle) + inTicks(line.Iowait), steal: inTicks(line.Steal)}
	}
	return times, nil
}

// inTicks undoes the division of the library, so that the difference of two readings is a whole number of ticks.
func inTicks(seconds float64) time.Duration {
	return time.Duration(math.Round(seconds*ticksPerSecond)) * tick
}
