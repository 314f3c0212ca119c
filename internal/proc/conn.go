package proc

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// A Control is one side of the connection between the coordinator and an end; [Conn] is one.
type Control interface {
	// Send sends a message.
	Send(message any) error
	// Recv waits for one and stores it in what message points to.
	Recv(message any) error
}

// Obey does what the other side orders until that closes the connection, or until do fails, whose error it returns: it
// receives an order, calls do with it, and sends back what that returns.
func Obey[Order, Report any](c Control, do func(Order) (Report, error)) error {
	for {
		var o Order
		if c.Recv(&o) != nil {
			return nil
		}
		r, err := do(o)
		if err != nil {
			return err
		}
		if c.Send(r) != nil {
			return nil
		}
	}
}

// A Conn carries JSON messages between the coordinator and one worker, as lines.
type Conn struct {
	fd      int // of file, whose Fd method would make it blocking
	file    *os.File
	encoder *json.Encoder
	decoder *json.Decoder
}

func newConn(fd int, name string) *Conn {
	f := os.NewFile(uintptr(fd), name)
	return &Conn{fd, f, json.NewEncoder(f), json.NewDecoder(f)}
}

// controlSocket makes both sides: the coordinator's, which Go's netpoller handles, so that waiting for a worker costs
// no thread, and the worker's as a descriptor to inherit.
func controlSocket() (coordinator *Conn, worker int, err error) {
	ends, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, -1, fmt.Errorf("socketpair: %w", err)
	}
	if err := unix.SetNonblock(ends[0], true); err != nil {
		return nil, -1, errors.Join(fmt.Errorf("fcntl(O_NONBLOCK): %w", err), unix.Close(ends[0]), unix.Close(ends[1]))
	}
	return newConn(ends[0], "control"), ends[1], nil
}

// Send writes one message.
func (c *Conn) Send(message any) error { return c.encoder.Encode(message) }

// Recv reads one message into what message points to; io.EOF when the other side has closed.
func (c *Conn) Recv(message any) error { return c.decoder.Decode(message) }

// finish tells the other side that nothing more will be sent. What that sends is still received.
func (c *Conn) finish() { unix.Shutdown(c.fd, unix.SHUT_WR) }

// Close closes this side.
func (c *Conn) Close() error { return c.file.Close() }
