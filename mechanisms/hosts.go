package mechanisms

import "net/netip"

// Hosts says that the two ends of a pair are on two hosts, or in two network namespaces of one host.
// [Mechanism].Prepare is then called twice: on the host of side A, and after that on the host of side B, where the
// values are known that the first call has set. Each call makes only what the end needs that is there.
type Hosts struct {
	// Here is the side whose host Prepare runs on.
	Here Side
	// Addresses are those of the two hosts, A's first, as the other one reaches it.
	Addresses [2]netip.Addr
	// Enter brings the calling goroutine's thread, which is locked, into the network of this host; nil if every thread
	// of this process is in it. What Prepare does on another thread than its own calls it there first.
	Enter func() error
}

// SecondHost is for the Needs of [Traits] of [Host] scope.
const SecondHost = "a second host, or network namespaces (-ipc.host)"

// HostOf is the host of an end, by the side that it is the host of: ends after B, which patterns may have, are where B
// is.
func HostOf(end Side) Side { return min(end, Side(len(Hosts{}.Addresses)-1)) }

// Apart tells whether the ends are on two hosts.
func (p *Preparation) Apart() bool { return p.Hosts != nil }

// Has tells whether Prepare makes what side s needs: always, unless the ends are on two hosts and this is the other's.
func (p *Preparation) Has(s Side) bool { return p.Hosts == nil || p.Hosts.Here == s }

// loopback is the address of both ends on one host.
var loopback = netip.AddrFrom4([4]byte{127, 0, 0, 1})

// Address is where side s can be reached by the other: the address of its host, or that of the loopback interface.
func (p *Preparation) Address(s Side) netip.Addr {
	if p.Hosts == nil {
		return loopback
	}
	return p.Hosts.Addresses[s]
}
