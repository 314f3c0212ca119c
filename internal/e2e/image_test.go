package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Without an engine make image says in one line what helps, before it compiles anything.
func TestImageNamesTheRemedyWithoutAnEngine(t *testing.T) {
	bin := t.TempDir()
	for _, program := range []string{"bash", "dirname", "env"} {
		path, err := exec.LookPath(program)
		if err != nil {
			t.Skip(err)
		}
		if err := os.Symlink(path, filepath.Join(bin, program)); err != nil {
			t.Fatal(err)
		}
	}
	for set, says := range map[string]string{
		"ENGINE=": "there is neither podman nor docker (install one", "ENGINE=crane": "there is no crane",
	} {
		c := exec.Command(filepath.Join(moduleRoot, "scripts", "image.sh"))
		c.Env = []string{"PATH=" + bin, set}
		out, err := c.CombinedOutput()
		if err == nil || strings.Count(string(out), "\n") != 1 || !strings.Contains(string(out), says) {
			t.Errorf("%s: %v, want one line with %q: %s", set, err, says, out)
		}
	}
}

// The image has the programs, their licences, a /tmp that everybody may write to, and nothing else. Where containers
// run, it measures in one.
func TestImageHasWhatItNeeds(t *testing.T) {
	if _, err := exec.LookPath("podman"); err != nil {
		t.Skipf("no podman (apt-get install podman): %v", err)
	}
	name := fmt.Sprintf("localhost/ipcbench-test-%d", os.Getpid())
	build := exec.Command(filepath.Join(moduleRoot, "scripts", "image.sh"))
	build.Env = append(os.Environ(), "ENGINE=podman", "IMAGE="+name, "IPCBENCH_COMMIT="+builtFrom)
	out, err := build.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	defer exec.Command("podman", "rmi", "-f", name).Run()

	mounted, err := exec.Command("podman", "image", "mount", name).Output()
	if err != nil {
		t.Skipf("this user cannot look into images: %v", err)
	}
	root := strings.TrimSpace(string(mounted))
	defer exec.Command("podman", "image", "unmount", "-f", name).Run()
	var has []string
	for _, pattern := range []string{"*", "*/*"} {
		paths, _ := filepath.Glob(filepath.Join(root, pattern))
		for _, path := range paths {
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			inside, _ := filepath.Rel(root, path)
			has = append(has, fmt.Sprint(info.Mode(), " ", inside))
		}
	}
	slices.Sort(has)
	want := []string{
		"-rw-r--r-- bench/LICENSE", "-rw-r--r-- bench/licence-texts.txt", "-rw-r--r-- bench/licences.md",
		"-rwxr-xr-x bench/ipcbench.test", "-rwxr-xr-x bench/nats-server", "-rwxr-xr-x bench/report",
		"drwxr-xr-x bench", "dtrwxrwxrwx tmp",
	}
	if !slices.Equal(has, want) {
		t.Errorf("the image has %q, want %q", has, want)
	}

	t.Run("run", func(t *testing.T) {
		var said string
		for _, runtime := range [][]string{nil, {"--runtime", "runc"}} {
			arguments := slices.Concat(runtime, []string{"run", "--rm", "--network=none"}, runLimits, []string{
				name, "-test.run=^$", "-test.bench=Latency", "-ipc.mechs=pipe,shm-posix,nats", "-ipc.sizes=64",
				"-ipc.waits=block", "-test.benchtime=30x",
			})
			out, err := exec.Command("podman", arguments...).CombinedOutput()
			if said = string(out); err == nil {
				for _, want := range []string{"mech=pipe/", "mech=shm-posix/", "mech=nats/", "# commit " + builtFrom} {
					if !strings.Contains(said, want) {
						t.Errorf("no %s in\n%s", want, said)
					}
				}
				return
			}
			if strings.Contains(said, "Benchmark") {
				t.Fatalf("%v\n%s", err, said)
			}
		}
		t.Skipf("podman runs no container here: %s", strings.TrimSpace(said))
	})
}
