package host

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
)

// An Energy is a reading of the energy counters of all packages, by the directory of each.
type Energy map[string]Counter

// A Counter is one energy counter: it goes from 0 to Range and then begins again.
type Counter struct {
	MicroJoules, Range uint64
}

// packageCounter is the directory of a counter of the interface that RAPL has. One more colon and number make it a part
// of a package; intel-rapl-mmio shows the same packages once more.
var packageCounter = regexp.MustCompile(`/intel-rapl:[0-9]+$`)

// EnergyCounters are the directories of the packages' energy counters, below the root; none on most virtual machines.
// Source: Documentation/power/powercap/powercap.rst.
func (r Root) EnergyCounters() (dirs []string) {
	for _, dir := range r.Names("sys/class/powercap/intel-rapl:*") {
		if packageCounter.MatchString(dir) && strings.HasPrefix(r.Line(dir+"/name"), "package-") {
			dirs = append(dirs, dir)
		}
	}
	return dirs
}

// ErrNoEnergy is the error of Energy where the kernel shows no counters.
var ErrNoEnergy = errors.New("this kernel shows no energy counters")

// Energy reads the counters of all packages. Its error is [ErrNoEnergy], or says why one of them cannot be read: most
// kernels let only root read them.
func (r Root) Energy() (Energy, error) {
	dirs := r.EnergyCounters()
	if len(dirs) == 0 {
		return nil, ErrNoEnergy
	}
	all := Energy{}
	for _, dir := range dirs {
		used, err := r.count(dir + "/energy_uj")
		if err != nil {
			return nil, err
		}
		most, err := r.count(dir + "/max_energy_range_uj")
		if err != nil {
			return nil, err
		}
		all[dir] = Counter{used, most}
	}
	return all, nil
}

func (r Root) count(name string) (uint64, error) {
	text, err := os.ReadFile(r.path(name))
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseUint(strings.TrimSpace(string(text)), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", name, err)
	}
	return n, nil
}

// Since is the energy that all packages together have used since an earlier reading, in µJ. Each counter may have begun
// again once; that takes minutes. ok is false if the two readings are not of the same counters.
func (e Energy) Since(earlier Energy) (microJoules float64, ok bool) {
	if len(e) == 0 || len(e) != len(earlier) {
		return 0, false
	}
	for dir, now := range e {
		before, there := earlier[dir]
		if !there {
			return 0, false
		}
		used := now.MicroJoules - before.MicroJoules
		if now.MicroJoules < before.MicroJoules {
			if before.MicroJoules > now.Range {
				return 0, false
			}
			used = now.Range - before.MicroJoules + now.MicroJoules
		}
		microJoules += float64(used)
	}
	return microJoules, true
}
