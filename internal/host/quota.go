package host

import (
	"bufio"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/procfs"
)

// A ControlGroup is a control group that this process is in, or one above it, of the hierarchy with the controller cpu.
type ControlGroup struct {
	root    Root
	dir     string // below the root
	version int    // of the hierarchy: 1 or 2
}

// ControlGroups are the group of this process and those above it, as far as this process can see them, innermost first;
// none where the kernel does not tell. In a container the outermost is that of the container, if it has its own view of
// the hierarchy, and groups further up are not visible.
//
// Of a machine that has both versions mounted, those of version 1 have the controller, if that version lists it.
// Source: cgroups(7), cgroup_namespaces(7), proc_pid_cgroup(5), proc_pid_mountinfo(5).
func (r Root) ControlGroups() []ControlGroup {
	proc, err := r.Proc()
	if err != nil {
		return nil
	}
	self, err := proc.Self()
	if err != nil {
		return nil
	}
	paths, err := self.Cgroups()
	if err != nil {
		return nil
	}
	mounts, err := proc.GetProcMounts(self.PID)
	if err != nil {
		return nil
	}
	version, group := 1, slices.IndexFunc(paths, func(c procfs.Cgroup) bool {
		return slices.Contains(c.Controllers, "cpu")
	})
	if group < 0 {
		version = 2
		group = slices.IndexFunc(paths, func(c procfs.Cgroup) bool { return len(c.Controllers) == 0 })
	}
	if group < 0 {
		return nil
	}
	for _, m := range mounts {
		_, hasCPU := m.SuperOptions["cpu"]
		if outside(m.Root) {
			continue // of another namespace's view: where this group is in it cannot be told
		}
		if version == 1 && m.FSType == "cgroup" && hasCPU || version == 2 && m.FSType == "cgroup2" {
			return r.groupsOf(m, paths[group].Path, version)
		}
	}
	return nil
}

// groupsOf are the directories from a group's own up to where its hierarchy is mounted. Below a mount of a part of the
// hierarchy lies only what is below that part: a group outside, as of a container without a cgroup namespace, is seen
// as the mount itself.
func (r Root) groupsOf(m *procfs.MountInfo, group string, version int) (groups []ControlGroup) {
	below, inside := strings.CutPrefix(path.Clean(group), strings.TrimSuffix(path.Clean(m.Root), "/"))
	if !inside || outside(group) || below != "" && below[0] != '/' {
		below = ""
	}
	for {
		groups = append(groups, ControlGroup{r, path.Join(unescape(m.MountPoint), below), version})
		if below = path.Dir(below); below == "/" || below == "." {
			break
		}
	}
	if top := unescape(m.MountPoint); groups[len(groups)-1].dir != top {
		groups = append(groups, ControlGroup{r, top, version})
	}
	return groups
}

// outside tells whether a path leads out of this process's view of the hierarchy.
func outside(group string) bool { return group == "/.." || strings.HasPrefix(group, "/../") }

// unescape undoes what the kernel does to spaces and the like in /proc/self/mountinfo: \040.
func unescape(name string) string {
	for _, c := range []byte(" \t\n\\") {
		name = strings.ReplaceAll(name, `\0`+strconv.FormatInt(int64(c), 8), string(c))
	}
	return name
}

// Dir is the group's directory.
func (g ControlGroup) Dir() string { return g.root.path(g.dir) }

// Quota is how many CPUs the group may use on average over a period; ok is false if it has no quota or does not show
// it. Source: Documentation/scheduler/sched-bwc.rst; cgroup-v2.rst, cpu.max.
func (g ControlGroup) Quota() (cpus float64, ok bool) {
	var quota, period string
	if g.version == 2 {
		quota, period, _ = strings.Cut(g.line("cpu.max"), " ")
	} else {
		quota, period = g.line("cpu.cfs_quota_us"), g.line("cpu.cfs_period_us")
	}
	q, err := strconv.ParseInt(quota, 10, 64) // "max", or -1 in version 1, if there is none
	if err != nil || q <= 0 {
		return 0, false
	}
	p, err := strconv.ParseInt(period, 10, 64)
	if err != nil || p <= 0 {
		return 0, false
	}
	return float64(q) / float64(p), true
}

// Throttled is how long CPUs of the group have stood still since it was made, as its quota was used up, with threads
// that wanted to run: of all CPUs together, so that two that stand still for a second make two. ok is false if the
// group does not show it. Source: kernel/sched/core.c, cpu_cfs_stat_show and cpu_extra_stat_show.
func (g ControlGroup) Throttled() (held time.Duration, ok bool) {
	key, unit := "throttled_time", time.Nanosecond
	if g.version == 2 {
		key, unit = "throttled_usec", time.Microsecond
	}
	lines := bufio.NewScanner(strings.NewReader(g.line("cpu.stat")))
	for lines.Scan() {
		if name, value, _ := strings.Cut(lines.Text(), " "); name == key {
			n, err := strconv.ParseInt(value, 10, 64)
			return time.Duration(n) * unit, err == nil
		}
	}
	return 0, false
}

func (g ControlGroup) line(file string) string { return g.root.Line(path.Join(g.dir, file)) }
