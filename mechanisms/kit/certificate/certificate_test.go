package certificate

import (
	"crypto/tls"
	"errors"
	"io"
	"net/netip"
	"strings"
	"testing"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/managed"

	"golang.org/x/sys/unix"
)

// prepared is a pair of which both sides have a certificate.
func prepared(t *testing.T) (ends [2]*mechanisms.End) {
	t.Helper()
	p := &mechanisms.Preparation{Dir: t.TempDir()}
	for _, s := range mechanisms.Sides {
		if err := Make(p, s); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range mechanisms.Sides {
		ends[s] = &mechanisms.End{Side: s, Dir: p.Dir, FDs: p.FDs(s), Values: p.Values(), Peer: new(mechanisms.Peer)}
	}
	return ends
}

// meet has a client of one pair connect to the server of another, or of the same.
func meet(t *testing.T, server, client *mechanisms.End) (state tls.ConnectionState, served, connected error) {
	t.Helper()
	forServer, err := Server(server, "proto")
	if err != nil {
		t.Fatal(err)
	}
	forClient, err := Client(client, "proto")
	if err != nil {
		t.Fatal(err)
	}
	forClient.ClientSessionCache = tls.NewLRUClientSessionCache(1)
	fds, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	a, errA := managed.Conn(fds[0])
	b, errB := managed.Conn(fds[1])
	if errA != nil || errB != nil {
		t.Fatal(errA, errB)
	}
	done := make(chan error, 1)
	go func() {
		c := tls.Server(a, forServer)
		err := c.Handshake()
		if err == nil {
			_, err = c.Write([]byte("hello")) // what a ticket would come before
		}
		done <- err
		a.Close()
	}()
	c := tls.Client(b, forClient)
	connected = c.Handshake()
	if connected == nil {
		got := make([]byte, len("hello"))
		if _, err := io.ReadFull(c, got); err != nil || string(got) != "hello" {
			t.Errorf("%q came (%v)", got, err)
		}
		if _, ok := forClient.ClientSessionCache.Get(Name); ok {
			t.Error("the server sent a session ticket")
		}
	}
	state = c.ConnectionState()
	b.Close()
	return state, <-done, connected
}

// Both sides serve each other by TLS 1.3, and a client takes its own pair's certificate only.
func TestAClientTrustsItsPairOnly(t *testing.T) {
	ours, theirs := prepared(t), prepared(t)
	defer unix.Close(theirs[mechanisms.B].FDs[keyName])
	for _, s := range mechanisms.Sides {
		state, served, connected := meet(t, ours[s], ours[s.Other()])
		if served != nil || connected != nil {
			t.Fatalf("side %v serves: %v, %v", s, served, connected)
		}
		if state.Version != tls.VersionTLS13 || state.NegotiatedProtocol != "proto" || state.DidResume {
			t.Errorf("side %v serves: %+v", s, state)
		}
	}
	_, _, connected := meet(t, theirs[mechanisms.A], ours[mechanisms.B])
	var refused *tls.CertificateVerificationError
	if !errors.As(connected, &refused) {
		t.Errorf("the certificate of another pair: %v", connected)
	}
}

// The private key is with the side that serves and on its host, and nowhere among what travels.
func TestThePrivateKeyStaysWithItsSide(t *testing.T) {
	p := &mechanisms.Preparation{Dir: t.TempDir(), Hosts: &mechanisms.Hosts{
		Here: mechanisms.B, Addresses: [2]netip.Addr{netip.IPv4Unspecified(), netip.IPv4Unspecified()},
	}}
	if err := Make(p, mechanisms.A); err != nil {
		t.Fatal(err)
	}
	if len(p.Values()) > 0 || len(p.FDs(mechanisms.A)) > 0 {
		t.Errorf("on the other host it makes %v", p.Values())
	}
	p.Hosts.Here = mechanisms.A
	if err := Make(p, mechanisms.A); err != nil {
		t.Fatal(err)
	}
	defer unix.Close(p.FDs(mechanisms.A)[keyName])
	if len(p.FDs(mechanisms.B)) > 0 {
		t.Errorf("side B was given %v", p.FDs(mechanisms.B))
	}
	var stat unix.Stat_t
	if err := unix.Fstat(p.FDs(mechanisms.A)[keyName], &stat); err != nil || stat.Nlink != 0 {
		t.Errorf("the key is in a file with %d names (%v)", stat.Nlink, err)
	}
	if len(p.Values()) != 1 || len(p.Early())+len(p.Late()) > 0 {
		t.Errorf("it sets %v, and leaves %v, %v", p.Values(), p.Early(), p.Late())
	}
	if der, err := certificateOf(&mechanisms.End{Values: p.Values()}, mechanisms.A); err != nil || len(der) == 0 {
		t.Error(err)
	}
}

// What is missing or damaged is an error that names it.
func TestWhatIsMissingIsNamed(t *testing.T) {
	if _, err := Server(&mechanisms.End{}); err == nil || !strings.Contains(err.Error(), keyName) {
		t.Errorf("no key: %v", err)
	}
	for _, value := range []string{"", "?", "AAAA"} {
		e := &mechanisms.End{Side: mechanisms.B, Values: map[string]string{valueName(mechanisms.A): value}}
		if _, err := Client(e); err == nil || !strings.Contains(err.Error(), "certificate of side A") {
			t.Errorf("the certificate %q: %v", value, err)
		}
	}
}
