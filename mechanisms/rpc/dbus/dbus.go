// Package dbus holds D-Bus: github.com/godbus/dbus, peer to peer.
package dbus

import (
	"bytes"
	"errors"
	"io"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/exchange"
	"ipcbench/mechanisms/kit/managed"

	"github.com/godbus/dbus/v5"
	"golang.org/x/sys/unix"
)

// DBus is dbus: method calls with an array of bytes as argument and as result. There is no bus: the two processes are
// connected by a pair of Unix sockets that they inherit.
type DBus struct{}

// largest is the longest array. Source: D-Bus specification, marshalling, "maximum length of an array".
const largest = 64 << 20

// Traits implements [mechanisms.Mechanism].
func (DBus) Traits() mechanisms.Traits {
	t := exchange.Traits("dbus", "D-Bus peer to peer over a pair of Unix sockets; one method call an op")
	t.VariantOf, t.Relation, t.Needs = "nats", mechanisms.Related, ""
	t.Crosses = []mechanisms.Border{mechanisms.Inherited}
	t.Largest, t.LimitedBy = largest, "the longest array of D-Bus"
	t.Quick = 64 << 10 // 1 MiB takes more than a second there and back
	return t
}

// Available implements [mechanisms.Mechanism].
func (DBus) Available() error { return nil }

// Prepare makes the pair of sockets.
func (DBus) Prepare(p *mechanisms.Preparation) error {
	fds, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	for _, s := range mechanisms.Sides {
		p.Give(s, "socket", fds[s])
	}
	return nil
}

const (
	path  = dbus.ObjectPath("/ipcbench/pair")
	iface = "ipcbench.Pair"
)

// An object is what each side exports.
type object struct{ service *exchange.Service }

// Exchange is its method.
func (o object) Exchange(request []byte) ([]byte, *dbus.Error) {
	response, err := o.service.Exchange(request)
	if err != nil {
		return nil, dbus.MakeFailedError(err)
	}
	if response == nil {
		response = []byte{}
	}
	return response, nil
}

// Open exports the object and connects.
func (m DBus) Open(e *mechanisms.End) (mechanisms.Link, error) {
	fd, err := e.FD("socket")
	if err != nil {
		return nil, err
	}
	socket, err := managed.Conn(fd)
	if err != nil {
		return nil, err
	}
	conn, err := dbus.NewConn(&trusted{ReadWriteCloser: socket})
	if err != nil {
		return nil, errors.Join(err, socket.Close())
	}
	service := exchange.NewService()
	err = errors.Join(conn.Export(object{service}, path, iface), conn.Auth([]dbus.Auth{dbus.AuthAnonymous()}))
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	peer := conn.Object("", path)
	call := func(request []byte) (response []byte, err error) {
		err = peer.Call(iface+"."+exchange.Method, 0, request).Store(&response)
		return response, err
	}
	return exchange.New(e, m.Traits(), service, call, conn.Close), nil
}

// A trusted connection answers the client's authentication itself, up to its BEGIN. Both ends are clients here, so that
// no server would; and both have their sockets from the same parent. Source: D-Bus specification, authentication
// protocol.
type trusted struct {
	io.ReadWriteCloser
	answers bytes.Buffer
	begun   bool
}

// Write answers the client's lines, and then passes on what it writes.
func (t *trusted) Write(p []byte) (int, error) {
	if t.begun {
		return t.ReadWriteCloser.Write(p)
	}
	switch line := bytes.TrimLeft(p, "\x00"); {
	case bytes.HasPrefix(line, []byte("BEGIN")):
		t.begun = true
	case bytes.HasPrefix(line, []byte("AUTH ANONYMOUS")):
		t.answers.WriteString("OK 00000000000000000000000000000000\r\n")
	case bytes.Equal(bytes.TrimSpace(line), []byte("AUTH")):
		t.answers.WriteString("REJECTED ANONYMOUS\r\n")
	case len(line) > 0:
		t.answers.WriteString("ERROR\r\n")
	}
	return len(p), nil
}

// Read reads the answers first.
func (t *trusted) Read(p []byte) (int, error) {
	if t.answers.Len() > 0 {
		return t.answers.Read(p)
	}
	return t.ReadWriteCloser.Read(p)
}
