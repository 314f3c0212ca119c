package bench

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
)

// A quietness is a reading from which, with a later one, follows how much of the pair's CPUs others used: other
// processes, kernel threads, or guests of the same host.
type quietness struct {
	cpus []int
	at   time.Time
	idle time.Duration // of these CPUs together
	own  time.Duration // CPU time of both workers and of this process
}

// quiet takes a reading; ok is false where the kernel does not tell.
func (s *sample) quiet() (q quietness, ok bool) {
	cpus, err := s.cell.Place.CPUs()
	if err != nil {
		return q, false
	}
	q.cpus = slices.Compact(slices.Sorted(slices.Values(cpus[:])))
	stat, err := os.Open("/proc/stat")
	if err != nil {
		return q, false
	}
	defer stat.Close()
	if q.idle, err = idleTime(stat, q.cpus); err != nil {
		return q, false
	}
	pids := []int{s.pair.PID(mechanisms.A), s.pair.PID(mechanisms.B)}
	for _, pid := range slices.Compact(pids) {
		used, errno := sys.CPUOf(pid)
		if errno != 0 {
			return q, false
		}
		q.own += time.Duration(used)
	}
	q.own += time.Duration(sys.ProcessCPU())
	q.at = time.Now()
	return q, true
}

// noiseSince is the share of the CPUs, 0 to 1, that neither idled nor ran the benchmark.
func (q quietness) noiseSince(earlier quietness) float64 {
	capacity := q.at.Sub(earlier.at) * time.Duration(len(q.cpus))
	others := capacity - (q.idle - earlier.idle) - (q.own - earlier.own)
	if capacity <= 0 {
		return 0
	}
	return min(max(float64(others)/float64(capacity), 0), 1)
}

// tick is the unit of /proc/stat: USER_HZ is 100 on every architecture that Go runs on.
const tick = 10 * time.Millisecond

// idleTime sums the idle and iowait columns of some CPUs. Source: proc_stat(5).
func idleTime(stat io.Reader, cpus []int) (time.Duration, error) {
	var idle time.Duration
	found := 0
	for lines := bufio.NewScanner(stat); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) < 6 || !strings.HasPrefix(fields[0], "cpu") {
			continue
		}
		id, err := strconv.Atoi(fields[0][len("cpu"):])
		if err != nil || !slices.Contains(cpus, id) {
			continue // the sum of all, or a CPU of others
		}
		for _, ticks := range fields[4:6] {
			n, err := strconv.ParseInt(ticks, 10, 64)
			if err != nil {
				return 0, fmt.Errorf("/proc/stat: %w", err)
			}
			idle += time.Duration(n) * tick
		}
		found++
	}
	if found != len(cpus) {
		return 0, errors.New("/proc/stat: a CPU is missing")
	}
	return idle, nil
}
