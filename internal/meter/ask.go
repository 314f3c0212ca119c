package meter

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"time"
)

// A Program is one that obeys, seen from the one that asks.
type Program struct {
	Hello Hello
	conn  *net.UnixConn
	out   *json.Encoder
	in    *json.Decoder
}

// Greet reads what a program says first through a connection that it made, until ctx ends.
func Greet(ctx context.Context, conn *net.UnixConn) (*Program, error) {
	p := &Program{conn: conn, out: json.NewEncoder(conn), in: json.NewDecoder(conn)}
	defer p.until(ctx)()
	if err := p.in.Decode(&p.Hello); err != nil {
		conn.Close()
		return nil, fmt.Errorf("it did not say what it can measure: %w", err)
	}
	if p.Hello.Version != Version {
		conn.Close()
		return nil, fmt.Errorf("it speaks version %d of the protocol that it is asked by, not %d", p.Hello.Version, Version)
	}
	return p, nil
}

// until lets nothing wait for the program once ctx has ended, until what it returns is called.
func (p *Program) until(ctx context.Context) (stop func() bool) {
	p.conn.SetDeadline(time.Time{})
	return context.AfterFunc(ctx, func() { p.conn.SetDeadline(time.Unix(1, 0)) })
}

// Ask has one order obeyed. An error that wraps [ErrGone] says that the program has ended, or had not answered when
// ctx ended: no more can be asked of it then. Any other is the program's own.
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

// ErrGone says that a program ended or did not answer.
var ErrGone = errors.New("the benchmark program ended, or did not answer in time")

func gone(err error) error { return fmt.Errorf("%w (%v)", ErrGone, err) }

// Close lets the program end.
func (p *Program) Close() error { return p.conn.Close() }
