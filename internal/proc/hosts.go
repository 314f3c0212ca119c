package proc

import (
	"errors"
	"fmt"
	"maps"
	"net/netip"

	"ipcbench/internal/namespace"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// Networks are the network namespaces in which the ends of a group run: those of hosts that are one machine.
type Networks struct {
	// Namespaces are descriptors of the namespaces of each host. They are the caller's.
	Namespaces [len(mechanisms.Hosts{}.Addresses)]int
	// Addresses are where they can be reached from each other.
	Addresses [len(mechanisms.Hosts{}.Addresses)]netip.Addr
}

// of is the descriptor of the namespace in which an end runs, or -1 for this process's own.
func (n *Networks) of(end mechanisms.Side) int {
	if n == nil {
		return -1
	}
	return n.Namespaces[mechanisms.HostOf(end)]
}

// prepare calls Prepare: once, or on each host.
func (n *Networks) prepare(m mechanisms.Mechanism, p *mechanisms.Preparation) error {
	switch {
	case n == nil && p.Hosts == nil:
		return m.Prepare(p)
	case n == nil:
		return prepareHere(m, p)
	}
	for host, fd := range n.Namespaces {
		p.Hosts = &mechanisms.Hosts{
			Here: mechanisms.Side(host), Addresses: n.Addresses, Enter: func() error { return namespace.Enter(fd) },
		}
		if err := namespace.Within(fd, func() error { return prepareHere(m, p) }); err != nil {
			return err
		}
	}
	return nil
}

// prepareHere calls Prepare on one of two hosts. What it gives to an end on the other could not get there.
func prepareHere(m mechanisms.Mechanism, p *mechanisms.Preparation) error {
	elsewhere := func() (n int) {
		for i := range p.Hosts.Addresses {
			if side := mechanisms.Side(i); side != p.Hosts.Here {
				n += len(p.FDs(side))
			}
		}
		return n
	}
	before := elsewhere()
	err := m.Prepare(p)
	if err == nil && elsewhere() > before {
		err = fmt.Errorf("%s: on the host of side %v, Prepare gives a descriptor to the other side", m.Traits().Name,
			p.Hosts.Here)
	}
	return err
}

// A Starter starts groups whose ends are on two hosts.
type Starter interface {
	// Start starts the ends of a group, A on its host and all others on B's. On an error nothing of them is left.
	Start(Config) (*Group, error)
	// Remote tells whether the ends share neither memory nor a clock.
	Remote() bool
}

// A Part says that only some ends of a group are on this host. The others are on another, where a process like this one
// starts them.
type Part struct {
	// Hosts say which: those of the host that is Here.
	Hosts mechanisms.Hosts
	// Values are those that Prepare has set on the other host before; nil if it was not called yet.
	Values map[string]string
}

// ends are the ends of a group that this process starts, in order.
func (c Config) ends() (ends []mechanisms.Side) {
	for i := range c.CPUs {
		end := mechanisms.Side(i)
		if c.Part == nil || mechanisms.HostOf(end) == c.Part.Hosts.Here {
			ends = append(ends, end)
		}
	}
	return ends
}

// A Prepared is a group whose mechanism is prepared on this host, and whose ends are not started yet.
type Prepared struct{ local *local }

// Prepare prepares the mechanism of a group, of which this host has a [Part]. On an error nothing is left.
func Prepare(c Config) (*Prepared, error) {
	l, err := newLocal(c)
	if err != nil {
		return nil, err
	}
	if err := l.prepare(); err != nil {
		l.abort()
		return nil, err
	}
	return &Prepared{l}, nil
}

// First is the number of the first end on this host, among those of the whole group.
func (p *Prepared) First() mechanisms.Side { return p.local.config.ends()[0] }

// Values are those that Prepare has set, here and before on the other host.
func (p *Prepared) Values() map[string]string { return p.local.preparation.Values() }

// Start starts the ends of this host. The ends of the group are those, counted from 0. values are those that Prepare
// has set on the other host. On an error nothing is left.
func (p *Prepared) Start(values map[string]string) (*Group, error) {
	for name, value := range values {
		p.local.preparation.Set(name, value)
	}
	return p.local.launch()
}

// Drop removes what was made, instead of a Start.
func (p *Prepared) Drop() { p.local.abort() }

// seed gives a preparation the values of the other host.
func (p *Part) seed(preparation *mechanisms.Preparation) {
	if p == nil {
		return
	}
	preparation.Hosts = &p.Hosts
	for name, value := range maps.All(p.Values) {
		preparation.Set(name, value)
	}
}

// elsewhere is the number of the ends on another host, where lifelines are numbered by ends.
const elsewhere mechanisms.Side = -1

// newLifelines makes a lifeline for each of some ends, and one that stands for those on another host, if there are any.
func (l *local) newLifelines(ends []mechanisms.Side) (map[mechanisms.Side]lifeline, error) {
	lines := map[mechanisms.Side]lifeline{}
	of := ends
	if l.config.Part != nil {
		of = append([]mechanisms.Side{elsewhere}, ends...)
	}
	for _, end := range of {
		var pipe [2]int
		if err := unix.Pipe2(pipe[:], unix.O_CLOEXEC); err != nil {
			return nil, fmt.Errorf("pipe2: %w", err)
		}
		lines[end] = lifeline{watched: pipe[0], held: pipe[1]}
		if end == elsewhere {
			l.ours.add(pipe[0], len(ends))
			l.group.away = &pipe[1]
			continue
		}
		l.ours.add(pipe[0], len(ends)-1)
		l.ours.add(pipe[1], 1)
	}
	return lines, nil
}

// Abandon tells the ends of this host that an end on the other host is gone.
func (g *Group) Abandon() error {
	g.awayMu.Lock()
	defer g.awayMu.Unlock()
	if g.away == nil {
		return nil
	}
	fd := *g.away
	g.away = nil
	if err := unix.Close(fd); err != nil {
		return errors.Join(errors.New("hanging up"), err)
	}
	return nil
}
