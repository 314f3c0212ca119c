package pattern

import (
	"time"

	"ipcbench/internal/sys"
)

// callChunk is how many short ops lie between two words of progress.
const callChunk = 1 << 16

// syscallFloor is one null system call: what every count of system calls is multiplied by.
func syscallFloor(s *floorSide) (func(int) error, error) {
	return func(n int) error { return s.inChunks(n, callChunk, nullCalls) }, nil
}

func nullCalls(n int) error {
	for range n {
		sys.Null()
	}
	return nil
}

// clockFloor is one reading of the clock as the timed passes take it: in the vDSO, without a system call.
func clockFloor(s *floorSide) (func(int) error, error) {
	base := time.Now()
	return func(n int) error {
		return s.inChunks(n, callChunk, func(n int) error { return clockReadings(base, n) })
	}, nil
}

func clockReadings(base time.Time, n int) error {
	for range n {
		time.Since(base)
	}
	return nil
}
