package mechtest

import (
	"testing"

	"ipcbench/internal/network"
	"ipcbench/internal/proc"
	"ipcbench/mechanisms"
)

// reachesAnotherHost: a mechanism whose Traits say Hosts carries messages both ways between two network namespaces, and
// gives each end only what its own host has.
func reachesAnotherHost(t *testing.T, s subject) {
	if !s.traits.Hosts && s.traits.Scope != mechanisms.Host {
		t.Skip("connects ends of one computer only")
	}
	n, err := network.Join(network.Weather{})
	if err != nil {
		t.Skipf("no second host here: %v", err)
	}
	t.Cleanup(func() {
		if err := n.Close(); err != nil {
			t.Error(err)
		}
	})
	size := s.size(64)
	st := start(t, s, size, proc.Config{
		Handler: handlerName, Networks: &proc.Networks{Namespaces: n.Namespaces, Addresses: n.Addresses},
	})
	st.open()
	for _, from := range mechanisms.Sides {
		st.exchange(from, []int{size, max(1, s.traits.Smallest), size}, 20)
	}
	st.close()
}
