package socket

import (
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/listener"
	"ipcbench/mechanisms/kit/managed"
)

// GoTCP is go-tcp: a TCP connection over loopback as [net.TCPConn], which sets TCP_NODELAY by itself.
type GoTCP struct{}

// Traits implements [mechanisms.Mechanism].
func (GoTCP) Traits() mechanisms.Traits {
	return managed.Traits(TCP{}.Traits(), "go-tcp", "one TCP connection over loopback, as net.TCPConn")
}

// Available is TCP's.
func (GoTCP) Available() error { return TCP{}.Available() }

// Prepare listens on a free port for side A.
func (GoTCP) Prepare(p *mechanisms.Preparation) error {
	return listener.TCP(p, mechanisms.A, "address")
}

// Open accepts or connects.
func (GoTCP) Open(e *mechanisms.End) (mechanisms.Link, error) {
	conn, err := goJoin(e, "tcp4", e.Value("address"))
	if err != nil {
		return nil, err
	}
	return &managed.Stream{In: conn, Out: conn}, nil
}
