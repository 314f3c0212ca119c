package catalogue_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/catalogue"
	"ipcbench/mechanisms/kit/loopback"

	"github.com/quic-go/quic-go"
)

// encrypted calls test for each mechanism that is only between hosts, over the loopback interface.
func encrypted(t *testing.T, test func(t *testing.T, m mechanisms.Mechanism)) {
	if err := loopback.Available(); err != nil {
		t.Skip(err)
	}
	for _, m := range catalogue.All() {
		if m.Traits().Scope == mechanisms.Host {
			t.Run(m.Traits().Name, func(t *testing.T) { test(t, m) })
		}
	}
}

// endsOf prepares a pair, and returns its ends and the addresses where they can be reached.
func endsOf(t *testing.T, m mechanisms.Mechanism) (ends [2]*mechanisms.End, addresses []string) {
	t.Helper()
	p := &mechanisms.Preparation{Dir: t.TempDir(), Size: 64, Wait: m.Traits().Waits[0]}
	if err := m.Prepare(p); err != nil {
		t.Fatal(err)
	}
	for _, s := range mechanisms.Sides {
		ends[s] = &mechanisms.End{
			Side: s, Size: p.Size, Wait: p.Wait, Dir: p.Dir, Peer: new(mechanisms.Peer), FDs: p.FDs(s),
			Values: maps.Clone(p.Values()),
		}
	}
	for _, value := range p.Values() {
		if _, err := netip.ParseAddrPort(value); err == nil {
			addresses = append(addresses, value)
		}
	}
	if len(addresses) == 0 {
		t.Fatal("it has no address")
	}
	return ends, addresses
}

// opened is an end, or why there is none.
type opened struct {
	link mechanisms.Link
	err  error
}

// open opens an end in a goroutine of its own.
func openEnd(m mechanisms.Mechanism, e *mechanisms.End) <-chan opened {
	done := make(chan opened, 1)
	go func() {
		link, err := m.Open(e)
		done <- opened{link, err}
	}()
	return done
}

// exchange sends a message from one end to the other.
func exchange(t *testing.T, from, to mechanisms.Link, fill byte) {
	t.Helper()
	message := bytes.Repeat([]byte{fill}, 64)
	sent := make(chan error, 1)
	go func() { sent <- from.Send(message) }()
	got := make([]byte, len(message))
	if err := to.Recv(got); err != nil || !bytes.Equal(got, message) {
		t.Errorf("%q came (%v)", got, err)
	}
	if err := <-sent; err != nil {
		t.Error(err)
	}
}

// A stranger comes to an address with the certificate's check switched off. He returns what was told him, if anything.
type stranger func(ctx context.Context, address string) ([]byte, error)

var unchecked = &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"ipcbench", "h2"}}

// overTCP are strangers with something to say to a TCP port.
var overTCP = map[string]stranger{
	"silent": says(nil), "wrong": says(make([]byte, 16)), "long": says(make([]byte, 1<<16)),
	"TLS": func(ctx context.Context, address string) ([]byte, error) {
		c, err := (&tls.Dialer{Config: unchecked}).DialContext(ctx, "tcp", address)
		if err != nil {
			return nil, err
		}
		c.Close()
		return []byte("a handshake"), nil
	},
}

func says(words []byte) stranger {
	return func(ctx context.Context, address string) ([]byte, error) {
		c, err := new(net.Dialer).DialContext(ctx, "tcp", address)
		if err != nil {
			return nil, err
		}
		defer c.Close()
		context.AfterFunc(ctx, func() { c.Close() })
		c.Write(words)
		return io.ReadAll(c)
	}
}

// overQUIC are strangers who come as far as a connection, since the port shows its certificate to everybody.
var overQUIC = map[string]stranger{
	"silent": streams(nil), "wrong": streams(make([]byte, 16)), "long": streams(make([]byte, 1<<16)),
	"datagram": func(ctx context.Context, address string) ([]byte, error) {
		c, err := new(net.Dialer).DialContext(ctx, "udp", address)
		if err != nil {
			return nil, err
		}
		defer c.Close()
		context.AfterFunc(ctx, func() { c.Close() })
		c.Write(make([]byte, 1200))
		got := make([]byte, 1<<16)
		n, err := c.Read(got)
		return got[:n], err
	},
}

func streams(words []byte) stranger {
	return func(ctx context.Context, address string) ([]byte, error) {
		c, err := quic.DialAddr(ctx, address, unchecked, nil)
		if err != nil {
			return nil, err
		}
		defer c.CloseWithError(0, "")
		if words == nil {
			<-c.Context().Done()
			return nil, context.Cause(c.Context())
		}
		stream, err := c.OpenStreamSync(ctx)
		if err != nil {
			return nil, err
		}
		stream.Write(words)
		context.AfterFunc(ctx, func() { stream.CancelRead(0) })
		return io.ReadAll(stream)
	}
}

// Strangers who come before the pair are told nothing, and the pair meets; who comes later disturbs nothing.
func TestStrangersAreNotServed(t *testing.T) {
	t.Setenv("QUIC_GO_DISABLE_RECEIVE_BUFFER_WARNING", "true")
	encrypted(t, func(t *testing.T, m mechanisms.Mechanism) {
		ends, addresses := endsOf(t, m)
		strangers := overTCP
		if m.Traits().Name == "quic" {
			strangers = overQUIC
		}
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		type told struct {
			who  string
			what []byte
			err  error
		}
		answers := make(chan told, 100)
		come := func() (many int) {
			for _, address := range addresses {
				for who, visits := range strangers {
					many++
					go func() {
						what, err := visits(ctx, address)
						answers <- told{who, what, err}
					}()
				}
			}
			return many
		}
		many := come()
		a := openEnd(m, ends[mechanisms.A])
		time.Sleep(50 * time.Millisecond) // some of the strangers are heard first
		b := openEnd(m, ends[mechanisms.B])
		var links [2]mechanisms.Link
		for s, done := range []<-chan opened{a, b} {
			o := <-done
			if o.err != nil {
				t.Fatalf("side %v: %v", mechanisms.Side(s), o.err)
			}
			links[s] = o.link
		}
		exchange(t, links[0], links[1], 1)
		many += come()
		for fill := range byte(50) {
			exchange(t, links[0], links[1], fill)
			exchange(t, links[1], links[0], fill)
		}
		if err := errors.Join(links[0].Close(), links[1].Close()); err != nil {
			t.Error(err)
		}
		cancel()
		for range many {
			one := <-answers
			if len(one.what) > 0 {
				t.Errorf("the %s stranger was told %q", one.who, one.what)
			}
			t.Logf("the %s stranger: %v", one.who, one.err)
		}
	})
}

// A client refuses the certificate of another pair, though the token is right, and neither end opens.
func TestAnotherCertificateIsRefused(t *testing.T) {
	encrypted(t, func(t *testing.T, m mechanisms.Mechanism) {
		ends, _ := endsOf(t, m)
		other, _ := endsOf(t, m)
		const name = "certificate-A"
		if ends[mechanisms.B].Values[name] == "" {
			t.Fatalf("the values are %q", slices.Collect(maps.Keys(ends[mechanisms.B].Values)))
		}
		ends[mechanisms.B].Values[name] = other[mechanisms.B].Values[name]
		a, b := openEnd(m, ends[mechanisms.A]), openEnd(m, ends[mechanisms.B])
		o := <-b
		if o.err == nil {
			t.Fatal("B took another's certificate")
		}
		if text := fmt.Sprint(o.err); !strings.Contains(text, "certificate") || strings.Contains(text, "\n") {
			t.Errorf("B: %v", o.err)
		}
		ends[mechanisms.A].Peer.MarkGone()
		switch o := <-a; {
		case o.err == nil && m.Traits().Family != "rpc": // whose A has verified B's certificate, and serves nobody
			t.Error("A opened")
		case o.err == nil:
			o.link.Close()
		case strings.Contains(o.err.Error(), "\n"):
			t.Errorf("A: %v", o.err)
		}
	})
}
