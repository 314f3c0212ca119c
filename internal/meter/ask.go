package meter

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"time"
)

// A Program is a program that measures, as seen from the one that orders.
type Program struct {
	Hello Hello
	conn  *net.UnixConn
	out   *json.Encoder
	in    *json.Decoder
}

// Greet reads the Hello from a connection that the measuring program has made. It fails if ctx ends first, or if that
// program speaks another version of the protocol; it then closes the connection.
func Greet(ctx context.Context, conn *net.UnixConn) (*Program, error) {
	p := &Program{conn: conn, out: json.NewEncoder(conn), in: json.NewDecoder(conn)}
	defer p.until(ctx)()
	if err := p.in.Decode(&p.Hello); err != nil {
		conn.Close()
		return nil, fmt.Errorf("it did not say what it can measure: %w", err)
	}
	if p.Hello.Version != Version {
		conn.Close()
		return nil, fmt.Errorf("it speaks version %d of the protocol by which it is asked, not %d",
			p.Hello.Version, Version)
	}
	return p, nil
}

// until makes reading and writing fail once ctx has ended, until stop is called.
func (p *Program) until(ctx context.Context) (stop func() bool) {
	p.conn.SetDeadline(time.Time{})
	return context.AfterFunc(ctx, func() { p.conn.SetDeadline(time.Unix(1, 0)) })
}

// Ask sends an order and waits for the answer. An error that wraps [ErrGone] says that the program has ended, or had
// not answered when ctx ended: the connection is then of no more use. Any other error is the program's answer.
func (p *Program) Ask(ctx context.Context, o Order) (Answer, error) {
	defer p.until(ctx)()
	if err := p.out.Encode(o); err != nil {
		return Answer{}, gone(err)
	}
	var a Answer
	if err := p.in.Decode(&a); err != nil {
		return Answer{}, gone(err)
	}
	if a.Error != "" {
		return a, errors.New(a.Error)
	}
	return a, nil
}

// ErrGone is the error for a program that has ended or does not answer.
var ErrGone = errors.New("the benchmark program ended, or did not answer in time")

func gone(err error) error { return fmt.Errorf("%w (%v)", ErrGone, err) }

// Close closes the connection, at which the program ends.
func (p *Program) Close() error { return p.conn.Close() }
