package ready

import (
	"errors"

	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// A Pair is the descriptor that a Link reads and the one that it writes, which may be the same. Use it by value, in the
// Link.
type Pair struct {
	R, W     int        // to read, and to write
	CanRead  Descriptor // how to wait until R has something to read
	CanWrite Descriptor // how to wait until W has room
}

// NewPair prepares both for e's wait strategy. The Pair owns r and w from then on, errors included.
func NewPair(e *mechanisms.End, r, w int) (Pair, error) { return newPair(e, r, w, New) }

// NewEdgePair is NewPair where w is of the kind that [NewEdge] is for.
func NewEdgePair(e *mechanisms.End, r, w int) (Pair, error) { return newPair(e, r, w, NewEdge) }

func newPair(
	e *mechanisms.End, r, w int, newWriter func(*mechanisms.End, int, int16) (Descriptor, error),
) (Pair, error) {
	p := Pair{R: r, W: w}
	var errR, errW error
	p.CanRead, errR = New(e, r, unix.POLLIN)
	p.CanWrite, errW = newWriter(e, w, unix.POLLOUT)
	if err := errors.Join(errR, errW); err != nil {
		return Pair{}, errors.Join(err, p.Close())
	}
	return p, nil
}

// Close closes both descriptors, and what [New] has made for them.
func (p *Pair) Close() error {
	p.CanRead.Close()
	p.CanWrite.Close()
	err := unix.Close(p.R)
	if p.W != p.R {
		err = errors.Join(err, unix.Close(p.W))
	}
	return err
}
