package e2e

import (
	"fmt"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"ipcbench/internal/network"
	"ipcbench/internal/ssh"
)

// A farAway is a directory that stands for another host's: what is left in it was left there.
type farAway struct {
	dir     string
	command string // the value of [ssh.Variable]
}

// newFarAway makes a program that takes the place of ssh, and runs on this host what is to run on the other: a shell
// whose commands before are prepare.
func newFarAway(t *testing.T, prepare string) farAway {
	t.Helper()
	f := farAway{dir: t.TempDir()}
	program := filepath.Join(t.TempDir(), "ssh")
	text := fmt.Sprintf(`#!/bin/sh
while [ "$1" != -- ]; do shift; done
export TMPDIR=%s SSH_CONNECTION="127.0.0.1 1 127.0.0.1 22"
%s
exec sh -c "$3"
`, f.dir, prepare)
	if err := os.WriteFile(program, []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
	f.command = program
	return f
}

// client prepares a run whose side B is there.
func (f farAway) client(t *testing.T, arguments ...string) *run {
	t.Helper()
	r := newRun(t, append([]string{"-ipc.host=ssh://there", "-ipc.sizes=64"}, arguments...)...)
	r.cmd.Env = append(r.cmd.Env, ssh.Variable+"="+f.command)
	return r
}

// empty checks that nothing is left there.
func (f farAway) empty(t *testing.T) {
	t.Helper()
	var left []os.DirEntry
	if !eventually(func() bool { left, _ = os.ReadDir(f.dir); return len(left) == 0 }) {
		t.Errorf("left on the other host: %v", left)
	}
}

// What ssh starts on the other host carries the messages, and nothing is left there.
func TestAHostBySSH(t *testing.T) {
	f := newFarAway(t, "")
	r := f.client(t, "-test.bench=(Latency|Throughput)/mech=(tcp|grpc-tcp)$", "-test.benchtime=10x")
	r.start(t)
	if status := r.wait(t); status.ExitStatus() != 0 || !strings.Contains(r.stdout.String(),
		"mech=grpc-tcp/wait=block") {
		t.Errorf("status %d\n%s%s", status.ExitStatus(), &r.stdout, &r.stderr)
	}
	r.leavesNothing(t)
	if left, _ := os.ReadDir(f.dir); len(left) > 0 {
		t.Errorf("left on the other host when the run had ended: %v", left)
	}
}

// What stands in the way on the other host is named in one line, with the remedy, and nothing is left there.
func TestAHostThatCannotRunIt(t *testing.T) {
	const uname = `uname() { case $1 in -s) echo SYSTEM;; -m) echo MACHINE;; esac; }; `
	shim := func(system, machine string) string {
		text := strings.NewReplacer("SYSTEM", system, "MACHINE", machine).Replace(uname)
		return `exec sh -c '` + text + `'"$3"`
	}
	for _, c := range []struct{ name, prepare, says string }{
		{"another architecture", shim("Linux", "aarch64"), "GOARCH=arm64 go test -c"},
		{"another system", shim("Darwin", "arm64"), "ipcbench measures Linux"},
		{"no directory", "TMPDIR=/nowhere", "no directory can be made there"},
		{"no space", `exec sh -c 'head() { echo "no space" >&2; return 1; }; '"$3"`, "is there space?"},
		{"damaged", `exec sh -c 'sha256sum() { echo 0000; }; '"$3"`, "arrived damaged"},
		{"not executable", `exec sh -c 'chmod() { command chmod 600 "$2"; }; '"$3"`, "may not be executed there"},
		{"no ssh", "echo 'Permission denied (publickey).' >&2; exit 255", "Permission denied (publickey)"},
		{"another program", `exec sh -c "$(printf %s "$3" | sed 's/-ipc.serve=stdio/-test.list=x/')"`, "there"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFarAway(t, c.prepare)
			r := f.client(t, roundTripsByTCP, "-test.benchtime=10x")
			r.start(t)
			status := r.wait(t)
			var skip string
			for line := range strings.Lines(r.stdout.String()) {
				if strings.HasPrefix(line, "# skip tcp: scope=host: ") {
					skip = line
				}
			}
			if status.ExitStatus() != 2 || !strings.Contains(skip, c.says) {
				t.Errorf("status %d, %q; want 2 and %q\n%s%s", status.ExitStatus(), skip, c.says, &r.stdout, &r.stderr)
			}
			r.leavesNothing(t)
			f.empty(t)
		})
	}
}

// When the connection drops, or the coordinator is killed, the program and its files there are gone a moment later.
func TestALostSSHLeavesNothing(t *testing.T) {
	for name, strike := range map[string]func(r *run){
		"the coordinator is killed": func(r *run) { r.cmd.Process.Kill() },
		"the connection drops": func(r *run) {
			for _, p := range processes(r.dir) {
				if strings.HasPrefix(p.commandLine, "sh -c umask") {
					syscall.Kill(p.pid, syscall.SIGHUP)
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFarAway(t, "")
			r := f.client(t, roundTripsByTCP, "-test.benchtime=2s")
			r.start(t)
			far := &run{dir: ""}
			if !eventually(func() bool {
				dirs, _ := filepath.Glob(filepath.Join(f.dir, "ipcbench-host-*"))
				if len(dirs) == 1 {
					far.dir = dirs[0]
				}
				return far.dir != "" && far.worker("B") != 0
			}) {
				t.Fatalf("no end came up\n%s%s", &r.stdout, &r.stderr)
			}
			strike(r)
			r.wait(t)
			f.empty(t)
			if !eventually(func() bool { return len(processes(far.dir)) == 0 }) {
				t.Errorf("left on the other host: %v", processes(far.dir))
			}
			r.leavesNothing(t)
		})
	}
}

// The same by the real ssh and sshd, in two network namespaces, with a key made for it.
func TestAHostByRealSSH(t *testing.T) {
	sshd := "/usr/sbin/sshd"
	for _, program := range []string{sshd, "ssh", "ssh-keygen", "unshare"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("needs Debian's openssh-server and openssh-client: %v", err)
		}
	}
	n, err := network.Join(network.Weather{})
	if err != nil {
		t.Skipf("no network namespaces here: %v", err)
	}
	defer n.Close()
	dir := t.TempDir()
	for _, key := range []string{"host", "user"} {
		if out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f",
			filepath.Join(dir, key)).CombinedOutput(); err != nil {
			t.Fatalf("ssh-keygen: %v\n%s", err, out)
		}
	}
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	public, err := os.ReadFile(filepath.Join(dir, "host.pub"))
	if err != nil {
		t.Fatal(err)
	}
	there := n.Addresses[1]
	server := file("sshd.conf",
		fmt.Sprintf("Port 22\nListenAddress %v\nHostKey %s/host\nAuthorizedKeysFile %[2]s/user.pub\n"+
			"PidFile none\nUsePAM no\nStrictModes no\nPermitRootLogin prohibit-password\nPasswordAuthentication no\n",
			there, dir))
	known := file("known", fmt.Sprintf("%v %s", there, public))
	client := file("ssh.conf",
		fmt.Sprintf("Host *\n  IdentityFile %s/user\n  IdentitiesOnly yes\n  UserKnownHostsFile %s\n",
			dir, known))
	// sshd wants a directory of its own in /run, which it has in a mount namespace.
	daemon := exec.Command("unshare", "-m", "--propagation", "private", "sh", "-c",
		"mount -t tmpfs tmpfs /run && mkdir /run/sshd && exec "+sshd+" -D -e -f "+server)
	daemon.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	said := &strings.Builder{}
	daemon.Stderr = said
	if err := n.In(1, daemon.Start); err != nil {
		t.Fatal(err)
	}
	defer func() {
		syscall.Kill(-daemon.Process.Pid, syscall.SIGKILL)
		daemon.Wait()
	}()
	if !eventually(func() bool {
		return n.In(0, func() error {
			return dials(netip.AddrPortFrom(there,
				22))
		}) == nil
	}) {
		t.Fatal("sshd does not listen")
	}
	r := newRun(t, "-ipc.host=ssh://root@"+there.String(), "-ipc.sizes=64",
		"-test.bench=(Latency|Throughput)/mech=(tcp|udp|http2)$", "-test.benchtime=10x")
	r.cmd.Env = append(r.cmd.Env, ssh.Variable+"=ssh -F "+client)
	if err := n.In(0, r.cmd.Start); err != nil {
		t.Fatal(err)
	}
	if status := r.wait(t); status.ExitStatus() != 0 || !strings.Contains(r.stdout.String(), "mech=http2/wait=block") {
		t.Errorf("status %d\n%s%s\nsshd: %s", status.ExitStatus(), &r.stdout, &r.stderr, said)
	}
	if !strings.Contains(r.stdout.String(), "\nlink: veth, ") {
		t.Errorf("the link is not described:\n%s", &r.stdout)
	}
	r.leavesNothing(t)
}

// dials tells whether somebody listens at an address.
func dials(at netip.AddrPort) error {
	c, err := net.Dial("tcp", at.String())
	if err != nil {
		return err
	}
	return c.Close()
}

// The doctor looks at both hosts, and names the one that it cannot reach.
func TestTheDoctorLooksAtBothHosts(t *testing.T) {
	program, err := reportProgram()
	if err != nil {
		t.Fatal(err)
	}
	f := newFarAway(t, "")
	for _, c := range []struct {
		arguments, says string
		status          int
	}{
		{"--host=ssh://there", "\nOn there\n\n", 0}, {"--host=ssh://there --json", `"host": "there",`, 0},
		{"--host=ssh://there/nowhere", "there: no directory can be made there", 1},
		{"--host=there", "ssh://user@name:port", 2},
	} {
		doctor := exec.Command(program, append([]string{"doctor", "--no-measure"}, strings.Fields(c.arguments)...)...)
		doctor.Env = append(os.Environ(), ssh.Variable+"="+f.command)
		out, _ := doctor.CombinedOutput()
		if status := doctor.ProcessState.ExitCode(); status != c.status || !strings.Contains(string(out), c.says) {
			t.Errorf("%s: status %d, want %d and %q\n%s", c.arguments, status, c.status, c.says, out)
		}
		f.empty(t)
	}
}
