package pattern

import (
	"errors"
	"fmt"
	"time"

	"ipcbench/bench/worker"
	step "ipcbench/internal/floor"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

const (
	// callChunk is how many short ops lie between two words of progress.
	callChunk = 1 << 16
	// copyBytes is about how many bytes are copied between two words of progress.
	copyBytes = 16 << 20
)

// copyChunk is how many copies of a message lie between two words of progress.
func copyChunk(size int) int { return max(1, min(callChunk, copyBytes/size)) }

// syscallFloor is one null system call: what every count of system calls is multiplied by.
func syscallFloor(s *floorSide) (func(int) error, error) {
	return s.inChunks(callChunk, func(n int) error {
		step.NullCalls(n)
		return nil
	}), nil
}

// clockFloor is one reading of the clock as the timed passes take it: in the vDSO, without a system call.
func clockFloor(s *floorSide) (func(int) error, error) {
	base := time.Now()
	return s.inChunks(callChunk, func(n int) error {
		step.ClockReadings(base, n)
		return nil
	}), nil
}

// engineFloor is one turn of Latency's own loop, ping, over a Link that does nothing: what the harness adds to each
// round trip. A message is stamped, counted and checked as always. It arrives because both ends use one buffer.
func engineFloor(s *floorSide) (func(int) error, error) {
	engine := s.side // which counts apart: nobody receives what it sends
	engine.link = nothing{}
	engine.out = worker.NewMessage(s.End.Size)
	engine.in = engine.out
	engine.outMarks, engine.inMarks = worker.MarksOf(engine.out), worker.MarksOf(engine.in)
	return engine.ping, nil
}

// nothing is a Link that does nothing.
type nothing struct{}

func (nothing) Send([]byte) error { return nil }
func (nothing) Recv([]byte) error { return nil }
func (nothing) Close() error      { return nil }

// copyFloor is one copy of size bytes from one buffer to another, both of which stay where the processor keeps what it
// has just used.
func copyFloor(s *floorSide) (func(int) error, error) {
	from, to := worker.NewMessage(s.End.Size), worker.NewMessage(s.End.Size)
	sent, received := worker.MarksOf(from), worker.MarksOf(to)
	sequence := uint64(0)
	return s.inChunks(copyChunk(s.End.Size), func(n int) error {
		sequence++
		sent.Stamp(sequence)
		step.Copies(to, from, n)
		return arrived(received, sequence)
	}), nil
}

// coldCopyFloor is the same where neither the source nor the destination is in any cache. What the TLB misses is part
// of it.
func coldCopyFloor(s *floorSide) (func(int) error, error) {
	region, err := step.ColdRegion(s.End.Size)
	if err != nil {
		return nil, err
	}
	c := step.NewScatter(region, s.End.Size)
	sequence := uint64(0)
	return s.inChunks(copyChunk(s.End.Size), func(n int) error {
		sequence++
		from, to := c.Next()
		sent, received := worker.MarksOf(from), worker.MarksOf(to)
		sent.Stamp(sequence)
		c.Copies(n)
		return arrived(received, sequence)
	}), nil
}

func lacksForCold(size int) error {
	_, err := step.ColdBytes(size)
	return err
}

// arrived says that a copy did not do what it is timed for.
func arrived(at worker.Marks, sequence uint64) error {
	if !at.Carry(sequence) {
		return errors.New("a copy did not arrive")
	}
	return nil
}

// lineFloor is one cache line that travels to another CPU and back.
func lineFloor(s *floorSide) (func(int) error, error) { return s.between(step.LineA, step.LineB) }

// switchFloor is two processes on one CPU that hand it over by sched_yield(2), there and back.
func switchFloor(s *floorSide) (func(int) error, error) {
	return s.between(step.SwitchA, step.SwitchB)
}

// wakeFloor is two processes that sleep in futex(2): the other woken, and back.
func wakeFloor(s *floorSide) (func(int) error, error) { return s.between(step.WakeA, step.WakeB) }

// A stepLoop is one side's loop of a step between processes; see [step.Words].
type stepLoop func(w *step.Words, done uint64, n int, progress *uint64) uint64

// between picks the loop of this side. Both count the ops, which the coordinator compares.
func (s *floorSide) between(a, b stepLoop) (func(n int) error, error) {
	fd, err := s.End.FD(wordsName)
	if err != nil {
		return nil, err
	}
	defer unix.Close(fd)
	w, err := step.MapWords(fd)
	if err != nil {
		return nil, err
	}
	loop := a
	if !s.isA() {
		loop = b
	}
	return func(n int) error {
		s.sent = loop(w, s.sent, n, &s.Counters.Sent)
		s.received = s.sent
		return nil
	}, nil
}

const wordsName = "words"

// Prepare implements [mechanisms.Mechanism]: it makes the words of a floor between processes.
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
	if err := unix.Ftruncate(fd, int64(step.WordsBytes)); err != nil {
		return fmt.Errorf("ftruncate: %w", err)
	}
	return nil
}
