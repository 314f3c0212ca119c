package network

import (
	"fmt"
	"net"
	"net/netip"
	"strings"

	"github.com/safchain/ethtool"
)

// offloads are the features of a network device that change what a packet costs, as ethtool(8) calls them for short and
// as the kernel calls them.
var offloads = []struct{ short, feature string }{
	{"tso", "tx-tcp-segmentation"}, {"gso", "tx-generic-segmentation"}, {"gro", "rx-gro"},
	{"tx-checksum", "tx-checksum-ip-generic"}, {"rx-checksum", "rx-checksum"},
}

// describe says in a line what joins the two namespaces, as A's device shows it.
func (n *Network) describe(names [2]string) (text string) {
	err := n.In(0, func() (err error) {
		text, err = Device(names[0])
		return err
	})
	if err != nil {
		return "veth"
	}
	return text
}

// Device describes a network device of the calling thread's namespace: driver, speed, MTU, offloads, and which CPUs it
// interrupts.
func Device(name string) (string, error) {
	device, err := net.InterfaceByName(name)
	if err != nil {
		return "", err
	}
	tool, err := ethtool.NewEthtool()
	if err != nil {
		return "", fmt.Errorf("ethtool: %w", err)
	}
	defer tool.Close()
	parts := []string{name}
	if driver, err := tool.DriverName(name); err == nil {
		parts[0] = driver
	}
	if speed, err := tool.CmdGetMapped(name); err == nil && speed["speed"] > 0 && speed["speed"] < 1<<31 {
		parts = append(parts, fmt.Sprintf("%d Mb/s", speed["speed"]))
	}
	parts = append(parts, fmt.Sprintf("MTU %d", device.MTU))
	parts = append(parts, offloadsOf(tool, name)...)
	if cpus := interruptCPUs("/", name); cpus != "" {
		parts = append(parts, "interrupts on CPU "+cpus)
	}
	return strings.Join(parts, ", "), nil
}

// offloadsOf are the offloads of a device that are on, as one part of its description; none if they are not shown.
func offloadsOf(tool *ethtool.Ethtool, name string) []string {
	features, err := tool.Features(name)
	if err != nil {
		return nil
	}
	var on []string
	for _, o := range offloads {
		if features[o.feature] {
			on = append(on, o.short)
		}
	}
	if on == nil {
		return []string{"no offloads"}
	}
	return []string{strings.Join(on, " ")}
}

// DeviceAt describes the network device of this host that has an address.
func DeviceAt(a netip.Addr) (string, error) {
	devices, err := net.Interfaces()
	if err != nil {
		return "", err
	}
	for _, d := range devices {
		addresses, _ := d.Addrs()
		for _, one := range addresses {
			if p, err := netip.ParsePrefix(one.String()); err == nil && p.Addr().Unmap() == a.Unmap() {
				return Device(d.Name)
			}
		}
	}
	return "", fmt.Errorf("no device of this host has the address %v", a)
}
