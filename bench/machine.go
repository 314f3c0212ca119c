package bench

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// machineLines are the configuration lines of the result file: what of this machine bears on the results. They say only
// what stays the same throughout a run, or benchstat would take two halves of it for two machines.
func machineLines(w io.Writer) {
	cpus, _ := topology()
	for _, kv := range [][2]string{
		{"kernel", kernel()},
		{"virt", virtualisation()},
		{"cpus", strconv.Itoa(len(cpus))},
		{"mitigations", mitigations()},
		{"governor", orNone(line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"))},
		{"idle", orNone(line("/sys/devices/system/cpu/cpuidle/current_driver"))},
		{"clocksource", orNone(line("/sys/devices/system/clocksource/clocksource0/current_clocksource"))},
		{"thp", orNone(chosen(line("/sys/kernel/mm/transparent_hugepage/enabled")))},
		{"go", runtime.Version()},
	} {
		fmt.Fprintf(w, "%s: %s\n", kv[0], kv[1])
	}
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

// virtualisation names the hypervisor by the clock that it offers its guests, if the processor says that there is one.
func virtualisation() string {
	info, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "unknown"
	}
	flags := ""
	for l := range strings.Lines(string(info)) {
		if strings.HasPrefix(l, "flags") {
			flags = l
			break
		}
	}
	if !strings.Contains(flags, " hypervisor") {
		return "none"
	}
	clocks := line("/sys/devices/system/clocksource/clocksource0/available_clocksource")
	for _, v := range []string{"kvm", "hyperv", "xen"} {
		if strings.Contains(clocks, v) {
			return v
		}
	}
	return "vm"
}

// mitigations lists which processor flaws the kernel works around, and which it leaves open.
func mitigations() string {
	files, _ := filepath.Glob("/sys/devices/system/cpu/vulnerabilities/*")
	var mitigated, open []string
	for _, f := range files {
		switch state := line(f); {
		case strings.HasPrefix(state, "Mitigation"):
			mitigated = append(mitigated, filepath.Base(f))
		case strings.HasPrefix(state, "Vulnerable"):
			open = append(open, filepath.Base(f))
		}
	}
	s := orNone(strings.Join(mitigated, " "))
	if len(open) > 0 {
		s += "; vulnerable: " + strings.Join(open, " ")
	}
	return s
}

// chosen is the word in brackets of "always [madvise] never".
func chosen(s string) string {
	_, s, _ = strings.Cut(s, "[")
	s, _, _ = strings.Cut(s, "]")
	return s
}
