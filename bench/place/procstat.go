package place

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
)

// tick is the unit of /proc/stat: USER_HZ is 100 on every architecture that Go runs on.
const tick = 10 * time.Millisecond

// cpuTimes are what /proc/stat says of one CPU since boot, or of several together.
type cpuTimes struct {
	idle     time.Duration // columns idle and iowait
	steal    time.Duration // what the hypervisor gave to others while a thread here wanted to run
	hasSteal bool
}

// Columns of a line of /proc/stat, from 1. Source: proc_stat(5).
const (
	idleColumn  = 4
	waitColumn  = 5
	stealColumn = 8
)

// readCPUTimes reads the lines of some CPUs, in the order of cpus.
func readCPUTimes(stat io.Reader, cpus []int) ([]cpuTimes, error) {
	times := make([]cpuTimes, len(cpus))
	found := 0
	for lines := bufio.NewScanner(stat); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) <= waitColumn || !strings.HasPrefix(fields[0], "cpu") {
			continue
		}
		id, err := strconv.Atoi(fields[0][len("cpu"):])
		at := slices.Index(cpus, id)
		if err != nil || at < 0 {
			continue // the sum of all, or a CPU of others
		}
		if times[at], err = parseCPUTimes(fields); err != nil {
			return nil, fmt.Errorf("/proc/stat: %w", err)
		}
		found++
	}
	if found != len(cpus) {
		return nil, errors.New("/proc/stat: a CPU is missing")
	}
	return times, nil
}

func parseCPUTimes(fields []string) (t cpuTimes, err error) {
	ticks := func(column int) time.Duration {
		n, parseErr := strconv.ParseInt(fields[column], 10, 64)
		err = errors.Join(err, parseErr)
		return time.Duration(n) * tick
	}
	t.idle = ticks(idleColumn) + ticks(waitColumn)
	if t.hasSteal = len(fields) > stealColumn; t.hasSteal {
		t.steal = ticks(stealColumn)
	}
	return t, err
}
