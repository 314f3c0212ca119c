package zmq

import (
	"context"
	"fmt"
	"net"
	"strconv"
	"sync"
	"sync/atomic"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/exchange"
	"ipcbench/mechanisms/kit/listener"

	"github.com/go-zeromq/zmq4"
	"github.com/go-zeromq/zmq4/transport"
)

// scheme begins the endpoints of ends on two hosts.
const scheme = "ipcbench"

// pairs is the transport between ends on two hosts: TCP, by the socket that Prepare listens on, and with the pair's
// token. ZeroMQ's own tcp:// has neither: it would listen in Open, on a port that the other side does not know.
type pairs struct {
	number atomic.Uint64
	ends   sync.Map // *mechanisms.End by the number of its endpoint
}

// between is registered with zmq4 at the first use.
var between = sync.OnceValues(func() (*pairs, error) {
	p := new(pairs)
	return p, zmq4.RegisterTransport(scheme, p)
})

// add makes an endpoint of an end: where it serves, and where its client finds the other's server.
func (p *pairs) add(e *mechanisms.End) (endpoint string, remove func()) {
	key := strconv.FormatUint(p.number.Add(1), 10)
	p.ends.Store(key, e)
	return scheme + "://" + key, func() { p.ends.Delete(key) }
}

func (p *pairs) end(key string) (*mechanisms.End, error) {
	e, ok := p.ends.Load(key)
	if !ok {
		return nil, fmt.Errorf("%s://%s: there is no such end", scheme, key)
	}
	return e.(*mechanisms.End), nil
}

// Listen implements [transport.Transport].
func (p *pairs) Listen(_ context.Context, key string) (net.Listener, error) {
	e, err := p.end(key)
	if err != nil {
		return nil, err
	}
	return listener.Take(e)
}

// Dial implements [transport.Transport].
func (p *pairs) Dial(ctx context.Context, _ transport.Dialer, key string) (net.Conn, error) {
	e, err := p.end(key)
	if err != nil {
		return nil, err
	}
	network, address := exchange.ServerOf(e)
	return listener.Dial(ctx, e, network, address)
}

// Addr implements [transport.Transport].
func (p *pairs) Addr(endpoint string) (string, error) { return endpoint, nil }
