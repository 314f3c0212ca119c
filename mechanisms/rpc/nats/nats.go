package nats

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"time"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/exchange"
	"ipcbench/mechanisms/kit/loopback"

	"github.com/nats-io/nats.go"
	"golang.org/x/sys/unix"
)

// NATS is nats: a request and its reply an op, through a broker in a third process, over TCP on the loopback interface.
// The broker may run on any CPU, and what it uses is not in the figures of CPU time, which are those of the two sides.
type NATS struct{}

// largest is the most that max_payload may be, bytes.
const largest = 64 << 20

// startTime is how long a broker has to start: generous, as the machine may be busy.
const startTime = 30 * time.Second

// Traits implements [mechanisms.Mechanism].
func (NATS) Traits() mechanisms.Traits {
	t := exchange.Traits("nats",
		"NATS request and reply through a broker in a third process, whose CPU time is not counted")
	// Into the broker and out of it again.
	t.Copies += 4
	t.Largest, t.LimitedBy, t.Broker = largest, "NATS's max_payload", true
	t.Needs, t.Over = loopback.Needs+"; nats-server, or Go to build it", "go-tcp"
	t.Hosts, t.Crosses = true, []mechanisms.Border{mechanisms.Network}
	return t
}

// Available looks for the loopback interface and for a broker.
func (NATS) Available() error {
	if err := loopback.Available(); err != nil {
		return err
	}
	return available()
}

// Prepare starts the broker, on side A's host. It lives as long as side A, which holds the other end of a pipe, and no
// longer than the coordinator.
func (NATS) Prepare(p *mechanisms.Preparation) error {
	if !p.Has(mechanisms.A) {
		return nil
	}
	path, err := find(p.Dir)
	if err != nil {
		return err
	}
	// Every user of the machine can connect to the broker; it serves only who knows these. The file that tells it is
	// this user's alone, and removed when both ends have opened.
	t := terms{
		user: rand.Text(), password: rand.Text(), maxPayload: p.Size, host: p.Address(mechanisms.A).String(),
	}
	configuration := p.Path("nats.conf")
	if err := t.write(configuration); err != nil {
		return err
	}
	var life [2]int
	// Not blocking, so that to wait for its end takes no thread.
	if err := unix.Pipe2(life[:], unix.O_CLOEXEC|unix.O_NONBLOCK); err != nil {
		return fmt.Errorf("pipe2: %w", err)
	}
	p.Give(mechanisms.A, "broker", life[1])
	var enter func() error
	if p.Apart() {
		enter = p.Hosts.Enter
	}
	broker, err := launch(path, configuration, enter)
	if err != nil {
		return errors.Join(fmt.Errorf("starting the broker: %w", err), unix.Close(life[0]))
	}
	broker.endWith(os.NewFile(uintptr(life[0]), "life"))
	url, err := broker.address(startTime)
	p.Set("user", t.user)
	p.Set("password", t.password)
	p.Set("url", url)
	return err
}

func subject(s mechanisms.Side) string { return "ipcbench." + s.String() }

// Open connects to the broker and answers requests.
func (m NATS) Open(e *mechanisms.End) (mechanisms.Link, error) {
	conn, err := nats.Connect(e.Value("url"), nats.NoReconnect(), nats.UserInfo(e.Value("user"), e.Value("password")))
	if err != nil {
		if e.Side == mechanisms.A {
			err = errors.Join(err, unix.Close(e.FDs["broker"]))
		}
		return nil, err
	}
	service := exchange.NewService()
	ctx, cancel := context.WithCancel(context.Background())
	end := func() error {
		cancel()
		conn.Close()
		if e.Side == mechanisms.A {
			return unix.Close(e.FDs["broker"])
		}
		return nil
	}
	_, err = conn.Subscribe(subject(e.Side), func(m *nats.Msg) {
		if response, err := service.Exchange(m.Data); err == nil {
			m.Respond(response)
		}
	})
	if err == nil {
		err = conn.Flush() // the broker knows of the subscription
	}
	if err != nil {
		end()
		return nil, err
	}
	go func() {
		select {
		case <-e.Peer.Done():
			cancel() // nobody is left to answer
		case <-ctx.Done():
		}
	}()
	call := func(request []byte) ([]byte, error) {
		response, err := conn.RequestWithContext(ctx, subject(e.Side.Other()), request)
		if err != nil {
			return nil, err
		}
		return response.Data, nil
	}
	return exchange.New(e, m.Traits(), service, call, end), nil
}
