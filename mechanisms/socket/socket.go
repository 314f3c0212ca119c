// Package socket holds the sockets: as raw descriptors, and as connections of Go's net package beside them.
package socket

import (
	"errors"
	"fmt"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/token"

	"golang.org/x/sys/unix"
)

// A kind is what to ask socket(2) for.
type kind struct{ domain, style, protocol int }

func (k kind) socket() (fd int, err error) {
	return unix.Socket(k.domain, k.style|unix.SOCK_CLOEXEC, k.protocol)
}

// backlog is how many connections may wait to be accepted: where strangers can connect, the other side's waits behind
// theirs.
const backlog = 64

// listen binds and listens in the coordinator and gives the listening socket to side A, which accepts.
func listen(p *mechanisms.Preparation, k kind, address unix.Sockaddr) (fd int, err error) {
	fd, err = k.socket()
	if err != nil {
		return -1, fmt.Errorf("socket: %w", err)
	}
	p.Give(mechanisms.A, "listener", fd)
	if err := unix.Bind(fd, address); err != nil {
		return -1, fmt.Errorf("bind: %w", err)
	}
	if err := unix.Listen(fd, backlog); err != nil {
		return -1, fmt.Errorf("listen: %w", err)
	}
	return fd, nil
}

// join makes the connection: A accepts it on the listening socket that it was given, B connects to address. Where every
// user of the machine can connect, the pair has a token, and the connection is between the two ends that know it.
func join(e *mechanisms.End, k kind, address unix.Sockaddr) (int, error) {
	pass, guarded, err := token.Of(e)
	if err != nil {
		return -1, err
	}
	if e.Side == mechanisms.A {
		listener, err := e.FD("listener")
		if err != nil {
			return -1, err
		}
		defer unix.Close(listener)
		if guarded {
			return pass.Accept(e, listener)
		}
		fd, err := untilPeerGone(e.Peer, func() (int, error) {
			fd, _, err := unix.Accept4(listener, unix.SOCK_CLOEXEC)
			return fd, err
		})
		if err != nil {
			return -1, fmt.Errorf("accept: %w", err)
		}
		return fd, nil
	}
	if guarded {
		return pass.Join(e, func() (int, error) { return connect(k, address) })
	}
	return connect(k, address)
}

func connect(k kind, address unix.Sockaddr) (int, error) {
	fd, err := k.socket()
	if err != nil {
		return -1, fmt.Errorf("socket: %w", err)
	}
	// The listener is bound and has a backlog, so connect(2) does not wait for accept(2).
	if err := unix.Connect(fd, address); err != nil {
		unix.Close(fd)
		return -1, fmt.Errorf("connect: %w", err)
	}
	return fd, nil
}

// untilPeerGone repeats call when a signal interrupts it, unless the signal says that the peer is gone.
func untilPeerGone(peer *mechanisms.Peer, call func() (int, error)) (int, error) {
	for {
		fd, err := call()
		if !errors.Is(err, unix.EINTR) {
			return fd, err
		}
		if peer.Gone() {
			return -1, mechanisms.ErrPeerGone
		}
	}
}
