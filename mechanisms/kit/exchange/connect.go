package exchange

import (
	"context"
	"errors"
	"net"
	"path/filepath"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/listener"
)

// SocketOf is the path of the Unix socket on which one side serves.
func SocketOf(dir string, s mechanisms.Side) string {
	return filepath.Join(dir, "rpc-"+s.String()+".sock")
}

// Listen has both sides serve on Unix sockets, or, if they are on two hosts, on TCP ports.
func Listen(p *mechanisms.Preparation) error {
	if p.Apart() {
		return ListenTCP(p)
	}
	for _, s := range mechanisms.Sides {
		if err := listener.Unix(p, s, "unix", p.Path(filepath.Base(SocketOf("", s)))); err != nil {
			return err
		}
	}
	return nil
}

// ListenTCP has both sides serve on TCP ports, those of the loopback interface if they are on one host.
func ListenTCP(p *mechanisms.Preparation) error {
	for _, s := range mechanisms.Sides {
		if err := listener.TCP(p, s, addressName(s)); err != nil {
			return err
		}
	}
	return nil
}

func addressName(s mechanisms.Side) string { return "address-" + s.String() }

// ServerOf is where the other side serves, for [listener.Dial].
func ServerOf(e *mechanisms.End) (network, address string) {
	s := e.Side.Other()
	if address := e.Value(addressName(s)); address != "" {
		return "tcp", address
	}
	return "unix", SocketOf(e.Dir, s)
}

// Connect makes the two connections of a side, after [Listen] or [ListenTCP]: out to the other side's server, and in
// from its client. The caller closes both.
func Connect(e *mechanisms.End) (in, out net.Conn, err error) {
	accepting, err := listener.Take(e)
	if err != nil {
		return nil, nil, err
	}
	defer accepting.Close()
	network, address := ServerOf(e)
	out, err = listener.Dial(context.Background(), e, network, address)
	if err != nil {
		return nil, nil, err
	}
	if in, err = accepting.Accept(); err != nil {
		return nil, nil, errors.Join(err, out.Close())
	}
	return in, out, nil
}
