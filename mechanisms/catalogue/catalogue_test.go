package catalogue_test

import (
	"os/exec"
	"strings"
	"testing"

	"ipcbench/mechanisms/catalogue"
)

func TestNamesAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range catalogue.All() {
		name := m.Traits().Name
		if seen[name] {
			t.Errorf("two mechanisms are called %s", name)
		}
		seen[name] = true
	}
}

// What an RPC system or a broker brings along is compiled only into what runs it: neither into the contract nor into
// the engine.
func TestHeavyLibrariesStayOutside(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps",
		"ipcbench/bench", "ipcbench/mechanisms", "ipcbench/mechanisms/mechtest").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for _, heavy := range []string{
		"google.golang.org/grpc", "google.golang.org/protobuf", "connectrpc.com", "containerd/ttrpc", "storj.io/drpc",
		"nats-io", "zmq4", "godbus", "net/http\n",
	} {
		if strings.Contains(string(out), heavy) {
			t.Errorf("%q is among what the engine is compiled with", heavy)
		}
	}
}
