package catalogue_test

import (
	"os/exec"
	"strings"
	"testing"

	"ipcbench/mechanisms"
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

// The mechanism that stands for another is in the list, of the same family, carries messages of any size that is asked
// for, and needs nobody to stand for it.
func TestVariantsHaveSomebodyToStandForThem(t *testing.T) {
	all := map[string]mechanisms.Traits{}
	for _, m := range catalogue.All() {
		all[m.Traits().Name] = m.Traits()
	}
	for name, traits := range all {
		if traits.VariantOf == "" {
			continue
		}
		other, there := all[traits.VariantOf]
		if !there || other.VariantOf != "" || other.Number || other.Family != traits.Family {
			t.Errorf("%s is a variant of %s, which cannot stand for it: %+v", name, traits.VariantOf, other)
		}
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
		"nats-io", "zmq4", "godbus", "quic-go", "net/http\n",
	} {
		if strings.Contains(string(out), heavy) {
			t.Errorf("%q is among what the engine is compiled with", heavy)
		}
	}
}
