package e2e

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ipcbench/mechanisms/catalogue"
)

// A share is what two containers have in common beside the machine, by the flags of podman and docker that make it so.
type share struct {
	name  string // as the table of docs/containers.md names it
	flags string
	// What is common: the namespaces for IPC, with /dev/shm; the network; processes; a joint network; a directory.
	ipc, net, pid, bridge, volume bool
}

var shares = []share{
	{name: "nothing"},
	{name: "ipc", flags: "--ipc=container:A", ipc: true},
	{name: "network", flags: "--network=container:A", net: true},
	{name: "a network", flags: "--network=NET", bridge: true},
	{name: "volume", flags: "--volume=DIR:/mnt", volume: true},
	{name: "pid", flags: "--pid=container:A", pid: true},
}

// crossings are the kinds of things by which the ends of mechanisms find each other, and what two containers must share
// for them. The mechanisms of each kind stand in the table of docs/containers.md.
var crossings = map[string][]string{
	"TCP": {"network", "a network"}, "UDP": {"network", "a network"},
	"socket without a path": {"network"}, "socket at a path": {"volume"}, "FIFO": {"volume"},
	"file": {"volume"}, "POSIX shared memory": {"ipc"}, "System V shared memory": {"ipc"},
	"System V semaphore": {"ipc"}, "POSIX queue": {"ipc"}, "System V queue": {"ipc"},
	"signal": {"pid"}, "memory of the other process": {"pid"}, "descriptor": {"volume"},
}

// A box is a set of namespaces of its own, as a container has them. What runs in it is a process of this test binary.
type box struct {
	pid int // of its first process, as it is seen from outside
	dir string
}

// hold is what the first process of a box does: it makes the places that a container has of its own, and waits.
const hold = `mount --bind "$BOX_SHM" /dev/shm && mount --bind "$BOX_VOLUME" /mnt && echo ready && exec cat`

// newBox makes a box, which shares with a the namespaces and directories that s says.
func newBox(t *testing.T, dir string, a *box, s share) *box {
	t.Helper()
	var command []string
	unshare := []string{"unshare", "-m", "-u", "-f", "--propagation", "private", "--kill-child"}
	shm, volume, into := filepath.Join(dir, "shm"), filepath.Join(dir, "volume"), []string{"nsenter"}
	if a != nil {
		into = append(into, "-t", strconv.Itoa(a.pid))
	}
	for _, one := range []struct {
		flag   string
		common bool
	}{{"-i", s.ipc}, {"-n", s.net}, {"-p", s.pid}} {
		if a != nil && one.common {
			into = append(into, one.flag)
		} else {
			unshare = append(unshare, one.flag)
		}
	}
	if len(into) > 3 {
		command = into
	}
	if a != nil && s.ipc {
		shm = filepath.Join(a.dir, "shm")
	}
	if a != nil && s.volume {
		volume = filepath.Join(a.dir, "volume")
	}
	for _, d := range []string{shm, volume} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	command = slices.Concat(command, unshare, []string{"--mount-proc", "sh", "-c", hold})
	c := exec.Command(command[0], command[1:]...)
	c.Env = append(os.Environ(), "BOX_SHM="+shm, "BOX_VOLUME="+volume)
	c.Stderr = os.Stderr
	stdin, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stdin.Close(); c.Process.Kill(); c.Wait() })
	if line, err := bufio.NewReader(stdout).ReadString('\n'); err != nil {
		t.Skipf("a box cannot be made here (it takes root): %v %q", err, line)
	}
	// The first process is the child of unshare, which is the process that was started.
	children, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%[1]d/children", c.Process.Pid))
	if err != nil {
		t.Skipf("the kernel does not list children: %v", err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(children)))
	if err != nil {
		t.Fatalf("children of unshare: %q", children)
	}
	return &box{pid, dir}
}

// run implements [place].
func (b *box) run(t *testing.T, token string, variables ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), "nsenter", "-t", strconv.Itoa(b.pid), "-m", "-i", "-n", "-u", "-p", self,
		token)
	c.Env = append(os.Environ(), variables...)
	return c
}

// A place is a container, or a box, in which this test binary can be run.
type place interface {
	// run prepares a process of this test binary with these environment variables, which is an end of a crossing.
	run(t *testing.T, token string, variables ...string) *exec.Cmd
}

// joinByNetwork gives two boxes an interface each, which are joined.
func joinByNetwork(t *testing.T, a, b *box) {
	t.Helper()
	in := func(x *box, command ...string) {
		c := exec.Command("nsenter", append([]string{"-t", strconv.Itoa(x.pid), "-n"}, command...)...)
		if out, err := c.CombinedOutput(); err != nil {
			t.Skipf("no joint network can be made here: %q: %v: %s", command, err, out)
		}
	}
	in(a, "ip", "link", "add", "eth0", "type", "veth", "peer", "name", "eth0", "netns", strconv.Itoa(b.pid))
	for x, address := range map[*box]string{a: boxAddress + "/24", b: "10.77.0.2/24"} {
		in(x, "ip", "address", "add", address, "dev", "eth0")
		in(x, "ip", "link", "set", "eth0", "up")
	}
}

// boxAddress is that of the first box in a joint network.
const boxAddress = "10.77.0.1"

// What the table of docs/containers.md says crosses the border of a container does, a message of 2 KiB and its answer,
// with the flags that it names and with no other ones.
func TestWhatCrossesTheBorderOfAContainer(t *testing.T) {
	for _, program := range []string{"unshare", "nsenter", "ip"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("it takes util-linux and iproute2: %v", err)
		}
	}
	if out, err := exec.Command("unshare", "-m", "-i", "-n", "-p", "-u", "-f", "true").CombinedOutput(); err != nil {
		t.Skipf("this user cannot make namespaces: %v: %s", err, out)
	}
	for _, s := range shares {
		t.Run(s.name, func(t *testing.T) {
			dir := t.TempDir()
			a := newBox(t, filepath.Join(dir, "a"), nil, share{})
			b := newBox(t, filepath.Join(dir, "b"), a, s)
			if s.bridge {
				joinByNetwork(t, a, b)
			}
			if out, err := a.up().CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			crossesWhatShould(t, a, b, s, boxAddress)
		})
	}
}

// crossesWhatShould tries all kinds of crossings between two places that share s. host is the first one's address in
// their joint network, if they have one.
func crossesWhatShould(t *testing.T, a, b place, s share, host string) {
	t.Helper()
	for kind, needs := range crossings {
		err := cross(t, a, b, kind, host)
		if want := slices.Contains(needs, s.name); want != (err == nil) {
			t.Errorf("%s, shared: %s: crosses: %v (%v), want %v", kind, s.name, err == nil, err, want)
		}
	}
}

// up brings the loopback interface of the box up, as every container has it.
func (b *box) up() *exec.Cmd {
	return exec.Command("nsenter", "-t", strconv.Itoa(b.pid), "-n", "ip", "link", "set", "lo", "up")
}

// engineTries is how often a process is started where the container engine itself fails to, as it does now and then on
// a busy machine.
const engineTries = 5

// ofTheEngine reports whether a command ended with a status that the container engine gives when it is itself that
// failed (podman-exec(1): 125 and above). The ends of a crossing end with 0, 1 or 2.
func ofTheEngine(err error) bool {
	var exit *exec.ExitError
	return errors.As(err, &exit) && exit.ExitCode() >= 125
}

// atLeastTwo lets an end do something else on one CPU, too, while a call sleeps of which the Go runtime does not know.
const atLeastTwo = "GOMAXPROCS=2"

// cross has a process in a offer what a kind of crossing needs, and one in b use it. The error is why the latter
// cannot.
func cross(t *testing.T, a, b place, kind, host string) error {
	t.Helper()
	token := fmt.Sprintf("ipcbench-border-%d-%d", os.Getpid(), time.Now().UnixNano())
	known, stop := offered(t, a, kind, token)
	defer stop()
	for try := 1; ; try++ {
		use := b.run(t, token, atLeastTwo, borderVariable+"="+kind+"/use", knownVariable+"="+known,
			hostVariable+"="+host)
		out, err := use.CombinedOutput()
		if ofTheEngine(err) && try < engineTries {
			t.Logf("%s: the container engine failed, tried again: %v: %s", kind, err, out)
			continue
		}
		if err != nil {
			return fmt.Errorf("%v: %s", err, strings.TrimSpace(string(out)))
		}
		return nil
	}
}

// offered has a process in a offer what a kind of crossing needs. It returns what that says, which the other end needs
// to know besides the names (an address in its memory, or a port), and a function that ends it.
func offered(t *testing.T, a place, kind, token string) (known string, stop func()) {
	t.Helper()
	for try := 1; ; try++ {
		offer := a.run(t, token, atLeastTwo, borderVariable+"="+kind+"/offer")
		var complaints bytes.Buffer
		offer.Stderr = &complaints
		stdin, err := offer.StdinPipe() // it ends when its standard input does
		if err != nil {
			t.Fatal(err)
		}
		stdout, err := offer.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := offer.Start(); err != nil {
			t.Fatal(err)
		}
		end := func() error {
			stdin.Close()
			io.Copy(io.Discard, stdout)
			return offer.Wait()
		}
		line, err := bufio.NewReader(stdout).ReadString('\n')
		if err == nil {
			return strings.TrimSpace(line), func() {
				// An engine that fails to end a process well says nothing about the crossing.
				if err := end(); err != nil && !ofTheEngine(err) {
					t.Errorf("%s: the end that offers: %v: %s", kind, err, complaints.Bytes())
				}
			}
		}
		ended := end()
		if !ofTheEngine(ended) || try == engineTries {
			t.Fatalf("%s: the end that offers says %q: %v, %v: %s", kind, line, err, ended, complaints.Bytes())
		}
		t.Logf("%s: the container engine failed, tried again: %v: %s", kind, ended, complaints.Bytes())
	}
}

// tableRow matches a row of the table in docs/containers.md: the kind, its mechanisms, what is to be shared.
var tableRow = regexp.MustCompile("(?m)^\\| ([^|`]+) \\| ([^|]+) \\| ([^|]+) \\|")

// The table has every mechanism, and says of each kind what the test above finds.
func TestTheTableOfContainersIsWhole(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(moduleRoot, "docs", "containers.md"))
	if err != nil {
		t.Fatal(err)
	}
	flags := map[string]string{}
	for _, s := range shares {
		flags[s.name] = s.flags
	}
	code, named, kinds := regexp.MustCompile("`([^`]+)`"), map[string]int{}, map[string]bool{}
	for _, row := range tableRow.FindAllStringSubmatch(string(text), -1) {
		needs, known := crossings[row[1]]
		kinds[row[1]] = known
		var want []string
		for _, n := range needs {
			want = append(want, flags[n])
		}
		var said []string
		for _, c := range code.FindAllStringSubmatch(row[3], -1) {
			said = append(said, c[1])
		}
		if known && !slices.Equal(said, want) {
			t.Errorf("%s: the table says %q, the test %q", row[1], said, want)
		}
		for _, c := range code.FindAllStringSubmatch(row[2], -1) {
			named[c[1]]++
		}
	}
	for kind := range crossings {
		if !kinds[kind] {
			t.Errorf("no row of %s", kind)
		}
	}
	for _, m := range catalogue.All() {
		if name := m.Traits().Name; named[name] != 1 {
			t.Errorf("%s stands in %d rows, want 1", name, named[name])
		}
	}
}
