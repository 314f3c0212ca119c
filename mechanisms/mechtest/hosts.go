package mechtest

import (
	"slices"
	"testing"

	"ipcbench/internal/network"
	"ipcbench/internal/proc"
	"ipcbench/mechanisms"
)

// Apart tests what a mechanism promises whose ends are on two hosts: in two network namespaces. Where none can be made,
// Apart skips with the reason.
func Apart(t *testing.T, m mechanisms.Mechanism) {
	begin(t, m)
	if !reachesHosts(m.Traits()) {
		t.Fatalf("the traits of %s do not say that its ends may be on two hosts", m.Traits().Name)
	}
	networks := joined(t)
	for _, wait := range m.Traits().Waits {
		s := subject{m, m.Traits(), wait, 0, networks}
		t.Run(string(wait), func(t *testing.T) { keepsPromises(t, s) })
	}
}

func reachesHosts(t mechanisms.Traits) bool { return slices.Contains(t.Scopes(), mechanisms.Host) }

// joined makes two network namespaces, which are gone at the end of the test. It skips the test where it cannot.
func joined(t *testing.T) *proc.Networks {
	t.Helper()
	n, err := network.Join(network.Weather{})
	if err != nil {
		t.Skipf("no two hosts here: %v", err)
	}
	t.Cleanup(func() {
		if err := n.Close(); err != nil {
			t.Error(err)
		}
	})
	return &proc.Networks{Namespaces: n.Namespaces, Addresses: n.Addresses}
}

// reachesAnotherHost: a mechanism whose Traits say Hosts carries messages both ways between two network namespaces, and
// gives each end only what its own host has.
func reachesAnotherHost(t *testing.T, s subject) {
	if !reachesHosts(s.traits) {
		t.Skip("connects ends of one computer only")
	}
	if s.hosts == nil {
		s.hosts = joined(t)
	}
	size := s.size(64)
	st := start(t, s, size, proc.Config{Handler: handlerName})
	st.open()
	for _, from := range mechanisms.Sides {
		st.exchange(from, []int{size, max(1, s.traits.Smallest), size}, 20)
	}
	st.close()
}
