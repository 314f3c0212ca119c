package pipe

import (
	"errors"
	"os"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/managed"

	"golang.org/x/sys/unix"
)

// GoFIFO is go-fifo: the named pipes of [FIFO] as files of package os.
type GoFIFO struct{}

// Traits implements [mechanisms.Mechanism].
func (GoFIFO) Traits() mechanisms.Traits {
	return managed.Traits(FIFO{}.Traits(), "go-fifo", "two named pipes, as os.File")
}

// Available implements [mechanisms.Mechanism].
func (GoFIFO) Available() error { return nil }

// Prepare makes the two names.
func (GoFIFO) Prepare(p *mechanisms.Preparation) error { return FIFO{}.Prepare(p) }

// Open opens both, in the same order on both sides: each waits until the other end is opened too.
func (GoFIFO) Open(e *mechanisms.End) (mechanisms.Link, error) {
	var files [2]*os.File
	for _, s := range mechanisms.Sides {
		flags := os.O_RDONLY | unix.O_NOFOLLOW
		if s == e.Side {
			flags = os.O_WRONLY | unix.O_NOFOLLOW
		}
		file, err := os.OpenFile(pathOfFIFO(e, s), flags, 0)
		if err != nil {
			if files[mechanisms.A] != nil {
				err = errors.Join(err, files[mechanisms.A].Close())
			}
			return nil, err
		}
		files[s] = file
	}
	return &managed.Stream{In: files[e.Side.Other()], Out: files[e.Side]}, nil
}
