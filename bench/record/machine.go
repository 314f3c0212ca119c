package record

import (
	"runtime"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"

	"ipcbench/bench/place"
	"ipcbench/internal/host"
)

// here is this machine.
const here = host.Root("/")

// Machine describes this machine, as far as it bears on the results, by keys and values. It includes only what does
// not change during a run: benchstat would otherwise treat two parts of the run as two machines.
func Machine() [][2]string {
	clockSource := here.ClockSource()
	config := [][2]string{
		{"kernel", kernel()},
		{"virt", host.Virtualisation()},
		{"cpus", strconv.Itoa(place.Usable())},
		{"mitigations", mitigations()},
		{"governor", orNone(host.Line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"))},
		{"idle", orNone(host.Line("/sys/devices/system/cpu/cpuidle/current_driver"))},
		{"clocksource", orNone(clockSource)},
		{"thp", orNone(here.TransparentHugePages())},
		{"go", runtime.Version()},
	}
	if names := lackNames(); len(names) > 0 {
		config = append(config, [2]string{"without", strings.Join(names, "; ")})
	}
	return append(config, boundaries(here, firstCPU())...)
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

func kernel() string {
	var u unix.Utsname
	if err := unix.Uname(&u); err != nil {
		return "unknown"
	}
	return unix.ByteSliceToString(u.Release[:])
}

// mitigations lists the processor flaws that the kernel mitigates, and those that it leaves open.
func mitigations() string {
	mitigated, open, _ := here.Vulnerabilities()
	s := orNone(strings.Join(mitigated, " "))
	if len(open) > 0 {
		s += "; vulnerable: " + strings.Join(open, " ")
	}
	return s
}
