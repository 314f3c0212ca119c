package pipe

import (
	"errors"
	"fmt"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/stream"

	"golang.org/x/sys/unix"
)

// PTY is pty: a pseudo-terminal in raw mode, whose two ends the processes inherit. Unlike a pipe, one carries both
// directions. Source: pty(7); termios(3), cfmakeraw.
type PTY struct{}

// Traits implements [mechanisms.Mechanism].
func (PTY) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: "pty", VariantOf: "pipe", Family: "pipe", Moves: "a pseudo-terminal in raw mode, its ends inherited",
		Provider: mechanisms.OS, Scope: mechanisms.Process, Direction: mechanisms.Duplex, Relation: mechanisms.Related,
		Crosses: []mechanisms.Border{mechanisms.Inherited},
		// Into the terminal's buffer, from there into that of the line discipline, and out.
		Waits: mechanisms.Waits, Copies: 3, Raw: true, Stream: true,
		Holds:    4096, // the line discipline's buffer
		Deferred: true, // drivers/tty/tty_buffer.c, flush_to_ldisc
		Needs:    "/dev/ptmx",
	}
}

// Available tries to make one.
func (PTY) Available() error {
	master, slave, err := openPTY()
	if err != nil {
		return err
	}
	return errors.Join(unix.Close(slave), unix.Close(master))
}

func openPTY() (master, slave int, err error) {
	master, err = unix.Open("/dev/ptmx", unix.O_RDWR|unix.O_NOCTTY|unix.O_CLOEXEC, 0)
	if err != nil {
		return -1, -1, fmt.Errorf("/dev/ptmx: %w (mount -t devpts devpts /dev/pts)", err)
	}
	if err := unix.IoctlSetPointerInt(master, unix.TIOCSPTLCK, 0); err != nil {
		return -1, -1, errors.Join(fmt.Errorf("TIOCSPTLCK: %w", err), unix.Close(master))
	}
	slave, err = sys.TerminalPeer(master, unix.O_RDWR|unix.O_NOCTTY|unix.O_CLOEXEC)
	if err != nil {
		return -1, -1, errors.Join(fmt.Errorf("TIOCGPTPEER: %w", err), unix.Close(master))
	}
	if err := makeRaw(slave); err != nil {
		return -1, -1, errors.Join(err, unix.Close(slave), unix.Close(master))
	}
	return master, slave, nil
}

// makeRaw is cfmakeraw(3): bytes pass as they are, and a read returns as soon as there is one.
func makeRaw(fd int) error {
	t, err := unix.IoctlGetTermios(fd, unix.TCGETS)
	if err != nil {
		return fmt.Errorf("TCGETS: %w", err)
	}
	t.Iflag &^= unix.IGNBRK | unix.BRKINT | unix.PARMRK | unix.ISTRIP | unix.INLCR | unix.IGNCR | unix.ICRNL | unix.IXON
	t.Oflag &^= unix.OPOST
	t.Lflag &^= unix.ECHO | unix.ECHONL | unix.ICANON | unix.ISIG | unix.IEXTEN
	t.Cflag = t.Cflag&^(unix.CSIZE|unix.PARENB) | unix.CS8
	t.Cc[unix.VMIN], t.Cc[unix.VTIME] = 1, 0
	if err := unix.IoctlSetTermios(fd, unix.TCSETS, t); err != nil {
		return fmt.Errorf("TCSETS: %w", err)
	}
	return nil
}

// Prepare makes the terminal: A gets the master, B the slave.
func (PTY) Prepare(p *mechanisms.Preparation) error {
	master, slave, err := openPTY()
	if err != nil {
		return err
	}
	p.Give(mechanisms.A, "terminal", master)
	p.Give(mechanisms.B, "terminal", slave)
	return nil
}

// Open takes the inherited end.
func (PTY) Open(e *mechanisms.End) (mechanisms.Link, error) {
	fd, err := e.FD("terminal")
	if err != nil {
		return nil, err
	}
	l, err := stream.New(e, fd, fd)
	if err != nil {
		return nil, err
	}
	return ptyLink{l}, nil
}

type ptyLink struct{ *stream.Link }

// Send writes all of p.
func (l ptyLink) Send(p []byte) error { return hungUp(l.Link.Send(p)) }

// Recv reads until p is full.
func (l ptyLink) Recv(p []byte) error { return hungUp(l.Link.Recv(p)) }

// hungUp is err, or [mechanisms.ErrPeerGone] if it is the error of a terminal whose other end is closed.
func hungUp(err error) error {
	if errors.Is(err, unix.EIO) {
		return mechanisms.ErrPeerGone
	}
	return err
}
