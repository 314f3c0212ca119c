// Package inet turns addresses of the Internet protocols into those of the kernel's calls and back.
package inet

import (
	"fmt"
	"net/netip"

	"golang.org/x/sys/unix"
)

// Domain is the domain of socket(2) for an address: AF_INET or AF_INET6.
func Domain(a netip.Addr) int {
	if a.Unmap().Is4() {
		return unix.AF_INET
	}
	return unix.AF_INET6
}

// Sockaddr is the address of a port as bind(2) and connect(2) take it. A zone is not kept.
func Sockaddr(a netip.AddrPort) unix.Sockaddr {
	if addr := a.Addr().Unmap(); addr.Is4() {
		return &unix.SockaddrInet4{Addr: addr.As4(), Port: int(a.Port())}
	}
	return &unix.SockaddrInet6{Addr: a.Addr().As16(), Port: int(a.Port())}
}

// Bound is the address and port that a socket is bound to.
func Bound(fd int) (netip.AddrPort, error) {
	address, err := unix.Getsockname(fd)
	if err != nil {
		return netip.AddrPort{}, fmt.Errorf("getsockname: %w", err)
	}
	switch a := address.(type) {
	case *unix.SockaddrInet4:
		return netip.AddrPortFrom(netip.AddrFrom4(a.Addr), uint16(a.Port)), nil
	case *unix.SockaddrInet6:
		return netip.AddrPortFrom(netip.AddrFrom16(a.Addr), uint16(a.Port)), nil
	}
	return netip.AddrPort{}, fmt.Errorf("getsockname: an address of another family: %T", address)
}
