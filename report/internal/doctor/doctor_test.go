package doctor

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ipcbench/internal/host"

	"golang.org/x/sys/unix"
)

// tree is a machine made of files below a directory of its own.
func tree(t *testing.T, cpus []int, files map[string]string) Machine {
	t.Helper()
	m := Machine{Root: host.Root(t.TempDir()), CPUs: cpus, Hypervisor: "none", Counting: func() error { return nil }}
	if name := files[hypervisorIs]; name != "" {
		m.Hypervisor = name
	}
	for name, text := range files {
		path := filepath.Join(string(m.Root), name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Stat(filepath.Join(string(m.Root), "proc/1")); err == nil {
		if err := os.Symlink("1", filepath.Join(string(m.Root), "proc/self")); err != nil {
			t.Fatal(err)
		}
	}
	return m
}

// zeros are the other columns of a process's stat.
var zeros = strings.Repeat(" 0", 49)

const (
	cpu0   = "sys/devices/system/cpu/cpu0/"
	cpuDir = "sys/devices/system/cpu/"
	clock0 = "sys/devices/system/clocksource/clocksource0/"
	// hypervisorIs is not a file: the machine runs on this hypervisor.
	hypervisorIs = "hypervisor"
	control      = "sys/fs/cgroup/"
	mounts       = "proc/1/mountinfo"
	version1     = "32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu"
	version2     = "41 31 0:38 / /sys/fs/cgroup rw,relatime - cgroup2 cgroup2 rw"
	powercap     = "sys/class/powercap/intel-rapl:"
)

func TestEachFinding(t *testing.T) {
	two, eight := []int{0, 1}, []int{0, 1, 2, 3, 8, 9, 10, 11}
	for _, c := range []struct {
		topic   string
		cpus    []int
		files   map[string]string
		verdict Verdict
		found   string
	}{
		{"CPUs", []int{3}, nil, Warn, "1 usable (3)"},
		{"CPUs", two, nil, Note, "2 usable (0-1)"},
		{"CPUs", eight, nil, Good, "8 usable (0-3,8-11)"},
		{"Isolation", two, nil, Note, "none"},
		{"Isolation", two, map[string]string{
			cpuDir + "isolated": "", cpuDir + "nohz_full": "(null)", cpuDir + "online": "0-1",
		}, Note, "none"},
		{"Isolation", eight, map[string]string{cpuDir + "isolated": "10-11", cpuDir + "online": "0-3,8-11"}, Good,
			"the kernel leaves CPUs 10-11 to those who ask for them"},
		{"Isolation", eight, map[string]string{
			cpuDir + "isolated": "10-11", cpuDir + "nohz_full": "8-11", cpuDir + "online": "0-3,8-11",
		}, Good, "to those who ask for them; CPUs 8-11 have no tick while one thread runs"},
		{"Isolation", two, map[string]string{cpuDir + "isolated": "2-3", cpuDir + "online": "0-3"}, Note,
			"ask for them; this process may use 0-1 of 0-3"},
		{"Isolation", two, map[string]string{
			"proc/1/cgroup": "0::/a/b", control + "a/cpuset.cpus.partition": "isolated",
			control + "a/b/cpuset.cpus.partition": "member", cpuDir + "online": "0-3",
		}, Good, "the control group a is an isolated partition; this process may use 0-1 of 0-3"},
		{"Isolation", two, map[string]string{
			"proc/1/cgroup": "0::/a", control + "a/cpuset.cpus.partition": "root", cpuDir + "online": "0-3",
		}, Good, "no other group may use the CPUs of the control group a"},
		{"Isolation", two, map[string]string{
			"proc/1/cgroup":                     "0::/a",
			control + "a/cpuset.cpus.partition": "isolated invalid (Parent is not a partition root)",
		}, Note, "none"},
		{"Energy", two, nil, Note, "no counter"},
		{"Energy", two, map[string]string{
			powercap + "0/name": "package-0", powercap + "0/energy_uj": "7", powercap + "0/max_energy_range_uj": "9",
			powercap + "1/name": "package-1", powercap + "1/energy_uj": "7", powercap + "1/max_energy_range_uj": "9",
			powercap + "0:0/name": "dram", powercap + "2/name": "psys",
		}, Good, "readable, of package-0, package-1"},
		{"Energy", two, map[string]string{powercap + "0/name": "package-0"}, Note,
			"shown, of package-0, and not readable"},
		{"CPU quota", two, nil, Good, "none"},
		{"CPU quota", two, map[string]string{
			"proc/1/cgroup": "0::/a/b", mounts: version2, control + "a/cpu.max": "150000 100000",
			control + "a/b/cpu.max": "max 100000",
		}, Warn, "1.5 CPUs, for all of /"},
		{"CPU quota", two, map[string]string{
			"proc/1/cgroup": "0::/a", mounts: version2, control + "a/cpu.max": "400000 100000",
		}, Good, "4 CPUs"},
		{"CPU quota", two, map[string]string{
			"proc/1/cgroup": "3:cpu,cpuacct:/a\n0::/", control + "cpu/a/cpu.cfs_quota_us": "50000",
			mounts: version1, control + "cpu/a/cpu.cfs_period_us": "100000",
		}, Warn, "0.5 CPUs"},
		{"CPU quota", two, map[string]string{
			"proc/1/cgroup": "3:cpu:/", control + "cpu/cpu.cfs_quota_us": "-1",
			mounts: version1, control + "cpu/cpu.cfs_period_us": "100000",
		}, Good, "none"},
		{"Load", two, nil, Note, NotShown},
		{"Load", two, map[string]string{"proc/loadavg": "0.03 0.1 0.2 1/99 1234"}, Good, "0.03 tasks"},
		{"Load", two, map[string]string{"proc/loadavg": "1.70 0.1 0.2 2/99 1234"}, Warn, "1.70 tasks"},
		{"Load", two, map[string]string{
			"proc/loadavg": "0.03 0.1 0.2 2/99 1234", "proc/77/stat": "77 (a (b) R) R" + zeros,
			"proc/78/stat": "78 (idle) S" + zeros,
		}, Warn, "running now: a (b) R (77)"},
		{"Virtualisation", two, nil, Good, "none"},
		{"Virtualisation", two, map[string]string{hypervisorIs: "vm"}, Note, "vm"},
		{"Virtualisation", two, map[string]string{hypervisorIs: "kvm"}, Note, "kvm"},
		{"Core types", two, nil, Note, NotShown},
		{"Core types", two, map[string]string{cpu0 + "cpu_capacity": "1024", cpuDir + "cpu1/cpu_capacity": "1024"},
			Good, "all of one kind"},
		{"Core types", two, map[string]string{cpu0 + "cpu_capacity": "446", cpuDir + "cpu1/cpu_capacity": "1024"},
			Warn, "capacity 1024: 1; capacity 446: 0"},
		{"Core types", two, map[string]string{cpu0 + "cpu_capacity": "446"}, Note, NotShown},
		{"Core types", eight, map[string]string{
			"sys/devices/cpu_core/cpus": "0-3", "sys/devices/cpu_atom/cpus": "8-11",
		}, Warn, "cpu_core: 0-3; cpu_atom: 8-11"},
		{"Core types", []int{8, 9}, map[string]string{
			"sys/devices/cpu_core/cpus": "0-3", "sys/devices/cpu_atom/cpus": "8-11",
		}, Good, "all of one kind"},
		{"Core types", two, map[string]string{
			cpu0 + "cpufreq/cpuinfo_max_freq": "4800000", cpuDir + "cpu1/cpufreq/cpuinfo_max_freq": "3600000",
		}, Warn, "up to 4800000 kHz: 0; up to 3600000 kHz: 1"},
		{"Core types", two, map[string]string{
			cpu0 + "cpufreq/cpuinfo_max_freq": "4800000", cpuDir + "cpu1/cpufreq/cpuinfo_max_freq": "5000000",
		}, Good, "all of one kind"},
		{"SMT", two, nil, Note, NotShown},
		{"SMT", two, map[string]string{cpu0 + "topology/thread_siblings_list": "0"}, Good, "core of its own"},
		{"SMT", two, map[string]string{
			cpu0 + "topology/thread_siblings_list": "0", hypervisorIs: "kvm",
		}, Note, "core of its own"},
		{"SMT", two, map[string]string{
			cpu0 + "topology/thread_siblings_list": "0-1", cpuDir + "cpu1/topology/thread_siblings_list": "0-1",
		}, Note, "siblings: 0-1"},
		{"NUMA nodes", two, map[string]string{"sys/devices/system/node/node0/cpulist": "0-1"}, Good, "1"},
		{"NUMA nodes", two, map[string]string{
			"sys/devices/system/node/node0/cpulist": "0", "sys/devices/system/node/node1/cpulist": "1",
			"proc/sys/kernel/numa_balancing": "1",
		}, Warn, "2, balancing on"},
		{"Frequency governor", two, nil, Note, "the firmware decides"},
		{"Frequency governor", two, map[string]string{hypervisorIs: "kvm"}, Note, "the host decides"},
		{"Frequency governor", two, map[string]string{
			cpu0 + "cpufreq/scaling_governor": "performance",
		}, Good, "performance"},
		{"Frequency governor", two, map[string]string{
			cpu0 + "cpufreq/scaling_governor": "performance", cpuDir + "cpu1/cpufreq/scaling_governor": "powersave",
		}, Warn, "performance, powersave"},
		{"Turbo", two, map[string]string{cpuDir + "intel_pstate/no_turbo": "1"}, Good, "off"},
		{"Turbo", two, map[string]string{cpuDir + "cpufreq/boost": "1"}, Note, "on"},
		{"Idle states", two, map[string]string{cpuDir + "cpuidle/current_driver": "none"}, Note, "no idle driver"},
		{"Idle states", two, map[string]string{cpuDir + "cpuidle/current_driver": "intel_idle",
			cpu0 + "cpuidle/state0/name": "POLL", cpu0 + "cpuidle/state0/latency": "0",
			cpu0 + "cpuidle/state1/name": "C6", cpu0 + "cpuidle/state1/latency": "170",
			cpu0 + "cpuidle/state1/disable": "0",
		}, Warn, "intel_idle, POLL 0 µs, C6 170 µs"},
		{"Idle states", two, map[string]string{cpuDir + "cpuidle/current_driver": "intel_idle",
			cpu0 + "cpuidle/state1/name": "C6", cpu0 + "cpuidle/state1/latency": "170",
			cpu0 + "cpuidle/state1/disable": "1",
		}, Note, "C6 170 µs (off)"},
		{"Halt polling", two, nil, Good, "not a virtual machine"},
		{"Halt polling", two, map[string]string{hypervisorIs: "kvm"}, Note, "not by the guest"},
		{"Halt polling", two, map[string]string{
			cpuDir + "cpuidle/current_driver":                   "haltpoll",
			"sys/module/haltpoll/parameters/guest_halt_poll_ns": "200000",
		}, Note, "at most 200µs"},
		{"Clock source", two, map[string]string{
			clock0 + "current_clocksource": "tsc", clock0 + "available_clocksource": "tsc",
		}, Good, "tsc"},
		{"Clock source", two, map[string]string{
			clock0 + "current_clocksource": "hpet", clock0 + "available_clocksource": "tsc hpet",
		}, Warn, "hpet"},
		{"Mitigations", two, map[string]string{cpuDir + "vulnerabilities/meltdown": "Not affected"}, Good,
			"none needed"},
		{"Mitigations", two, map[string]string{cpuDir + "vulnerabilities/meltdown": "Vulnerable"}, Note, "all off"},
		{"Mitigations", two, map[string]string{cpuDir + "vulnerabilities/meltdown": "Mitigation: PTI"}, Note,
			"meltdown"},
		{"Huge pages", two, map[string]string{
			"sys/kernel/mm/transparent_hugepage/enabled": "always [madvise] never", "proc/sys/vm/nr_hugepages": "8",
		}, Good, "transparent: madvise, reserved: 8"},
		{"Huge pages", two, map[string]string{
			"sys/kernel/mm/transparent_hugepage/enabled": "[always] madvise never",
		}, Note, "transparent: always"},
		{"Preemption", two, map[string]string{
			"proc/version": "Linux version 6.18.0 #1 SMP PREEMPT_DYNAMIC",
		}, Note, "PREEMPT_DYNAMIC"},
		{"Preemption", two, map[string]string{
			"proc/version": "Linux version 6.18.0 #1 SMP",
		}, Good, "none or voluntary"},
		{"Message queues", two, nil, Warn, "no POSIX message queues"},
		{"Message queues", two, map[string]string{
			"proc/sys/fs/mqueue/msgsize_max": "8192", "proc/sys/fs/mqueue/msg_max": "10",
		}, Note, "up to 8192 bytes, 10 a queue"},
		{"Pipe buffers", two, map[string]string{
			"proc/sys/fs/pipe-max-size": "1048576", "proc/sys/fs/pipe-user-pages-soft": "16384",
		}, Good, "1048576 bytes each, 16384 pages"},
		{"Counting system calls", two, nil, Warn, "no performance events"},
		{"Counting system calls", two, map[string]string{
			"proc/sys/kernel/perf_event_paranoid": "2",
		}, Good, "perf_event_paranoid is 2, and it works"},
	} {
		f := find(t, tree(t, c.cpus, c.files).Look(), c.topic)
		if f.Verdict != c.verdict || !strings.Contains(f.Found, c.found) {
			t.Errorf("%v: %s %s: %s; want %s, %s", c.files, f.Verdict, f.Topic, f.Found, c.verdict, c.found)
		}
	}
}

func find(t *testing.T, all []Finding, topic string) Finding {
	t.Helper()
	i := slices.IndexFunc(all, func(f Finding) bool { return f.Topic == topic })
	if i < 0 {
		t.Fatalf("nothing said of %s", topic)
	}
	return all[i]
}

func TestLimits(t *testing.T) {
	m := tree(t, []int{0, 1}, nil)
	for _, c := range []struct {
		soft    uint64
		topic   string
		verdict Verdict
	}{
		{100_000, "Memory for queues", Warn},
		{819_200, "Memory for queues", Good},
		{unix.RLIM_INFINITY, "Memory for queues", Good},
		{64 << 10, "Locked memory", Note},
		{unix.RLIM_INFINITY, "Locked memory", Good},
		{128, "Open files", Warn},
		{1024, "Open files", Good},
	} {
		m.Limits = func(int) (uint64, bool) { return c.soft, true }
		if f := find(t, m.Look(), c.topic); f.Verdict != c.verdict {
			t.Errorf("%s of %d: %s (%s)", c.topic, c.soft, f.Verdict, f.Found)
		}
	}
}

func TestCountingSaysWhyNot(t *testing.T) {
	m := tree(t, []int{0}, map[string]string{"proc/sys/kernel/perf_event_paranoid": "4"})
	m.Counting = func() error { return errors.New("permission denied") }
	if f := find(t, m.Look(), "Counting "+
		"system calls"); f.Verdict != Warn || !strings.Contains(f.Found, "permission denied") {
		t.Errorf("%+v", f)
	}
}

// Whatever the machine is, everything has a verdict and says what it does to results.
func TestThisMachine(t *testing.T) {
	m, err := Here()
	if err != nil {
		t.Fatal(err)
	}
	all := append(m.Look(), m.Measure()...)
	for _, f := range all {
		verdict := slices.Contains([]Verdict{Good, Note, Warn}, f.Verdict)
		if f.Found == "" || f.Effect == "" && f.Topic != "Halt polling" || !verdict {
			t.Errorf("%+v", f)
		}
	}
	if f := find(t, all, "System call"); !strings.Contains(f.Found, "s for one") {
		t.Errorf("%+v", f)
	}
}

func TestTextFits(t *testing.T) {
	m := tree(t, []int{0, 1}, nil)
	for _, width := range []int{40, 80, 200} {
		var b strings.Builder
		if err := text(&b, m.Look(), width); err != nil {
			t.Fatal(err)
		}
		longest := 0
		for line := range strings.Lines(b.String()) {
			longest = max(longest, len([]rune(strings.TrimSuffix(line, "\n"))))
		}
		const word = 80 // a path in a command is not broken
		if longest > max(width, word) {
			t.Errorf("width %d: a line of %d", width, longest)
		}
		if !strings.Contains(b.String(), "\nwarn    Message queues: ") {
			t.Errorf("width %d:\n%s", width, b.String())
		}
	}
}

func TestPairAvoidsSiblings(t *testing.T) {
	m := tree(t, []int{0, 1, 2, 3}, map[string]string{cpuDir + "cpu3/topology/thread_siblings_list": "2-3"})
	if a, b, two := m.pair(); a != 1 || b != 3 || !two {
		t.Errorf("%d, %d, %v", a, b, two)
	}
	m.CPUs = []int{2, 3}
	if a, b, two := m.pair(); b != 3 || two {
		t.Errorf("%d, %d, %v", a, b, two)
	}
	if ranges(nil) != "" {
		t.Error("ranges of none")
	}
}

// What is measured is measured where the benchmarks run: on two cores of the fastest kind, if there are two.
func TestPairIsOfTheFastest(t *testing.T) {
	const hybrid = "sys/devices/cpu_core/cpus"
	for _, c := range []struct {
		cpus  []int
		files map[string]string
		a, b  int
		two   bool
	}{
		{[]int{0, 1}, nil, 0, 1, true},
		{[]int{0, 1, 2, 3}, map[string]string{hybrid: "0-1", "sys/devices/cpu_atom/cpus": "2-3"}, 0, 1, true},
		{[]int{0, 1, 2, 3}, map[string]string{hybrid: "0", "sys/devices/cpu_atom/cpus": "1-3"}, 0, 3, true},
		{[]int{0, 1, 2, 3}, map[string]string{cpuDir + "cpu3/topology/thread_siblings_list": "2-3"}, 1, 3, true},
		{[]int{2, 3}, map[string]string{cpuDir + "cpu3/topology/thread_siblings_list": "2-3"}, 0, 3, false},
		{[]int{5}, nil, 0, 5, false},
	} {
		m := tree(t, c.cpus, c.files)
		if a, b, two := m.pair(); a != c.a || b != c.b || two != c.two {
			t.Errorf("CPUs %v, %v: %d, %d, %v; want %d, %d, %v", c.cpus, c.files, a, b, two, c.a, c.b, c.two)
		}
	}
}
