package e2e

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// handicapped builds a benchmark program whose mechanisms can be made slower. side makes the command that runs it
// with a handicap.
func handicapped(t *testing.T) (program string, side func(handicap string) string) {
	t.Helper()
	program = filepath.Join(t.TempDir(), "handicap.test")
	if err := goTool("test", "-c", "-o", program, "ipcbench/scripts/gatepower/handicap"); err != nil {
		t.Fatal(err)
	}
	return program, func(handicap string) string {
		return "IPCBENCH_HANDICAP=" + handicap + " exec " + program + " -ipc.matrix=gate"
	}
}

// gate runs report ab, and returns what it printed and its exit status.
func gate(t *testing.T, arguments ...string) (out, bad string, status int) {
	t.Helper()
	return gateAs(t, nil, arguments...)
}

// gateAs runs report ab as another user; as this one if user is nil.
func gateAs(t *testing.T, user *syscall.Credential, arguments ...string) (out, bad string, status int) {
	t.Helper()
	report, err := reportProgram()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), report, append([]string{"ab"}, arguments...)...)
	c.Dir = t.TempDir()
	if user != nil {
		c.Dir = "/" // the directory above is accessible to this user only
		c.SysProcAttr = &syscall.SysProcAttr{Credential: user}
		c.Env = append(os.Environ(), "TMPDIR=") // so that it takes the default, which everybody may write to
	}
	c.WaitDelay = 10 * time.Second
	var o, e bytes.Buffer
	c.Stdout, c.Stderr = &o, &e
	if err := c.Run(); err != nil && c.ProcessState == nil {
		t.Fatal(err)
	}
	return o.String(), e.String(), c.ProcessState.ExitCode()
}

// The gate finds one more system call per op, and its exact number, with real processes. Where the tracepoint may not
// be used, it finds it by tracing.
func TestGateFindsASystemCall(t *testing.T) {
	program, side := handicapped(t)
	t.Run("this user", func(t *testing.T) { gateFindsASystemCall(t, nil, side) })
	t.Run("nobody", func(t *testing.T) {
		nobody := nobodyWhoMayNotCount(t)
		report, err := reportProgram()
		if err != nil {
			t.Fatal(err)
		}
		letEverybodyIn(t, filepath.Dir(filepath.Dir(program)), filepath.Dir(report))
		gateFindsASystemCall(t, nobody, side)
	})
}

func gateFindsASystemCall(t *testing.T, user *syscall.Credential, side func(handicap string) string) {
	cells := "Latency/mech=(pipe|tcp|mq-posix)/.*same"
	out, bad, status := gateAs(t, user, "--json", "--exact", "--cells", cells,
		"--a", side("none=0"), "--b", side("pipe=syscall"))
	var found struct {
		Cells []struct {
			Name, Outcome string
			More          []struct {
				Unit     string
				Old, New float64
			}
		}
	}
	if err := json.Unmarshal([]byte(out), &found); err != nil {
		t.Fatalf("%v: %s%s", err, out, bad)
	}
	counted := false
	for _, c := range found.Cells {
		slower := strings.Contains(c.Name, "/mech=pipe/")
		if slower != (c.Outcome == "regressed") {
			t.Errorf("%s is %s: %+v", c.Name, c.Outcome, c.More)
		}
		for _, m := range c.More {
			counted = counted || m.Unit == "syscalls/op" && m.New-m.Old == 1
		}
	}
	if !counted || status != 1 {
		t.Errorf("exit status %d, and no system call more: %s", status, out)
	}
	out, bad, status = gateAs(t, user, "--exact", "--cells", cells, "--a", side("none=0"), "--b", side("none=0"))
	if status != 0 {
		t.Errorf("the same program: exit status %d: %s%s", status, out, bad)
	}
}

// The gate finds a mechanism that takes several times as long by its times.
func TestGateFindsASlowMechanism(t *testing.T) {
	_, side := handicapped(t)
	out, bad, status := gate(t, "--budget=60s", "--first", "--cells", "Latency/mech=pipe/.*same",
		"--a", side("none=0"), "--b", side("pipe=20us"))
	if status != 1 || !strings.Contains(out, "Latency/mech=pipe/wait=block/place=same/size=64") ||
		!strings.Contains(out, "1 regressed") {
		t.Errorf("exit status %d: %s%s", status, out, bad)
	}
}

// A program of an older version, or of another project, does not take orders. The gate compares what it prints.
func TestGateTakesCommandsThatPrint(t *testing.T) {
	out, bad, status := gate(t, "--budget=30s",
		"--a", `echo "BenchmarkX 100 $(date +1%2N) ns/op"`, "--b", `echo "BenchmarkX 100 $(date +3%2N) ns/op"`)
	if status != 1 || !strings.Contains(out, "whole runs of them were compared") {
		t.Errorf("exit status %d: %s%s", status, out, bad)
	}
}

func TestGateIsCalledWrongly(t *testing.T) {
	for name, c := range map[string]struct {
		arguments []string
		want      string
	}{
		"nothing":            {nil, "say what to compare"},
		"both":               {[]string{"--base=HEAD", "--a=x", "--b=y"}, "not both"},
		"no repository":      {[]string{"--base=HEAD"}, "in no git repository"},
		"budget":             {[]string{"--base=HEAD", "--budget=-1s"}, "must be positive"},
		"smallest":           {[]string{"--base=HEAD", "--least=3"}, "not a percentage"},
		"regular expression": {[]string{"--base=HEAD", "--cells=("}, "not a regular expression"},
		"command":            {[]string{"--a=exit 1", "--b=true"}, "exit 1"},
	} {
		t.Run(name, func(t *testing.T) {
			out, bad, status := gate(t, c.arguments...)
			if status != 2 || out != "" || !strings.Contains(bad, c.want) || strings.Count(bad, "\n") != 1 {
				t.Errorf("exit status %d, %q on standard output, on standard error %q", status, out, bad)
			}
			if _, _, status := gate(t, append(c.arguments, "--bisect")...); status != 125 {
				t.Errorf("with --bisect exit status %d", status)
			}
		})
	}
}
