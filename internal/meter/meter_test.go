package meter

import (
	"context"
	"errors"
	"net"
	"path/filepath"
	"testing"
	"time"
)

// asked is a program that obeys in this process.
func asked(t *testing.T, obey func(Order) Answer) *Program {
	t.Helper()
	socket := filepath.Join(t.TempDir(), "s")
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: socket, Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go Serve(socket, Hello{Cells: []string{"x"}}, obey)
	conn, err := listener.AcceptUnix()
	if err != nil {
		t.Fatal(err)
	}
	p, err := Greet(t.Context(), conn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

// Who asks waits no longer than the context lasts, even if it ends while an order is obeyed or before.
func TestAskEndsWithItsContext(t *testing.T) {
	begun, release := make(chan struct{}), make(chan struct{})
	defer close(release)
	p := asked(t, func(o Order) Answer {
		if o.Task == Mean {
			close(begun)
			<-release
		}
		return Answer{Nanoseconds: 1}
	})
	if a, err := p.Ask(t.Context(), Order{Task: Open}); err != nil || a.Nanoseconds != 1 {
		t.Fatalf("%+v, %v", a, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-begun
		cancel()
	}()
	if _, err := p.Ask(ctx, Order{Task: Mean}); !errors.Is(err, ErrGone) {
		t.Errorf("while it is obeyed: %v", err)
	}
	if _, err := p.Ask(ctx, Order{Task: Open}); !errors.Is(err, ErrGone) {
		t.Errorf("before: %v", err)
	}
}

func TestGreetEndsWithItsContext(t *testing.T) {
	ours, theirs, err := pipe(t)
	if err != nil {
		t.Fatal(err)
	}
	defer theirs.Close()
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, err := Greet(ctx, ours); err == nil {
		t.Error("a program that says nothing is greeted")
	}
}

// pipe is a connection of this process with itself.
func pipe(t *testing.T) (ours, theirs *net.UnixConn, err error) {
	t.Helper()
	address := &net.UnixAddr{Name: filepath.Join(t.TempDir(), "s"), Net: "unix"}
	listener, err := net.ListenUnix("unix", address)
	if err != nil {
		return nil, nil, err
	}
	defer listener.Close()
	if theirs, err = net.DialUnix("unix", nil, address); err != nil {
		return nil, nil, err
	}
	ours, err = listener.AcceptUnix()
	return ours, theirs, err
}
