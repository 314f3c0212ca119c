package e2e

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

const builtFrom = "0123456789abcdef0123456789abcdef01234567"

// dist runs scripts/dist.sh of the sources in root, for this machine's architecture, and returns the directory with
// the programs.
func dist(t *testing.T, root string, programs string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "dist")
	c := exec.CommandContext(t.Context(), filepath.Join(root, "scripts", "dist.sh"), out)
	c.Dir, c.WaitDelay = t.TempDir(), 10*time.Second
	c.Env = append(os.Environ(), "ARCHES="+runtime.GOARCH, "PROGRAMS="+programs, "IPCBENCH_COMMIT="+builtFrom,
		"GOFLAGS=-buildvcs=true") // as a user may have it, and must not matter
	if said, err := c.CombinedOutput(); err != nil {
		t.Fatalf("dist.sh %s: %v\n%s", programs, err, said)
	}
	check := exec.Command("sha256sum", "--check", "--strict", "SHA256SUMS")
	check.Dir = out
	if said, err := check.CombinedOutput(); err != nil {
		t.Errorf("the checksums: %v\n%s", err, said)
	}
	return filepath.Join(out, "ipcbench-linux-"+runtime.GOARCH)
}

// copySources copies what a release of the sources has: no repository, no results, nothing that was built.
func copySources(t *testing.T) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "elsewhere", "sources")
	leftOut := []string{".git", "results", "dist", "tmp"}
	err := filepath.WalkDir(moduleRoot, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(moduleRoot, path)
		switch {
		case entry.IsDir() && slices.Contains(leftOut, name):
			return filepath.SkipDir
		case entry.IsDir():
			return os.MkdirAll(filepath.Join(to, name), 0o755)
		case !entry.Type().IsRegular():
			return nil
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, name), text, info.Mode().Perm())
	})
	if err != nil {
		t.Fatal(err)
	}
	return to
}

// The same commit gives the same bytes, from a clone in one directory and from copied sources in another.
func TestDistIsTheSameBytesTwice(t *testing.T) {
	here, elsewhere := dist(t, moduleRoot, "report"), dist(t, copySources(t), "report")
	for _, name := range []string{"report", "LICENSE", "licences.md", "licence-texts.txt"} {
		a, err := os.ReadFile(filepath.Join(here, name))
		if err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(filepath.Join(elsewhere, name))
		if err != nil {
			t.Fatal(err)
		}
		if len(a) == 0 || !bytes.Equal(a, b) {
			t.Errorf("%s: %d bytes and %d bytes, which differ or are none", name, len(a), len(b))
		}
	}
	texts, _ := os.ReadFile(filepath.Join(here, "licence-texts.txt"))
	for _, module := range []string{"google.golang.org/grpc", "github.com/nats-io/nats-server/v2"} {
		if !bytes.Contains(texts, []byte("==== "+module+": LICENSE")) {
			t.Errorf("no licence of %s goes with the programs", module)
		}
	}
}

// One copied file, in an empty directory of a machine without Go, lists its cells and measures. It says what it was
// built from.
func TestDistRunsAsOneFileWithoutGo(t *testing.T) {
	from, dir, tmp := dist(t, moduleRoot, "ipcbench.test"), t.TempDir(), t.TempDir()
	program := filepath.Join(dir, "ipcbench.test")
	text, err := os.ReadFile(filepath.Join(from, "ipcbench.test"))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(text, []byte(moduleRoot)) {
		t.Errorf("the program has the path of its sources, %s", moduleRoot)
	}
	if err := os.WriteFile(program, text, 0o755); err != nil {
		t.Fatal(err)
	}
	run := func(arguments ...string) string {
		c := exec.CommandContext(t.Context(), program, arguments...)
		c.Dir, c.WaitDelay = dir, 10*time.Second
		c.Env = []string{"PATH=/nowhere", "TMPDIR=" + tmp}
		var stdout, stderr bytes.Buffer
		c.Stdout, c.Stderr = &stdout, &stderr
		if err := c.Run(); err != nil {
			t.Fatalf("%q: %v\n%s%s", arguments, err, &stdout, &stderr)
		}
		return stdout.String()
	}
	listed := run("-ipc.list")
	for _, want := range []string{"BenchmarkLatency/mech=pipe/",
		"skip nats: nats-server, its broker, is neither beside"} {
		if !strings.Contains(listed, want) {
			t.Errorf("-ipc.list does not say %q", want)
		}
	}
	said := run("-test.run=^$", "-test.bench=Latency/mech=(pipe|tcp)/wait=block/place=(cross|same)/size=64$",
		"-test.benchtime=30x")
	for _, want := range []string{"# commit " + builtFrom + "\n", "BenchmarkLatency/mech=pipe/", " ns/op"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
	for _, left := range []string{dir, tmp} {
		if entries, _ := os.ReadDir(left); len(entries) > 1 || left == tmp && len(entries) > 0 {
			t.Errorf("%s has %v after the run", left, entries)
		}
	}
}

// What cannot be built, or would overwrite what is not ours, is refused in a line before anything is compiled.
func TestDistRefuses(t *testing.T) {
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "letter.txt"), []byte("dear"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ set, says string }{
		"architecture": {"ARCHES=sparc", "there is no sparc to build"},
		"program":      {"PROGRAMS=solitaire", "there is no solitaire to build"},
		"directory":    {"ARCHES=amd64", "has files that this script did not make"},
	} {
		script := exec.Command(filepath.Join(moduleRoot, "scripts", "dist.sh"), full)
		script.Env = append(os.Environ(), c.set)
		out, err := script.CombinedOutput()
		if err == nil || strings.Count(string(out), "\n") != 1 || !strings.Contains(string(out), c.says) {
			t.Errorf("%s: %v, want one line with %q: %s", name, err, c.says, out)
		}
	}
	if _, err := os.Stat(filepath.Join(full, "letter.txt")); err != nil {
		t.Error(err)
	}
}
