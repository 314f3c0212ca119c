package mechtest

import (
	"net/netip"
	"slices"
	"testing"

	"ipcbench/internal/proc"
	"ipcbench/mechanisms"
)

// Apart tests what a mechanism promises whose ends are on two hosts: in two network namespaces, of which join returns
// descriptors, and the addresses at which the two reach each other. Where join fails, Apart skips with its error. What
// join makes it has the test's cleanup remove.
func Apart(
	t *testing.T, m mechanisms.Mechanism,
	join func(*testing.T) (namespaces [2]int, addresses [2]netip.Addr, err error),
) {
	begin(t, m)
	if !slices.Contains(m.Traits().Scopes(), mechanisms.Host) {
		t.Fatalf("the traits of %s do not say that its ends may be on two hosts", m.Traits().Name)
	}
	namespaces, addresses, err := join(t)
	if err != nil {
		t.Skipf("no two hosts here: %v", err)
	}
	networks := &proc.Networks{Namespaces: namespaces, Addresses: addresses}
	for _, wait := range m.Traits().Waits {
		s := subject{m, m.Traits(), wait, 0, networks}
		t.Run(string(wait), func(t *testing.T) { keepsPromises(t, s) })
	}
}
