package socket_test

import (
	"net/netip"
	"testing"

	"ipcbench/internal/network"
	"ipcbench/mechanisms/kit/loopback"
	"ipcbench/mechanisms/mechtest"
	"ipcbench/mechanisms/socket"
)

func TestTLS(t *testing.T) {
	if err := loopback.Available(); err != nil {
		t.Skip(err)
	}
	mechtest.Run(t, socket.TLS{})
}

func TestTLSApart(t *testing.T) { mechtest.Apart(t, socket.TLS{}, joined) }

// joined are two network namespaces.
func joined(t *testing.T) (namespaces [2]int, addresses [2]netip.Addr, err error) {
	n, err := network.Join(network.Weather{})
	if err != nil {
		return namespaces, addresses, err
	}
	t.Cleanup(func() {
		if err := n.Close(); err != nil {
			t.Error(err)
		}
	})
	return n.Namespaces, n.Addresses, nil
}
