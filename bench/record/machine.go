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

// Machine are keys and values: what of this machine bears on the results. They say only what stays the same
// throughout a run, or benchstat would take two halves of it for two machines.
func Machine() [][2]string {
	clockSource, _ := here.ClockSource()
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
	return config
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

// mitigations lists which processor flaws the kernel works around, and which it leaves open.
func mitigations() string {
	mitigated, open, _ := here.Vulnerabilities()
	s := orNone(strings.Join(mitigated, " "))
	if len(open) > 0 {
		s += "; vulnerable: " + strings.Join(open, " ")
	}
	return s
}
