package pattern

import (
	"fmt"
	"unsafe"

	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// floorWords are what the two sides of a floor between processes share: a number from each to the other, one higher each
// op. Each lies on a pair of cache lines of its own, since the adjacent-line prefetcher fetches pairs.
type floorWords struct {
	toB uint64
	_   [120]byte
	toA uint64
	_   [120]byte
}

const (
	wordsName  = "words"
	wordsBytes = int(unsafe.Sizeof(floorWords{}))
)

// Prepare implements [mechanisms.Mechanism]: it makes the words.
func (f *floor) Prepare(p *mechanisms.Preparation) error {
	if !f.between {
		return nil
	}
	fd, err := unix.MemfdCreate("ipcbench-floor", unix.MFD_CLOEXEC)
	if err != nil {
		return fmt.Errorf("memfd_create: %w", err)
	}
	if err := p.GiveBoth(wordsName, fd); err != nil {
		return err
	}
	if err := unix.Ftruncate(fd, int64(wordsBytes)); err != nil {
		return fmt.Errorf("ftruncate: %w", err)
	}
	return nil
}

// words maps them.
func (s *floorSide) words() (*floorWords, error) {
	fd, err := s.End.FD(wordsName)
	if err != nil {
		return nil, err
	}
	defer unix.Close(fd)
	m, err := unix.Mmap(fd, 0, wordsBytes, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED|unix.MAP_POPULATE)
	if err != nil {
		return nil, fmt.Errorf("mmap: %w", err)
	}
	return (*floorWords)(unsafe.Pointer(unsafe.SliceData(m))), nil
}

// sides picks the loop of this side. Both count the ops in s.sent and s.received, which the coordinator compares.
func (s *floorSide) sides(a, b func(w *floorWords, n int)) (func(n int) error, error) {
	w, err := s.words()
	if err != nil {
		return nil, err
	}
	loop := a
	if s.End.Side == mechanisms.B {
		loop = b
	}
	return func(n int) error {
		loop(w, n)
		return nil
	}, nil
}
