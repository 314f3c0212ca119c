package bench

import (
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"sync"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/record"
	"ipcbench/internal/host"
	"ipcbench/internal/network"
	"ipcbench/internal/proc"
	"ipcbench/internal/remote"
	"ipcbench/internal/ssh"
	"ipcbench/mechanisms"
)

// agent is what starts ends on this host, for a coordinator here or elsewhere. all are the mechanisms that there are.
func agent(all []mechanisms.Mechanism) *remote.Agent {
	return &remote.Agent{Mechanisms: pattern.Known(all), CPU: cpuFor, Config: configHere}
}

// configHere describes this host as the results of another name it: with the processor's name, which the testing
// package prints of the coordinator's, and the network device that has an address.
func configHere(at netip.Addr) [][2]string {
	config := record.Machine()
	if name := host.Processor(); name != "" {
		config = append([][2]string{{"cpu", name}}, config...)
	}
	if link, err := network.DeviceAt(at); err == nil {
		config = append(config, [2]string{"link", link})
	}
	return config
}

// cpuFor is the CPU of an end at a place of this host, or at the place that the host has where it has only one CPU.
func cpuFor(name string, end mechanisms.Side) (int, error) {
	cpus, err := place.Place(name).CPUs()
	if err != nil {
		cpus, err = place.Same.CPUs()
	}
	return place.Of(cpus, int(mechanisms.HostOf(end))), err
}

// distant are two hosts with a machine each.
type distant struct {
	dial func() (*remote.Host, error)

	mu    sync.Mutex
	hosts remote.Hosts
	given bool // it was tried in vain to reach the other host again
}

// Remote implements [proc.Starter].
func (*distant) Remote() bool { return true }

// Start implements [proc.Starter]. If the connection to the other host is lost, it makes a new one.
func (d *distant) Start(c proc.Config) (*proc.Group, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	select {
	case <-d.hosts.B.Lost():
		if err := d.again(); err != nil {
			return nil, fmt.Errorf("the connection was lost, and no new one can be made: %w", err)
		}
	default:
	}
	return d.hosts.Start(c)
}

const (
	// againFor is how long a new connection is tried, the first time that one is needed: the other host may have to be
	// started again, or to notice that the old connection is lost. againEach is the time between two tries.
	againFor  = 8 * time.Second
	againEach = 500 * time.Millisecond
)

// again makes a new connection to the other host.
func (d *distant) again() error {
	for deadline := time.Now().Add(againFor); ; time.Sleep(againEach) {
		h, err := d.dial()
		if err == nil {
			d.hosts.B, d.given = h, false
			return nil
		}
		if d.given || time.Now().After(deadline) {
			d.given = true
			return err
		}
	}
}

// close hangs up, and waits until the other host has removed what this one has brought there.
func (d *distant) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.hosts.A.Close()
	d.hosts.B.Close()
}

// newDistant makes the connection to the other host.
func newDistant(name string, all []mechanisms.Mechanism, dial func() (*remote.Host, error)) (*secondHost, error) {
	addresses, err := givenAddresses()
	if err != nil {
		return nil, err
	}
	there, err := dial()
	if err != nil {
		return &secondHost{why: inOneLine(err)}, nil
	}
	if !addresses[0].IsValid() {
		addresses = there.Hello.Addresses
	}
	if !addresses[0].IsValid() {
		there.Close()
		return nil, fmt.Errorf("-ipc.host=%s: it is not known at which addresses the hosts reach each other: give "+
			"-ipc.host-addresses=OURS,THEIRS", name)
	}
	here, err := remote.Here(agent(all))
	if err != nil {
		there.Close()
		return nil, err
	}
	d := &distant{dial: dial, hosts: remote.Hosts{A: here, B: there, Addresses: addresses}}
	return &secondHost{Starter: d, config: describe(there.Hello, addresses)}, nil
}

// describe are the lines of the results that tell the other host and what is between.
func describe(there remote.Hello, addresses [2]netip.Addr) [][2]string {
	lines := [][2]string{{"host-b", there.Name}}
	for _, kv := range there.Config {
		lines = append(lines, [2]string{"host-b-" + kv[0], kv[1]})
	}
	if link, err := network.DeviceAt(addresses[0]); err == nil {
		lines = append(lines, [2]string{"link", link})
	}
	return lines
}

// givenAddresses is -ipc.host-addresses.
func givenAddresses() (addresses [2]netip.Addr, err error) {
	if *addressesFlag == "" {
		return addresses, nil
	}
	ours, theirs, ok := strings.Cut(*addressesFlag, ",")
	for i, word := range []string{ours, theirs} {
		if addresses[i], err = netip.ParseAddr(strings.TrimSpace(word)); err != nil {
			ok = false
		}
	}
	if !ok {
		return addresses, fmt.Errorf("-ipc.host-addresses=%s: give two IP addresses, ours and theirs, such as "+
			"10.0.0.1,10.0.0.2", *addressesFlag)
	}
	return addresses, nil
}

// bySSH reaches a host by ssh.
func bySSH(value string, all []mechanisms.Mechanism) (*secondHost, error) {
	at, err := ssh.Parse(value)
	if err != nil {
		return nil, fmt.Errorf("-ipc.host=%s: %w", value, err)
	}
	at.Binary = *binaryFlag
	at.Build = "build the program for it by `GOARCH=%[2]s go test -c -o ipc-%[2]s.test .`, and name that in " +
		"-ipc.host-binary"
	return newDistant(value, all, func() (*remote.Host, error) { return remote.Dial(at, "-ipc.serve="+stdio) })
}

// token is that of -ipc.token-file.
func token(flag string) (t remote.Token, err error) {
	if *tokenFlag == "" {
		return t, fmt.Errorf("%s: needs -ipc.token-file, the file with the secret of both sides", flag)
	}
	if t, err = remote.ReadToken(*tokenFlag); err != nil {
		err = fmt.Errorf("-ipc.token-file=%s: %w", *tokenFlag, err)
	}
	return t, err
}

// byConnection reaches a host where an agent listens.
func byConnection(address string, all []mechanisms.Mechanism) (*secondHost, error) {
	flag := "-ipc.host=connect:" + address
	if err := checkAddress(flag, address); err != nil {
		return nil, err
	}
	t, err := token(flag)
	if err != nil {
		return nil, err
	}
	return newDistant("connect:"+address, all, func() (*remote.Host, error) { return remote.Connect(address, t) })
}

// errAddress says what an address looks like.
var errAddress = errors.New("choose an address and a port, such as 10.0.0.2:7070 or :7070")
