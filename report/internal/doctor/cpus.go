package doctor

import (
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"

	"github.com/prometheus/procfs"

	"ipcbench/internal/host"
)

// usableCPUs: two are needed, three are better.
func usableCPUs(m Machine) Finding {
	f := Finding{
		Topic: "CPUs",
		Effect: "Each side has one to itself at place=cross. With only two, everything else on the machine, the " +
			"coordinator and interrupts included, runs on them as well.",
		Change: "taskset -c LIST go test -bench .   (to choose)",
	}
	found := fmt.Sprintf("%d usable (%s)", len(m.CPUs), ranges(m.CPUs))
	switch {
	case len(m.CPUs) < 2:
		f.Effect = "Both sides share it: place=cross cannot be measured, nor can two that spin."
		return f.with(Warn, found)
	case len(m.CPUs) == 2:
		return f.with(Note, found)
	}
	return f.with(Good, found)
}

// ranges is a list of CPUs as the kernel writes it: 0-3,8. The list is ascending.
func ranges(cpus []int) string {
	var parts []string
	for i := 0; i < len(cpus); {
		j := i
		for j+1 < len(cpus) && cpus[j+1] == cpus[j]+1 {
			j++
		}
		if i == j {
			parts = append(parts, strconv.Itoa(cpus[i]))
		} else {
			parts = append(parts, fmt.Sprintf("%d-%d", cpus[i], cpus[j]))
		}
		i = j + 1
	}
	return strings.Join(parts, ",")
}

// quota is the bandwidth limit of the control group; see [host.ControlGroup].
func quota(m Machine) Finding {
	f := Finding{
		Topic: "CPU quota",
		Effect: "A group that has used its quota stands still for the rest of the period, up to 100 ms: two sides " +
			"that spin need two whole CPUs. throttled-% tells of samples that it held back.",
		Change: "systemctl set-property UNIT CPUQuota=   (or docker update --cpus 0 CONTAINER)",
	}
	if limit, group, ok := m.cpuLimit(); ok {
		found := fmt.Sprintf("%.3g CPUs, for all of %s", limit, group)
		if limit < 2 {
			return f.with(Warn, found)
		}
		return f.with(Good, found)
	}
	return f.with(Good, "none")
}

// cpuLimit is the least quota of this process's group and those above it, in CPUs, and the directory of the group that
// has it.
func (m Machine) cpuLimit() (limit float64, group string, ok bool) {
	for _, g := range m.ControlGroups() {
		if quota, limited := g.Quota(); limited && (!ok || quota < limit) {
			limit, group, ok = quota, g.Dir(), true
		}
	}
	return limit, group, ok
}

// groups are the control groups of this process; none where the kernel does not tell.
func (m Machine) groups() []procfs.Cgroup {
	proc, err := m.Proc()
	if err != nil {
		return nil
	}
	self, err := proc.Self()
	if err != nil {
		return nil
	}
	groups, _ := self.Cgroups()
	return groups
}

// load is what else runs: proc_loadavg(5), and at this moment.
func load(m Machine) Finding {
	f := Finding{
		Topic: "Load",
		Effect: "Whatever else wants a CPU takes it from one side for milliseconds at a time. noise-% tells of " +
			"samples so disturbed: the report leaves them out of a row where at least half of its samples are not, " +
			"and marks the row where not.",
		Change: "top -o %CPU   (shows who it is; end it, or run where it is not)",
	}
	proc, err := m.Proc()
	if err != nil {
		return f.with(Note, NotShown)
	}
	average, err := proc.LoadAvg()
	if err != nil {
		return f.with(Note, NotShown)
	}
	found := fmt.Sprintf("%.2f tasks on average in the last minute", average.Load1)
	now := running(proc)
	if len(now) > 0 {
		found += "; running now: " + strings.Join(now, ", ")
	}
	if average.Load1 > 0.5 || len(now) > 0 {
		return f.with(Warn, found)
	}
	return f.with(Good, found)
}

// running are the processes that run or wait for a CPU at this moment, except this one, as "name (pid)". Source:
// proc_pid_stat(5).
func running(proc procfs.FS) (names []string) {
	all, _ := proc.AllProcs()
	sort.Sort(all) // by process id
	for _, p := range all {
		if p.PID == os.Getpid() {
			continue
		}
		if stat, err := p.Stat(); err == nil && stat.State == "R" { // one that has ended meanwhile has none
			names = append(names, fmt.Sprintf("%s (%d)", stat.Comm, p.PID))
		}
	}
	const most = 3
	if more := len(names) - most; more > 0 {
		names = append(names[:most], fmt.Sprintf("%d more", more))
	}
	return names
}

// smt: two hardware threads of one core share its pipelines.
func smt(m Machine) Finding {
	f := Finding{
		Topic: "SMT",
		Effect: "A busy sibling takes half of what a core can do, and a side that spins slows its sibling down. " +
			"place=cross takes two cores; their siblings should idle.",
		Change: "echo off > /sys/devices/system/cpu/smt/control",
	}
	var pairs []string
	for _, siblings := range m.each("sys/devices/system/cpu/cpu[0-9]*/topology/thread_siblings_list") {
		if list, err := host.ParseCPUs(siblings); err == nil && len(list) > 1 {
			pairs = append(pairs, siblings)
		}
	}
	switch {
	case len(m.Names("sys/devices/system/cpu/cpu[0-9]*/topology/thread_siblings_list")) == 0:
		return f.with(Note, NotShown)
	case len(pairs) == 0:
		found := "each CPU is shown as a core of its own"
		if m.virtual() {
			f.Effect += " A hypervisor may show two threads of one core as two cores: the cache line round trip " +
				"below may then be some tens of ns."
			return f.with(Note, found)
		}
		return f.with(Good, found)
	}
	return f.with(Note, "siblings: "+strings.Join(pairs, " "))
}

// nodes: place=numa needs two.
func nodes(m Machine) Finding {
	f := Finding{
		Topic: "NUMA nodes",
		Effect: "place=cross stays within one last-level cache, place=numa crosses nodes. With balancing on, the " +
			"kernel unmaps pages to see who uses them, and stalls both sides for it.",
		Change: "sysctl kernel.numa_balancing=0",
	}
	n := len(m.Names("sys/devices/system/node/node[0-9]*"))
	if n == 0 {
		return f.with(Note, NotShown)
	}
	found := fmt.Sprintf("%d", n)
	if on, ok := m.Sysctl("kernel.numa_balancing"); ok && on > 0 && n > 1 {
		return f.with(Warn, found+", balancing on")
	}
	return f.with(Good, found)
}
