package meter

import (
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

// Greet reads what a program says first through a connection that it made.
func Greet(conn *net.UnixConn, patience time.Duration) (*Program, error) {
	p := &Program{conn: conn, out: json.NewEncoder(conn), in: json.NewDecoder(conn)}
	conn.SetReadDeadline(time.Now().Add(patience))
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

// Ask has one order obeyed, for which the program has the time of patience.
func (p *Program) Ask(o Order, patience time.Duration) (Answer, error) {
	p.conn.SetDeadline(time.Now().Add(patience))
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
