package e2e

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"ipcbench/internal/network"

	"github.com/vishvananda/netlink"
	"github.com/vishvananda/netns"
	"golang.org/x/sys/unix"
)

// canMakeNamespaces says why no network namespaces can be made here.
var canMakeNamespaces = sync.OnceValue(func() error {
	n, err := network.Join(network.Weather{})
	if err != nil {
		return err
	}
	return n.Close()
})

// needsNamespaces skips a test where no network namespaces can be made.
func needsNamespaces(t *testing.T) {
	t.Helper()
	if err := canMakeNamespaces(); err != nil {
		t.Skipf("no network namespaces here: %v", err)
	}
}

// Each mechanism either carries messages between two namespaces, or is skipped with the reason.
func TestMechanismsReachAnotherHost(t *testing.T) {
	needsNamespaces(t)
	r := finished(t, 0, messages, "-ipc.host=netns", "-ipc.sizes=16KiB", "-test.benchtime=10x")
	out := r.stdout.String()
	reaches := 0
	for line := range strings.Lines(out) {
		text, ok := strings.CutPrefix(line, "# mechanism ")
		if !ok {
			continue
		}
		var m struct{ Name, Scope string }
		if err := json.Unmarshal([]byte(text), &m); err != nil {
			t.Fatal(err)
		}
		ran := strings.Contains(out, "BenchmarkLatency/mech="+m.Name+"/")
		skipped := strings.Contains(out, "# skip "+m.Name+": ")
		can := strings.Contains(m.Scope, "host")
		if ran == skipped {
			t.Errorf("%s: ran %t, skipped %t", m.Name, ran, skipped)
		}
		if ran && !can {
			t.Errorf("%s ran between hosts, but its scope is %q", m.Name, m.Scope)
		}
		if ran {
			reaches++
		}
	}
	if reaches < 15 {
		t.Errorf("only %d mechanisms ran between hosts", reaches)
	}
	for line := range strings.Lines(out) {
		if strings.HasPrefix(line, "Benchmark") && !strings.Contains(line, "/scope=host") {
			t.Errorf("not between hosts: %s", line)
		}
	}
	for _, want := range []string{"\nhost-b: a network namespace of this machine", "\nlink: veth"} {
		if !strings.Contains(out, want) {
			t.Errorf("the header lacks %q", want)
		}
	}
}

// Both scopes in one run stay apart by their names.
func TestScopesRunBesideEachOther(t *testing.T) {
	needsNamespaces(t)
	r := finished(t, 0, "-test.bench=Latency/mech=(tcp|pipe)$/wait=block", "-ipc.scopes=process,host",
		"-ipc.host=netns",
		"-ipc.sizes=64", "-test.benchtime=10x")
	rest := "/wait=block/place=" + apart(t) + "/size=64"
	for _, want := range []string{"mech=pipe" + rest, "mech=tcp" + rest, "mech=tcp" + rest + "/scope=host"} {
		if !strings.Contains(r.stdout.String(), "BenchmarkLatency/"+want+" ") &&
			!strings.Contains(r.stdout.String(), "BenchmarkLatency/"+want+"-") {
			t.Errorf("%s did not run:\n%s", want, &r.stdout)
		}
	}
}

// A cable that is pulled fails the cell that runs, in one line, and the run goes on.
func TestALinkThatGoesDownFailsOneCell(t *testing.T) {
	needsNamespaces(t)
	r := newRun(t, "-test.bench=Latency/mech=(tcp|udp|go-tcp)$/wait=block", "-ipc.host=netns", "-ipc.sizes=64",
		"-test.benchtime=2s", "-ipc.idle=2s")
	r.start(t)
	var pid int
	if !eventually(func() bool { pid = r.worker("B"); return pid != 0 }) {
		t.Fatalf("no end of a pair came up:\n%s%s", &r.stdout, &r.stderr)
	}
	at, err := netns.GetFromPid(pid)
	if err != nil {
		t.Fatal(err)
	}
	defer at.Close()
	h, err := netlink.NewHandleAt(at, unix.NETLINK_ROUTE)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	link, err := h.LinkByName("b")
	if err != nil {
		t.Fatal(err)
	}
	if err := h.LinkSetDown(link); err != nil {
		t.Fatal(err)
	}
	if status := r.wait(t); status.ExitStatus() != 1 {
		t.Errorf("ended with status %d, want 1", status.ExitStatus())
	}
	out := r.stdout.String()
	if !strings.Contains(out, "tcp Latency, wait block, place "+apart(t)+", 64 B, two hosts: ") {
		t.Errorf("the cell is not named:\n%s", out)
	}
	if !strings.Contains(out, "# ended") {
		t.Errorf("the run did not go on:\n%s", out)
	}
	r.leavesNothing(t)
}

// Without the right to make namespaces everything of scope host is skipped, with what would help.
func TestWithoutTheRightToMakeNamespaces(t *testing.T) {
	needsNamespaces(t)
	r := newRun(t, "-test.bench=Latency/mech=tcp$", "-ipc.host=netns", "-ipc.sizes=64", "-test.benchtime=10x")
	r.denying(t, denial{[]uint32{unix.SYS_UNSHARE}, unix.EPERM})
	r.start(t)
	if status := r.wait(t); status.ExitStatus() != 2 {
		t.Errorf("ended with status %d, want 2", status.ExitStatus())
	}
	if out := r.stdout.String(); !strings.Contains(out, "# skip tcp: scope=host: only root") {
		t.Errorf("no reason:\n%s%s", out, &r.stderr)
	}
}
