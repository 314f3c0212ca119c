package doctor

import (
	"fmt"
	"slices"
	"strings"

	"ipcbench/internal/host"
)

// isolation: whether others are kept off CPUs that this process may use. Source:
// Documentation/admin-guide/kernel-parameters.txt, isolcpus= and nohz_full=; cgroup-v2.rst, cpuset.cpus.partition.
func isolation(m Machine) Finding {
	f := Finding{
		Topic: "Isolation",
		Effect: "On CPUs that are not isolated the kernel lets whatever else runs interrupt the pair. On isolated " +
			"ones without a tick a pair meets nobody, and its longest delays are shorter.",
		Change: "isolcpus=LIST nohz_full=LIST on the kernel's command line, then taskset -c LIST go test -bench .",
	}
	var found []string
	verdict := Note
	if isolated := m.cpuList("isolated"); len(isolated) > 0 {
		found = append(found, "the kernel leaves CPUs "+ranges(isolated)+" to those who ask for them")
		if m.mayUse(isolated) {
			verdict = Good
		}
	}
	if tickless := m.cpuList("nohz_full"); len(tickless) > 0 {
		found = append(found, "CPUs "+ranges(tickless)+" have no tick while one thread runs there alone")
	}
	if group, kind := m.partition(); group != "" {
		found = append(found, fmt.Sprintf(kind, group))
		verdict = Good
	}
	if len(found) == 0 {
		found = append(found, "none")
	}
	if online := m.cpuList("online"); len(m.CPUs) < len(online) {
		found = append(found, fmt.Sprintf("this process may use %s of %s", ranges(m.CPUs), ranges(online)))
	}
	return f.with(verdict, strings.Join(found, "; "))
}

// cpuList are the CPUs that a file of /sys lists, ascending; some kernels write "(null)" for none.
func (m Machine) cpuList(name string) []int {
	cpus, err := host.ParseCPUs(m.Line("sys/devices/system/cpu/" + name))
	if err != nil {
		return nil
	}
	slices.Sort(cpus)
	return cpus
}

// mayUse tells whether this process may use two of some CPUs.
func (m Machine) mayUse(cpus []int) bool {
	n := 0
	for _, cpu := range cpus {
		if slices.Contains(m.CPUs, cpu) {
			n++
		}
	}
	return n >= 2
}

// partitions are the valid kinds of partition, and what each is to its control group.
var partitions = map[string]string{
	"isolated": "the control group %s is an isolated partition",
	"root":     "no other group may use the CPUs of the control group %s",
}

// partition is the nearest control group around this process that has CPUs of its own, and what it is; "" if none has.
func (m Machine) partition() (group, kind string) {
	for _, one := range m.groups() {
		if len(one.Controllers) > 0 { // version 1 has no partitions
			continue
		}
		for path := one.Path; strings.Contains(path, "/"); path = path[:strings.LastIndexByte(path, '/')] {
			kind := partitions[m.Line("sys/fs/cgroup"+path+"/cpuset.cpus.partition")]
			if kind != "" {
				return strings.TrimPrefix(path, "/"), kind
			}
		}
	}
	return "", ""
}
