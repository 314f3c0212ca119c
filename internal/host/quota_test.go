package host

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// groupTree is a machine with these files, whose process 1 looks at itself.
func groupTree(t *testing.T, files map[string]string) Root {
	t.Helper()
	root := Root(t.TempDir())
	for name, text := range files {
		path := filepath.Join(string(root), name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("1", filepath.Join(string(root), "proc/self")); err != nil {
		t.Fatal(err)
	}
	return root
}

// Of each group that this process is in, the quota and what it cost are found where the kernel shows them: recorded
// from a machine with both versions, from containers with and without their own view, and from one with version 2.
func TestControlGroups(t *testing.T) {
	const (
		hybrid = "31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755\n" +
			"32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu\n" +
			"33 31 0:30 / /sys/fs/cgroup/cpuset rw,relatime - cgroup cgroup rw,cpuset\n" +
			"41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw\n"
		together = "32 31 0:29 /docker/1f2e /sys/fs/cgroup/cpu,cpuacct ro,relatime master:11 - cgroup " +
			"cgroup rw,cpu,cpuacct\n"
		two = "35 25 0:30 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:9 - cgroup2 cgroup2 " +
			"rw,nsdelegate\n"
		stat1 = "nr_periods 120\nnr_throttled 40\nthrottled_time 1234567890\nnr_bursts 0\nburst_time 0\n"
		stat2 = "usage_usec 9000000\nuser_usec 8000000\nsystem_usec 1000000\nnr_periods 120\nnr_throttled 40\n" +
			"throttled_usec 1234567\nnr_bursts 0\nburst_usec 0\n"
		cg = "sys/fs/cgroup/"
	)
	type found struct {
		dir       string
		cpus      float64 // 0 for no quota
		throttled time.Duration
	}
	for name, c := range map[string]struct {
		files map[string]string
		want  []found
	}{
		"both versions": {map[string]string{
			"proc/1/cgroup": "9:name=systemd:/\n3:cpuset:/x\n1:cpu:/a/b\n0::/\n", "proc/1/mountinfo": hybrid,
			cg + "cpu/cpu.stat":             "nr_periods 0\nnr_throttled 0\nthrottled_time 0\n",
			cg + "cpu/cpu.cfs_quota_us":     "-1\n",
			cg + "cpu/cpu.cfs_period_us":    "100000\n",
			cg + "cpu/a/cpu.cfs_quota_us":   "150000\n",
			cg + "cpu/a/cpu.cfs_period_us":  "100000\n",
			cg + "cpu/a/cpu.stat":           stat1,
			cg + "cpu/a/b/cpu.cfs_quota_us": "-1\n",
		}, []found{{cg + "cpu/a/b", 0, 0}, {cg + "cpu/a", 1.5, 1234567890}, {cg + "cpu", 0, 0}}},
		"a container that sees the names outside": {map[string]string{
			"proc/1/cgroup": "4:cpu,cpuacct:/docker/1f2e/inner\n", "proc/1/mountinfo": together,
			cg + "cpu,cpuacct/inner/cpu.cfs_quota_us": "-1\n",
			cg + "cpu,cpuacct/cpu.cfs_quota_us":       "25000\n",
			cg + "cpu,cpuacct/cpu.cfs_period_us":      "50000\n",
			cg + "cpu,cpuacct/cpu.stat":               stat1,
		}, []found{{cg + "cpu,cpuacct/inner", 0, 0}, {cg + "cpu,cpuacct", 0.5, 1234567890}}},
		"a group outside the mount": {map[string]string{
			"proc/1/cgroup": "4:cpu,cpuacct:/docker/1f2e99\n", "proc/1/mountinfo": together,
		}, []found{{cg + "cpu,cpuacct", 0, 0}}},
		"version 2": {map[string]string{
			"proc/1/cgroup": "0::/user.slice/run.scope\n", "proc/1/mountinfo": two,
			cg + "user.slice/run.scope/cpu.max":  "max 100000\n",
			cg + "user.slice/run.scope/cpu.stat": stat2,
			cg + "user.slice/cpu.max":            "200000 100000\n",
			cg + "user.slice/cpu.stat":           stat2,
		}, []found{
			{cg + "user.slice/run.scope", 0, 1234567 * time.Microsecond},
			{cg + "user.slice", 2, 1234567 * time.Microsecond}, {cg[:len(cg)-1], 0, 0},
		}},
		"a container with its own view": {map[string]string{
			"proc/1/cgroup": "0::/\n", "proc/1/mountinfo": two, cg + "cpu.max": "50000 100000\n", cg +
				"cpu.stat": stat2,
		}, []found{{cg[:len(cg)-1], 0.5, 1234567 * time.Microsecond}}},
		"outside its own view": {map[string]string{
			"proc/1/cgroup": "0::/../b\n", "proc/1/mountinfo": two, cg + "b/cpu.max": "1 2\n",
		}, []found{{cg[:len(cg)-1], 0, 0}}},
		"another's view": {map[string]string{
			"proc/1/cgroup": "0::/\n", "proc/1/mountinfo": "35 25 0:30 /../.. /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n",
		}, nil},
		"a name with a space": {map[string]string{
			"proc/1/cgroup": "0::/\n", "proc/1/mountinfo": `35 25 0:30 / /my\040groups rw - cgroup2 cgroup2 rw` + "\n",
			"my groups/cpu.max": "100000 100000\n",
		}, []found{{"my groups", 1, 0}}},
		"no mount":  {map[string]string{"proc/1/cgroup": "0::/\n", "proc/1/mountinfo": ""}, nil},
		"no groups": {map[string]string{"proc/1/mountinfo": two}, nil},
	} {
		root := groupTree(t, c.files)
		groups := root.ControlGroups()
		if len(groups) != len(c.want) {
			t.Errorf("%s: %d groups, want %d: %v", name, len(groups), len(c.want), groups)
			continue
		}
		for i, g := range groups {
			cpus, limited := g.Quota()
			held, shown := g.Throttled()
			got := found{dir: "", cpus: cpus, throttled: held}
			got.dir, _ = filepath.Rel(string(root), g.Dir())
			if got != c.want[i] || limited != (cpus > 0) || !shown && held != 0 {
				t.Errorf("%s: %+v, want %+v", name, got, c.want[i])
			}
		}
	}
}

// The groups of the process that asks are directories that exist.
func TestControlGroupsOfThisProcess(t *testing.T) {
	groups := Here.ControlGroups()
	if len(groups) == 0 {
		t.Skip("no hierarchy of control groups is mounted here")
	}
	for _, g := range groups {
		if info, err := os.Stat(g.Dir()); err != nil || !info.IsDir() {
			t.Errorf("%s: %v", g.Dir(), err)
		}
	}
}
