package pipe

import (
	"os"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/managed"

	"golang.org/x/sys/unix"
)

// GoPipe is go-pipe: the pipes of [Pipe] as files of package os.
type GoPipe struct{}

// Traits implements [mechanisms.Mechanism].
func (GoPipe) Traits() mechanisms.Traits {
	return managed.Traits(Pipe{}.Traits(), "go-pipe", "two anonymous pipes, as os.File")
}

// Available implements [mechanisms.Mechanism].
func (GoPipe) Available() error { return nil }

// Prepare makes the two pipes.
func (GoPipe) Prepare(p *mechanisms.Preparation) error { return Pipe{}.Prepare(p) }

// Open makes files of the inherited ends: non-blocking ones, which the runtime's poller waits for.
func (GoPipe) Open(e *mechanisms.End) (mechanisms.Link, error) {
	var files [2]*os.File
	for i, name := range []string{"read", "write"} {
		fd, err := e.FD(name)
		if err == nil {
			err = unix.SetNonblock(fd, true)
		}
		if err != nil {
			for _, taken := range files[:i] {
				taken.Close()
			}
			return nil, err
		}
		files[i] = os.NewFile(uintptr(fd), name)
	}
	return &managed.Stream{In: files[0], Out: files[1]}, nil
}
