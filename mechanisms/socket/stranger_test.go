package socket

import (
	"errors"
	"testing"

	"golang.org/x/sys/unix"
)

// What a stranger sent to a UDP socket before it was connected is gone, and what he sends afterwards does not come in.
func TestDatagramsOfStrangersDoNotCount(t *testing.T) {
	if err := (UDP{}).Available(); err != nil {
		t.Skip(err)
	}
	var fds [3]int
	var addresses [3]unix.Sockaddr
	for i := range fds {
		var err error
		if fds[i], err = unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0); err != nil {
			t.Fatal(err)
		}
		defer unix.Close(fds[i])
		if err := unix.Bind(fds[i], &unix.SockaddrInet4{Addr: localhost.As4()}); err != nil {
			t.Fatal(err)
		}
		if addresses[i], err = unix.Getsockname(fds[i]); err != nil {
			t.Fatal(err)
		}
	}
	a, b, stranger := fds[0], fds[1], fds[2]
	forge := func() {
		t.Helper()
		for _, to := range addresses[:2] {
			if err := unix.Sendto(stranger, []byte("forged"), 0, to); err != nil {
				t.Fatal(err)
			}
		}
	}
	forge()
	if err := errors.Join(connectAlone(a, addresses[1]), connectAlone(b, addresses[0])); err != nil {
		t.Fatal(err)
	}
	forge()
	p := make([]byte, 64)
	for _, fd := range []int{a, b} {
		if n, _, err := unix.Recvfrom(fd, p, unix.MSG_DONTWAIT); !errors.Is(err, unix.EAGAIN) {
			t.Errorf("%q came in (%v)", p[:max(n, 0)], err)
		}
	}
	if _, err := unix.Write(a, []byte("ours")); err != nil {
		t.Fatal(err)
	}
	if n, _, err := unix.Recvfrom(b, p, 0); err != nil || string(p[:n]) != "ours" {
		t.Errorf("%q of the peer (%v)", p[:max(n, 0)], err)
	}
}
