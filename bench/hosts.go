package bench

import (
	"flag"
	"fmt"
	"slices"
	"strings"

	"ipcbench/bench/plan"
	"ipcbench/internal/network"
	"ipcbench/internal/proc"
	"ipcbench/mechanisms"
)

var (
	scopesFlag = flag.String("ipc.scopes", "",
		"these scopes instead of process and thread: comma-separated names or globs of process, thread, host; host "+
			"needs -ipc.host")
	hostFlag = flag.String("ipc.host", "",
		"where side B of scope=host runs: netns, in a network namespace that the run makes (netns,delay=1ms,"+
			"rate=1gbit,loss=0.1% by netem); ssh://user@name, where this program is copied to; or connect:ADDRESS, "+
			"where somebody has started it with -ipc.serve")
	tokenFlag = flag.String("ipc.token-file", "",
		"for -ipc.host=connect and -ipc.serve: the file with the secret that both sides prove to each other")
	binaryFlag = flag.String("ipc.host-binary", "",
		"for -ipc.host=ssh: the program for a host of another architecture")
	addressesFlag = flag.String("ipc.host-addresses", "",
		"for -ipc.host=ssh and connect: at which addresses each host reaches the other, where that is not the "+
			"connection itself: ours,theirs")
)

// A secondHost is where side B runs, for cells of scope host.
type secondHost struct {
	proc.Starter
	config [][2]string // of the results: the other host and what is between
	why    string      // that there is none here, or ""
}

// letGo ends what was begun for the second host.
func (s *secondHost) letGo() {
	if s == nil {
		return
	}
	if d, ok := s.Starter.(*distant); ok {
		d.close()
	}
}

// second is what -ipc.host names, once it has been looked at.
var second *secondHost

// chosenScopes are the scopes that the flags ask for, and the second host if there is to be one. The error is one line
// that names the flag, its value and the choices. all are the mechanisms that there are.
func chosenScopes(s *plan.Selection, all []mechanisms.Mechanism) (err error) {
	scopes := []mechanisms.Scope{mechanisms.Process, mechanisms.Thread, mechanisms.Host}
	if s.Scopes, err = plan.Choose("-ipc.scopes", *scopesFlag, scopes); err != nil {
		return err
	}
	if *hostFlag == "" {
		if slices.Contains(s.Scopes, mechanisms.Host) {
			return fmt.Errorf("-ipc.scopes=%s: scope host needs a second host: add -ipc.host=netns, "+
				"ssh://user@name or connect:ADDRESS", *scopesFlag)
		}
		return nil
	}
	switch {
	case s.Scopes == nil:
		s.Scopes = []mechanisms.Scope{mechanisms.Host}
	case !slices.Contains(s.Scopes, mechanisms.Host):
		return fmt.Errorf("-ipc.host=%s: is for scope host, which -ipc.scopes=%s leaves out", *hostFlag, *scopesFlag)
	}
	if second == nil {
		if second, err = secondHostOf(*hostFlag, all); err != nil {
			return err
		}
	}
	s.NoHost, s.Remote = second.why, second.Starter != nil && second.Remote()
	return nil
}

// secondHostOf makes the second host of a value of -ipc.host. all are the mechanisms that there are.
func secondHostOf(value string, all []mechanisms.Mechanism) (*secondHost, error) {
	kind, rest, more := strings.Cut(value, ",")
	address, connects := strings.CutPrefix(value, "connect:")
	switch {
	case kind == "netns":
		return joined(rest, more)
	case strings.HasPrefix(value, "ssh://"):
		return bySSH(value, all)
	case connects:
		return byConnection(address, all)
	}
	return nil, fmt.Errorf("-ipc.host=%s: choose netns, ssh://user@name or connect:ADDRESS", value)
}

// joined makes two network namespaces, with what the words say between them.
func joined(words string, more bool) (*secondHost, error) {
	var weather network.Weather
	if more {
		var err error
		if weather, err = network.ParseWeather(strings.Split(words, ",")); err != nil {
			return nil, fmt.Errorf("-ipc.host=netns,%s: %w", words, err)
		}
	}
	n, err := network.Join(weather)
	if err != nil {
		return &secondHost{why: inOneLine(err)}, nil
	}
	return &secondHost{
		Starter: namespaces{&proc.Networks{Namespaces: n.Namespaces, Addresses: n.Addresses}},
		config:  n.Config,
	}, nil
}

// namespaces are two hosts that are network namespaces of this machine.
type namespaces struct{ networks *proc.Networks }

// Remote implements [proc.Starter].
func (namespaces) Remote() bool { return false }

// Start implements [proc.Starter].
func (n namespaces) Start(c proc.Config) (*proc.Group, error) {
	c.Networks = n.networks
	return proc.Start(c)
}

func inOneLine(err error) string { return strings.ReplaceAll(err.Error(), "\n", "; ") }
