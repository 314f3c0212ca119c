package token

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"testing"

	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// ends are those of a pair with a token.
func ends(t *testing.T) (a, b *mechanisms.End, token Token) {
	t.Helper()
	var p mechanisms.Preparation
	Set(&p)
	before := p.Values()[name]
	if Set(&p); p.Values()[name] != before {
		t.Error("a second Set changed the token")
	}
	a = &mechanisms.End{Side: mechanisms.A, Values: p.Values(), Peer: new(mechanisms.Peer)}
	b = &mechanisms.End{Side: mechanisms.B, Values: p.Values(), Peer: new(mechanisms.Peer)}
	token, ok, err := Of(a)
	if err != nil || !ok {
		t.Fatalf("the pair has no token: %v", err)
	}
	return a, b, token
}

// An acceptor is one of the two ways to accept; both mean the same.
type acceptor struct {
	name   string
	accept func(*mechanisms.End, Token, *net.TCPListener) (net.Conn, error)
	join   func(*mechanisms.End, Token, string) (net.Conn, error)
}

var acceptors = []acceptor{
	{"descriptors", acceptFD, func(e *mechanisms.End, token Token, address string) (net.Conn, error) {
		to, err := net.ResolveTCPAddr("tcp4", address)
		if err != nil {
			return nil, err
		}
		fd, err := token.Join(e, func() (int, error) {
			fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
			if err != nil {
				return -1, err
			}
			return fd, unix.Connect(fd, &unix.SockaddrInet4{Addr: [4]byte(to.IP.To4()), Port: to.Port})
		})
		if err != nil {
			return nil, err
		}
		return connOf(fd)
	}},
	{"package net", func(e *mechanisms.End, token Token, l *net.TCPListener) (net.Conn, error) {
		gate := token.NewListener(e, l)
		defer gate.Close()
		return gate.Accept()
	}, func(e *mechanisms.End, token Token, address string) (net.Conn, error) {
		return token.Dial(context.Background(), func(context.Context) (net.Conn, error) {
			return net.Dial("tcp4", address)
		})
	}},
}

func acceptFD(e *mechanisms.End, token Token, l *net.TCPListener) (net.Conn, error) {
	file, err := l.File()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	fd, err := token.Accept(e, int(file.Fd()))
	if err != nil {
		return nil, err
	}
	return connOf(fd)
}

func connOf(fd int) (net.Conn, error) {
	file := os.NewFile(uintptr(fd), "socket")
	defer file.Close()
	return net.FileConn(file)
}

func listen(t *testing.T) *net.TCPListener {
	t.Helper()
	l, err := net.ListenTCP("tcp4", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// Strangers who come first, more of them than are waited for, with nothing, a part, or something else to show, are
// closed; the pair meets, and what is sent next comes whole.
func TestThePairMeetsAmongStrangers(t *testing.T) {
	for _, by := range acceptors {
		t.Run(by.name, func(t *testing.T) {
			a, b, token := ends(t)
			l := listen(t)
			wrong := make([]byte, half)
			copy(wrong, token.question)
			wrong[half-1]++
			var strangers []net.Conn
			come := func(shown []byte) {
				c, err := net.Dial("tcp4", l.Addr().String())
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { c.Close() })
				c.Write(shown)
				strangers = append(strangers, c)
			}
			for _, shown := range [][]byte{nil, wrong, token.question[:half-1], token.answer, make([]byte, 1<<10)} {
				come(shown)
			}
			type accepted struct {
				net.Conn
				err error
			}
			got := make(chan accepted, 1)
			go func() {
				c, err := by.accept(a, token, l)
				got <- accepted{c, err}
			}()
			for range 2 * mostPending {
				come(nil)
			}
			out, err := by.join(b, token, l.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			defer out.Close()
			in := <-got
			if in.err != nil {
				t.Fatal(in.err)
			}
			defer in.Close()
			if _, err := out.Write([]byte("message")); err != nil {
				t.Fatal(err)
			}
			p := make([]byte, len("message"))
			if _, err := io.ReadFull(in, p); err != nil || string(p) != "message" {
				t.Errorf("%q came (%v)", p, err)
			}
			l.Close() // and with it what nobody accepted
			for i, c := range strangers {
				if n, _ := io.Copy(io.Discard, c); n > 0 {
					t.Errorf("stranger %d was told %d bytes", i, n)
				}
			}
		})
	}
}

// Who answers without the other half is not taken for the other side, nor waited for as if it had hung up.
func TestAStrangersAnswerIsRefused(t *testing.T) {
	for _, by := range acceptors {
		t.Run(by.name, func(t *testing.T) {
			_, b, token := ends(t)
			l := listen(t)
			go func() {
				c, err := l.Accept()
				if err != nil {
					return
				}
				defer c.Close()
				io.ReadFull(c, make([]byte, half))
				c.Write(token.question) // echoed
				io.Copy(io.Discard, c)
			}()
			if c, err := by.join(b, token, l.Addr().String()); !errors.Is(err, errStranger) {
				t.Errorf("joined %v: %v", c, err)
			}
		})
	}
}

// Who waits for the other side hears of its end.
func TestAcceptEndsWithThePeer(t *testing.T) {
	a, _, token := ends(t)
	gate := token.NewListener(a, listen(t))
	defer gate.Close()
	go a.Peer.MarkGone()
	if _, err := gate.Accept(); !errors.Is(err, mechanisms.ErrPeerGone) {
		t.Errorf("Accept: %v", err)
	}
}

func TestADamagedTokenIsNone(t *testing.T) {
	for _, text := range []string{"x", "00", "zz"} {
		if _, ok, err := Of(&mechanisms.End{Values: map[string]string{name: text}}); ok || err == nil {
			t.Errorf("%q was taken for a token", text)
		}
	}
	if _, ok, err := Of(&mechanisms.End{}); ok || err != nil {
		t.Errorf("no token: %t, %v", ok, err)
	}
}
