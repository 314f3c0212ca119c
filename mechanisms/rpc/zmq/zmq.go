// Package zmq holds ZeroMQ: github.com/go-zeromq/zmq4, which is written in Go.
package zmq

import (
	"context"
	"errors"
	"net"
	"time"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/exchange"
	"ipcbench/mechanisms/kit/sockpath"

	"github.com/go-zeromq/zmq4"
)

// ZMQ is zmq: a request and its reply an op, between a REQ and a REP socket over ipc://, which is a Unix socket.
type ZMQ struct{}

// Traits implements [mechanisms.Mechanism].
func (ZMQ) Traits() mechanisms.Traits {
	t := exchange.Traits("zmq", "ZeroMQ request and reply (REQ, REP) over ipc://, by zmq4 in Go")
	t.Hosts = true
	return t
}

// Available implements [mechanisms.Mechanism].
func (ZMQ) Available() error { return nil }

// Prepare reserves the names of the sockets, which their servers make. Between hosts it listens for them.
func (ZMQ) Prepare(p *mechanisms.Preparation) error {
	if p.Apart() {
		return exchange.ListenTCP(p)
	}
	for _, s := range mechanisms.Sides {
		p.Set("path-"+s.String(), p.Path("zmq-"+s.String()+".sock"))
	}
	return nil
}

// endpoints are where a side serves and where the other does, until close is called.
func endpoints(e *mechanisms.End) (ours, theirs string, close func() error, err error) {
	if e.Apart {
		p, err := between()
		if err != nil {
			return "", "", nil, err
		}
		endpoint, remove := p.add(e)
		return endpoint, endpoint, func() error { remove(); return nil }, nil
	}
	at, err := sockpath.Shorten(e.Value("path-" + e.Side.String()))
	if err != nil {
		return "", "", nil, err
	}
	to, err := sockpath.Shorten(e.Value("path-" + e.Side.Other().String()))
	if err != nil {
		return "", "", nil, errors.Join(err, at.Close())
	}
	return "ipc://" + at.Name, "ipc://" + to.Name, func() error { return errors.Join(at.Close(), to.Close()) }, nil
}

// Open serves, and connects to the other side's server.
func (m ZMQ) Open(e *mechanisms.End) (mechanisms.Link, error) {
	ours, theirs, release, err := endpoints(e)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	server := zmq4.NewRep(ctx)
	client := zmq4.NewReq(ctx, zmq4.WithDialerRetry(10*time.Millisecond), zmq4.WithDialerMaxRetries(500))
	end := func() error {
		cancel()
		// server.Close removes the name, and so comes before release.
		return errors.Join(ignoreClosed(client.Close()), ignoreClosed(server.Close()), release())
	}
	err = server.Listen(ours)
	if err == nil {
		err = client.Dial(theirs)
	}
	if err != nil {
		return nil, errors.Join(err, end())
	}
	service := exchange.NewService()
	go serve(server, service)
	go func() {
		select {
		case <-e.Peer.Done():
			cancel()
		case <-ctx.Done():
		}
	}()
	call := func(request []byte) ([]byte, error) {
		if err := client.Send(zmq4.NewMsg(request)); err != nil {
			return nil, err
		}
		response, err := client.Recv()
		if err != nil {
			return nil, err
		}
		return response.Bytes(), nil
	}
	return exchange.New(e, m.Traits(), service, call, end), nil
}

// serve answers requests until the socket is closed.
func serve(server zmq4.Socket, service *exchange.Service) {
	for {
		request, err := server.Recv()
		if err != nil {
			return
		}
		response, err := service.Exchange(request.Bytes())
		if err != nil || server.Send(zmq4.NewMsg(response)) != nil {
			return
		}
	}
}

// ignoreClosed drops the error of a connection that the other side's end has closed already.
func ignoreClosed(err error) error {
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}
