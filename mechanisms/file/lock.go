package file

import (
	"errors"
	"fmt"
	"unsafe"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/newfile"
	"ipcbench/mechanisms/kit/ready"

	"golang.org/x/sys/unix"
)

// Lock is file-lock: one message at a time in a file each way. The two sides take turns, and hand over the turn with
// record locks of fcntl(2), in which the side that waits sleeps.
//
// Turns are numbered from 0; in even ones the writer is active, in odd ones the reader. Three locks are enough. In turn
// t the active side holds lock t mod 3, and the other, which waits for that lock, already holds lock t+1 mod 3. The
// active side ends its turn by giving its lock back. The other then gets it and is active; it keeps the lock, which it
// needs in turn t+3. So a side always waits for a lock that the active side has held since before its turn began, and
// no lock is ever free by accident.
//
// When a process ends, the kernel gives its locks back as if its turn were over. So a message carries its number, which
// tells the reader whether there is a new one. The locks belong to open file descriptions, among which the kernel does
// not look for deadlocks.
type Lock struct{}

// Traits implements [mechanisms.Mechanism].
func (Lock) Traits() mechanisms.Traits {
	return mechanisms.Traits{
		Name: "file-lock", VariantOf: "file", Family: "file",
		Moves:    "pwrite · pread of one message in a file, turns handed over by fcntl record locks",
		Provider: mechanisms.User, Scope: mechanisms.Process, Direction: mechanisms.Simplex, Relation: mechanisms.Any,
		Crosses: []mechanisms.Border{mechanisms.Volume},
		Waits:   ready.CallWaits, Copies: 2, Raw: true,
		Needs: "a writable temporary directory",
	}
}

// Available implements [mechanisms.Mechanism].
func (Lock) Available() error { return nil }

// Prepare makes the two empty files.
func (Lock) Prepare(p *mechanisms.Preparation) error { return createFiles(p) }

const (
	locks = 3
	// readyAt is where each side writes a byte when it holds its first locks: side A at this offset, B behind it.
	readyAt = locks
	// messageAt is where the message begins, with its number and its length.
	messageAt = 16
)

// Open opens both files, takes the first locks, and waits until the other side has its own.
func (Lock) Open(e *mechanisms.End) (mechanisms.Link, error) {
	l := &lockLink{largest: e.Size, outTurn: ready.NewCall(e), inTurn: ready.NewCall(e)}
	l.path = pathFrom(e, e.Side)
	for i, c := range []*lockChannel{&l.out, &l.in} {
		var err error
		if c.fd, err = newfile.Open(pathFrom(e, mechanisms.Side(int(e.Side)^i)), unix.O_RDWR); err != nil {
			return nil, errors.Join(err, l.closeFrom(i))
		}
		c.turn = i // the writer's first turn is 0, the reader's 1
		for lock := i; lock < locks; lock += 2 {
			if errno := sys.LockByte(c.fd, unix.F_OFD_SETLK, unix.F_WRLCK, int64(lock)); errno != 0 {
				return nil, errors.Join(fmt.Errorf("fcntl(F_OFD_SETLK): %w", errno), l.closeFrom(i+1))
			}
		}
	}
	if err := l.meet(e); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// meet waits until both sides hold their first locks.
func (l *lockLink) meet(e *mechanisms.End) error {
	mark := []byte{1}
	if errno := writeAt(l.out.fd, mark, readyAt+int64(e.Side)); errno != 0 {
		return fmt.Errorf("pwrite: %w", errno)
	}
	for {
		n, errno := sys.Pread(l.in.fd, mark, readyAt+int64(e.Side.Other()))
		switch {
		case errno != 0 && errno != unix.EINTR:
			return fmt.Errorf("pread: %w", errno)
		case n == 1 && mark[0] == 1:
			return nil
		case e.Peer.Gone():
			return mechanisms.ErrPeerGone
		}
		mark[0] = 0
		sys.Yield()
	}
}

func writeAt(fd int, p []byte, at int64) unix.Errno {
	for {
		if _, errno := sys.Pwrite(fd, p, at); errno != unix.EINTR {
			return errno
		}
	}
}

// A lockChannel is one side's end of one direction.
type lockChannel struct {
	fd      int
	turn    int                           // this side's next
	message struct{ number, size uint64 } // as it stands in the file before the payload
	parts   [2]unix.Iovec
}

type lockLink struct {
	path            string // of the file that is written
	out, in         lockChannel
	outTurn, inTurn ready.Call
	largest         int // bytes
}

// await waits for this side's turn.
func (c *lockChannel) await(call *ready.Call) error {
	if c.turn == 0 { // nobody has to hand over the first turn
		return nil
	}
	for failures := 0; ; failures++ {
		command := unix.F_OFD_SETLK
		if call.Sleeps() {
			command = unix.F_OFD_SETLKW
		}
		errno := sys.LockByte(c.fd, command, unix.F_WRLCK, int64((c.turn-1)%locks))
		if errno == 0 {
			call.Done()
			return nil
		}
		if err := call.Retry(errno, failures); err != nil {
			return err
		}
	}
}

// end hands the turn over.
func (c *lockChannel) end() error {
	if errno := sys.LockByte(c.fd, unix.F_OFD_SETLK, unix.F_UNLCK, int64(c.turn%locks)); errno != 0 {
		return fmt.Errorf("fcntl(F_OFD_SETLK): %w", errno)
	}
	c.turn += 2
	return nil
}

// lay makes the parts of a message with the payload p.
func (c *lockChannel) lay(p []byte) (whole int) {
	c.parts[0].Base, c.parts[0].Len = (*byte)(unsafe.Pointer(&c.message)), uint64(unsafe.Sizeof(c.message))
	c.parts[1].Base, c.parts[1].Len = unsafe.SliceData(p), uint64(len(p))
	return int(c.parts[0].Len) + len(p)
}

// Send writes p when the message before it has been read.
func (l *lockLink) Send(p []byte) error {
	if len(p) > l.largest {
		return mechanisms.TooLarge("file-lock", len(p), l.largest)
	}
	c := &l.out
	if err := c.await(&l.outTurn); err != nil {
		return err
	}
	if l.outTurn.PeerGone() { // then its locks are free, and having them says nothing
		return mechanisms.ErrPeerGone
	}
	c.message.number, c.message.size = uint64(c.turn), uint64(len(p))
	whole := c.lay(p)
	n, errno := sys.Pwritev(c.fd, c.parts[:], messageAt)
	if errno != 0 {
		return newfile.Failed("pwritev", l.path, whole, errno)
	}
	if int(n) != whole {
		return newfile.Failed("pwritev", l.path, whole-int(n), unix.ENOSPC)
	}
	return c.end()
}

// Recv reads the next message, which must have len(p) bytes.
func (l *lockLink) Recv(p []byte) error {
	c := &l.in
	if err := c.await(&l.inTurn); err != nil {
		return err
	}
	whole := c.lay(p)
	n, errno := sys.Preadv(c.fd, c.parts[:], messageAt)
	if errno != 0 {
		return fmt.Errorf("preadv: %w", errno)
	}
	if c.message.number != uint64(c.turn-1) || n == 0 && c.turn == 1 {
		return mechanisms.ErrPeerGone
	}
	if c.message.size != uint64(len(p)) || int(n) != whole {
		return mechanisms.WrongSize("file-lock", int(c.message.size), len(p))
	}
	return c.end()
}

// Close closes both files.
func (l *lockLink) Close() error { return l.closeFrom(2) }

// closeFrom closes the first n files.
func (l *lockLink) closeFrom(n int) error {
	var errs []error
	for _, fd := range []int{l.out.fd, l.in.fd}[:n] {
		errs = append(errs, unix.Close(fd))
	}
	return errors.Join(errs...)
}
