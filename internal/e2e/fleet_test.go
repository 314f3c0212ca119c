package e2e

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"
)

// fleet is a file of examples/fleet.
func fleet(name string) string { return filepath.Join(moduleRoot, "examples", "fleet", name) }

// short are flags for a run of moments. Of two that contradict each other the last counts.
const short = "-ipc.mechs=pipe -ipc.sizes=64 -ipc.waits=block -test.bench=Latency -test.count=1 -test.benchtime=30x"

// The manifests are decoded by a test in a module of its own, which needs modules that ipcbench does not.
func TestFleetManifestsFitTheirTypes(t *testing.T) {
	offline := append(append(os.Environ(), asShipped...), "GOPROXY=off", "GOWORK=off")
	have := exec.Command("go", "list", "-deps", "-test", "./...")
	have.Dir, have.Env = fleet("."), offline
	if out, err := have.CombinedOutput(); err != nil {
		t.Skipf("the modules of examples/fleet are not here (cd examples/fleet && go mod download): %v\n%s", err, out)
	}
	test := exec.Command("go", "test", "./...")
	test.Dir, test.Env = fleet("."), offline
	if out, err := test.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// podArguments are those of the container of each kind of object in kubernetes.yaml.
func podArguments(t *testing.T) map[string][]string {
	t.Helper()
	file, err := os.Open(fleet("kubernetes.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	all := map[string][]string{}
	for decoder := yaml.NewDecoder(file); ; {
		var object struct {
			Kind string
			Spec struct {
				Template struct {
					Spec struct {
						Containers []struct{ Args []string }
					}
				}
			}
		}
		if err := decoder.Decode(&object); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		for _, c := range object.Spec.Template.Spec.Containers {
			all[object.Kind] = c.Args
		}
	}
}

// What the pods of the manifests run measures: end B serves, and end A connects to it, as two processes here.
func TestFleetPodsMeasure(t *testing.T) {
	pods := podArguments(t)
	token := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(token, []byte(strings.Repeat("secret ", 6)), 0o600); err != nil {
		t.Fatal(err)
	}
	with := func(arguments []string, replace ...string) []string {
		changed := make([]string, len(arguments))
		for i, a := range arguments {
			changed[i] = strings.NewReplacer(append(replace, "/token/token", token)...).Replace(a)
		}
		return changed
	}
	b := newRun(t)
	b.cmd.Args = append([]string{benchmark}, with(pods["StatefulSet"], ":7070", "127.0.0.1:0")...)
	address := b.serving(t)
	a := newRun(t, with(pods["Job"], "ipcbench-b-$(PAIR).ipcbench-b:7070", address)...)
	a.cmd.Args = append(a.cmd.Args, append(strings.Fields(short), "-ipc.mechs=tcp")...)
	a.start(t)
	if status := a.wait(t); status.ExitStatus() != 0 || !strings.Contains(a.stdout.String(), "/scope=host") {
		t.Errorf("end A ended with status %d\n%s%s", status.ExitStatus(), &a.stdout, &a.stderr)
	}
	b.cmd.Process.Signal(syscall.SIGTERM) // as kubectl delete does
	b.wait(t)
	a.leavesNothing(t)
	b.leavesNothing(t)
	log := append(a.stdout.Bytes(), a.stderr.Bytes()...)
	if out := report(t, log); !strings.Contains(out, "tcp · host") {
		t.Errorf("the report does not read it:\n%s", out)
	}
}

var servingAt = regexp.MustCompile(`serving at (\S+)`)

// serving starts a run with -ipc.serve, and returns the address that it then serves at.
func (r *run) serving(t *testing.T) (address string) {
	t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	r.cmd.Stderr = write
	r.start(t)
	write.Close()
	t.Cleanup(func() { read.Close() })
	lines := bufio.NewScanner(read)
	for lines.Scan() {
		if at := servingAt.FindStringSubmatch(lines.Text()); at != nil {
			go io.Copy(io.Discard, read)
			return at[1]
		}
	}
	t.Fatal("it ended before it served")
	return ""
}

// sshHere writes a program ssh that runs the command on this machine, unless the host is "unreachable". It returns the
// directory that PATH must begin with.
func sshHere(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	const text = "#!/bin/sh\n[ \"$1\" != unreachable ] || exit 255\nshift\nexec sh -c \"$*\"\n"
	if err := os.WriteFile(filepath.Join(dir, "ssh"), []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// each.sh measures on each host, goes on where one cannot be reached, and leaves nothing there.
func TestFleetBySSH(t *testing.T) {
	if shellcheck, err := exec.LookPath("shellcheck"); err == nil {
		if out, err := exec.Command(shellcheck, fleet("each.sh")).CombinedOutput(); err != nil {
			t.Errorf("shellcheck: %v\n%s", err, out)
		}
	}
	bin, there, results := sshHere(t), t.TempDir(), filepath.Join(t.TempDir(), "results")
	c := exec.CommandContext(t.Context(), "sh", fleet("each.sh"), benchmark, results,
		"alpha", "unreachable", "bench@beta")
	c.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"), "TMPDIR="+there, "FLAGS="+short)
	c.WaitDelay = 10 * time.Second
	out, err := c.CombinedOutput()
	var exit *exec.ExitError
	const says = "unreachable: failed with status 255"
	if !errors.As(err, &exit) || exit.ExitCode() != 1 || !strings.Contains(string(out), says) {
		t.Errorf("%v, want status 1, since a host cannot be reached:\n%s", err, out)
	}
	for _, host := range []string{"alpha", "bench@beta"} {
		text, err := os.ReadFile(filepath.Join(results, host+".txt"))
		if err != nil || !bytes.Contains(text, []byte("BenchmarkLatency/mech=pipe/")) {
			t.Errorf("%s: %v\n%s%s", host, err, text, out)
		}
	}
	if left, _ := os.ReadDir(there); len(left) > 0 {
		t.Errorf("left on the host: %v", left)
	}
}

// The playbook is YAML. With Ansible it measures on two hosts, which are both this machine, brings their results home,
// and leaves nothing there.
func TestFleetByAnsible(t *testing.T) {
	text, err := os.ReadFile(fleet("playbook.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var plays []struct{ Hosts, Name string }
	if err := yaml.Unmarshal(text, &plays); err != nil || len(plays) != 1 || plays[0].Hosts == "" {
		t.Fatalf("%v: plays %+v", err, plays)
	}
	program, err := exec.LookPath("ansible-playbook")
	if err != nil {
		t.Skipf("no Ansible to run it with (Debian: ansible-core): %v", err)
	}
	home, there, results := t.TempDir(), t.TempDir(), t.TempDir()
	ansible := func(arguments ...string) {
		c := exec.CommandContext(t.Context(), program, append(arguments, fleet("playbook.yml"))...)
		c.Dir, c.WaitDelay = home, 10*time.Second
		c.Env = append(os.Environ(), "HOME="+home, "TMPDIR="+there, "ANSIBLE_LOCALHOST_WARNING=false")
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("ansible-playbook %q: %v\n%s", arguments, err, out)
		}
	}
	ansible("--syntax-check", "-i", fleet("inventory.ini"))
	ansible("-i", "alpha,beta", "-c", "local", "-e", "program="+benchmark, "-e", "results="+results,
		"-e", "ansible_python_interpreter=auto_silent", "-e", `{"flags": "`+short+`"}`)
	for _, host := range []string{"alpha", "beta"} {
		text, err := os.ReadFile(filepath.Join(results, host+".txt"))
		if err != nil || !bytes.Contains(text, []byte("BenchmarkLatency/mech=pipe/")) {
			t.Errorf("%s: %v\n%s", host, err, text)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(there, "*.ipcbench")); len(left) > 0 {
		t.Errorf("left on the host: %v", left)
	}
}
