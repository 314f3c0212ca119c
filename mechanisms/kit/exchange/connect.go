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

// Listen has both sides serve on Unix sockets.
func Listen(p *mechanisms.Preparation) error {
	for _, s := range mechanisms.Sides {
		if err := listener.Unix(p, s, "unix", p.Path(filepath.Base(SocketOf("", s)))); err != nil {
			return err
		}
	}
	return nil
}

// ListenTCP has both sides serve on TCP ports of the loopback interface; [AddressOf] finds them.
func ListenTCP(p *mechanisms.Preparation) error {
	for _, s := range mechanisms.Sides {
		address, err := listener.TCP(p, s)
		if err != nil {
			return err
		}
		p.Set("address-"+s.String(), address)
	}
	return nil
}

// AddressOf is the TCP address on which one side serves.
func AddressOf(e *mechanisms.End, s mechanisms.Side) string { return e.Value("address-" + s.String()) }

// Connect makes the two connections of a side, after [Listen]: out to the other side's server, and in from its client.
// The caller closes both.
func Connect(e *mechanisms.End) (in, out net.Conn, err error) {
	accepting, err := listener.Take(e)
	if err != nil {
		return nil, nil, err
	}
	defer accepting.Close()
	out, err = listener.Dial(context.Background(), e, "unix", SocketOf(e.Dir, e.Side.Other()))
	if err != nil {
		return nil, nil, err
	}
	if in, err = accepting.Accept(); err != nil {
		return nil, nil, errors.Join(err, out.Close())
	}
	return in, out, nil
}
