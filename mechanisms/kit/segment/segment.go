// Package segment makes memory that two processes map: of a memfd, of shm_open(3), of System V IPC, of a file. What
// lies in it is the mechanism's affair; package [ipcbench/mechanisms/kit/word] waits for words in it.
//
// A mechanism calls Create of a [Segment] in its Prepare, and Attach in its Open with the same number of bytes. Where
// there is no reason for another, that is [Memfd].
package segment

import (
	"fmt"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/newfile"

	"golang.org/x/sys/unix"
)

// A Segment is a way for two processes to map the same memory.
type Segment interface {
	// Describe says what the memory is, in a few words that complete "… in ", who can map it, and what two containers
	// must share for that.
	Describe() (what string, relation mechanisms.Relation, crosses mechanisms.Border)

	// Available is nil if this machine has it, and otherwise says what would help.
	Available() error

	// Create makes bytes of zeroed memory, in the coordinator. The Preparation takes care of its removal.
	Create(p *mechanisms.Preparation, bytes int) error

	// Attach maps it, with every page present, in a worker. The memory is the caller's until Detach.
	Attach(e *mechanisms.End, bytes int) ([]byte, error)

	// Detach gives back what Attach mapped, the whole slice. The memory must not be used any more.
	Detach(m []byte) error
}

// Name is the memory's name among what a pair is given: of the descriptor of a [Memfd], and of what names the others.
const Name = "memory"

// A mapped segment is one whose memory is a descriptor's, mapped by mmap(2).
type mapped struct{}

// Available is nil.
func (mapped) Available() error { return nil }

// Detach unmaps m.
func (mapped) Detach(m []byte) error { return unix.Munmap(m) }

// MapPages maps bytes of the memory of fd, shared, and fetches every page. The caller unmaps it with [unix.Munmap].
// Source: mmap(2), MAP_POPULATE.
func MapPages(fd, bytes int) ([]byte, error) {
	m, err := unix.Mmap(fd, 0, bytes, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED|unix.MAP_POPULATE)
	if err != nil {
		return nil, fmt.Errorf("mmap: %w", err)
	}
	return m, nil
}

// mapPath maps the file of that path.
func mapPath(path string, bytes int) ([]byte, error) {
	fd, err := newfile.Open(path, unix.O_RDWR)
	if err != nil {
		return nil, err
	}
	defer unix.Close(fd)
	return MapPages(fd, bytes)
}

// createFile makes a file of bytes, all of them there: writing to a hole of it could find the disk full.
func createFile(path string, bytes int) error {
	fd, err := newfile.Create(path)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	return newfile.Reserve(fd, path, bytes)
}
