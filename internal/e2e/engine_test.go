package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// runLimits are limits that this machine's own are not below, as podman's defaults may be. That of processes counts all
// processes and threads of the user, in whatever container, and a busy machine has many.
var runLimits = []string{"--ulimit", "nofile=1024:1024", "--ulimit", fmt.Sprintf("nproc=%[1]d:%[1]d", mostProcesses())}

// mostProcesses is how many processes and threads this user may have, as far as they may be needed.
func mostProcesses() uint64 {
	const enough = 16384
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_NPROC, &limit) != nil {
		return enough
	}
	return min(limit.Max, enough)
}

// podman is the command that runs containers here: with its default runtime, or with runc. It skips the test where
// neither does. rootfs is a directory with a program /border.
func podman(t *testing.T, rootfs string) []string {
	t.Helper()
	if _, err := exec.LookPath("podman"); err != nil {
		t.Skipf("no podman (apt-get install podman): %v", err)
	}
	var said []string
	for _, command := range [][]string{{"podman"}, {"podman", "--runtime", "runc"}} {
		try := slices.Concat(command[1:], []string{"run", "--rm", "--network=none", "-e",
			borderVariable + "=" + tryRole}, runLimits, []string{"--rootfs", rootfs, "/border"})
		out, err := exec.Command(command[0], try...).CombinedOutput()
		if err == nil {
			return command
		}
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		said = append(said, fmt.Sprintf("%s: %s", strings.Join(command, " "), lines[len(lines)-1]))
	}
	t.Skipf("podman runs no container here: %s", strings.Join(said, "; "))
	return nil
}

// An engineContainer is a container of podman, by its name.
type engineContainer struct {
	podman []string
	name   string
}

// run implements [place].
func (c engineContainer) run(t *testing.T, token string, variables ...string) *exec.Cmd {
	t.Helper()
	arguments := append(slices.Clone(c.podman[1:]), "exec", "-i")
	for _, v := range variables {
		arguments = append(arguments, "-e", v)
	}
	return exec.CommandContext(t.Context(), c.podman[0], append(arguments, c.name, "/border", token)...)
}

// What crosses between sets of namespaces crosses between containers of podman, with the flags of docs/containers.md.
func TestWhatCrossesBetweenContainersOfPodman(t *testing.T) {
	rootfs := t.TempDir()
	program := filepath.Join(rootfs, "border")
	build := exec.Command("go", "test", "-c", "-o", program, "ipcbench/internal/e2e")
	build.Dir, build.Env = moduleRoot, append(os.Environ(), asShipped...)
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	engine := podman(t, rootfs)
	do := func(arguments ...string) string {
		t.Helper()
		for try := 1; ; try++ {
			out, err := exec.Command(engine[0], slices.Concat(engine[1:], arguments)...).CombinedOutput()
			if err == nil {
				return strings.TrimSpace(string(out))
			}
			if !ofTheEngine(err) || try == engineTries {
				t.Fatalf("podman %q: %v\n%s", arguments, err, out)
			}
			t.Logf("podman %q failed, tried again: %v: %s", arguments, err, out)
		}
	}
	for i, s := range shares {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel() // podman takes its time to start each process
			unique := fmt.Sprintf("ipcbench-test-%d-%d", os.Getpid(), i)
			a := engineContainer{engine, unique + "-a"}
			b := engineContainer{engine, unique + "-b"}
			network, volume := "none", [2]string{t.TempDir(), t.TempDir()}
			if s.volume {
				volume[1] = volume[0]
			}
			if s.bridge {
				network = unique
				do("network", "create", network)
				t.Cleanup(func() { do("network", "rm", network) })
			}
			start := func(c engineContainer, volume string, flags ...string) {
				do(slices.Concat([]string{"run", "-d", "--replace", "--name", c.name, "-v", volume + ":/mnt",
					"-e", borderVariable + "=" + holdRole}, runLimits, flags, []string{"--rootfs", rootfs,
					"/border"})...)
				t.Cleanup(func() {
					if t.Failed() { // why a container has ended that should not have
						t.Logf("%s: %s", c.name, do("inspect", "-f", "{{json .State}}", c.name))
						t.Logf("%s said: %s", c.name, do("logs", c.name))
					}
					do("rm", "-f", "-t", "0", c.name)
				})
			}
			start(a, volume[0], "--ipc=shareable", "--network="+network)
			flags := []string{"--network=" + network}
			if s.net {
				flags = nil
			}
			if strings.Contains(s.flags, "container:A") {
				flags = append(flags, strings.Replace(s.flags, ":A", ":"+a.name, 1))
			}
			start(b, volume[1], flags...)
			address := ""
			if s.bridge {
				address = do("inspect", "-f", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", a.name)
			}
			crossesWhatShould(t, a, b, s, address)
		})
	}
}
