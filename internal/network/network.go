package network

import (
	"errors"
	"fmt"
	"net"
	"net/netip"

	"ipcbench/internal/namespace"

	"github.com/vishvananda/netlink"
	"github.com/vishvananda/netns"
	"golang.org/x/sys/unix"
)

// addresses are those of A and B: of a block that is kept for documentation and routed nowhere (RFC 5737).
var addresses = [2]netip.Addr{netip.AddrFrom4([4]byte{192, 0, 2, 1}), netip.AddrFrom4([4]byte{192, 0, 2, 2})}

// prefixBits is the length of their common network's prefix.
const prefixBits = 24

// A Network is two namespaces, A's and B's, and what joins them.
type Network struct {
	Namespaces [2]int // descriptors of them
	Addresses  [2]netip.Addr
	// Config describes the connection, by keys and values of a result file.
	Config [][2]string
}

// Join makes a network. Its error is one line that says what would help.
func Join(weather Weather) (*Network, error) {
	n := &Network{Namespaces: [2]int{-1, -1}, Addresses: addresses}
	if err := n.join(weather); err != nil {
		return nil, errors.Join(err, n.Close())
	}
	return n, nil
}

// Close lets go of the namespaces. They are gone when the last process in them has ended.
func (n *Network) Close() (err error) {
	for i, fd := range n.Namespaces {
		if fd >= 0 {
			err = errors.Join(err, unix.Close(fd))
		}
		n.Namespaces[i] = -1
	}
	return err
}

func (n *Network) join(weather Weather) error {
	var handles [2]*netlink.Handle
	for i := range n.Namespaces {
		fd, err := newNamespace()
		if err != nil {
			return err
		}
		n.Namespaces[i] = fd
		if handles[i], err = netlink.NewHandleAt(netns.NsHandle(fd), unix.NETLINK_ROUTE); err != nil {
			return fmt.Errorf("netlink: %w", err)
		}
		defer handles[i].Close()
	}
	names := [2]string{"a", "b"}
	attributes := netlink.NewLinkAttrs()
	attributes.Name = names[0]
	err := handles[0].LinkAdd(&netlink.Veth{
		LinkAttrs: attributes, PeerName: names[1], PeerNamespace: netlink.NsFd(n.Namespaces[1]),
	})
	if errors.Is(err, unix.EOPNOTSUPP) {
		return errors.New("this kernel has no veth devices (CONFIG_VETH)")
	}
	if err != nil {
		return fmt.Errorf("a pair of veth devices: %w", err)
	}
	for i, h := range handles {
		if err := raise(h, names[i], n.Addresses[i], weather); err != nil {
			return err
		}
	}
	n.Config = [][2]string{
		{"host-b", "a network namespace of this machine" + weather.String()}, {"link", n.describe(names)},
	}
	return nil
}

// raise gives a device its address and takes it into use, with the loopback interface of its namespace.
func raise(h *netlink.Handle, name string, at netip.Addr, weather Weather) error {
	for _, one := range []string{"lo", name} {
		link, err := h.LinkByName(one)
		if err != nil {
			return fmt.Errorf("%s: %w", one, err)
		}
		if one == name {
			address := &netlink.Addr{IPNet: &net.IPNet{
				IP: at.AsSlice(), Mask: net.CIDRMask(prefixBits, at.BitLen()),
			}}
			if err := h.AddrAdd(link, address); err != nil {
				return fmt.Errorf("%s: the address %v: %w", one, at, err)
			}
			if err := weather.apply(h, link); err != nil {
				return err
			}
		}
		if err := h.LinkSetUp(link); err != nil {
			return fmt.Errorf("%s: %w", one, err)
		}
	}
	return nil
}

// newNamespace makes a network namespace and returns a descriptor of it. The error says what would help.
func newNamespace() (fd int, err error) {
	fd, err = namespace.New()
	switch {
	case errors.Is(err, unix.EPERM):
		return -1, errors.New("only root, or a user with CAP_SYS_ADMIN and CAP_NET_ADMIN, may make network " +
			"namespaces (run it by sudo, or by `unshare --user --map-root-user --net`)")
	case errors.Is(err, unix.EINVAL):
		return -1, errors.New("this kernel has no network namespaces (CONFIG_NET_NS)")
	case err != nil:
		return -1, fmt.Errorf("a network namespace: %w", err)
	}
	return fd, nil
}

// In calls do on a thread that is in one of the namespaces: A's is number 0, B's number 1.
func (n *Network) In(number int, do func() error) error {
	return namespace.Within(n.Namespaces[number], do)
}
