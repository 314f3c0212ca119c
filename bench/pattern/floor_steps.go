package pattern

import (
	"errors"
	"time"

	"ipcbench/bench/worker"
	step "ipcbench/internal/floor"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/segment"

	"golang.org/x/sys/unix"
)

const (
	// callChunk is how many short ops are done before the coordinator sees progress.
	callChunk = 1 << 16
	// copyBytes is about how many bytes are copied before the coordinator sees progress.
	copyBytes = 16 << 20
)

// copyChunk is how many copies of size bytes are done before the coordinator sees progress.
func copyChunk(size int) int { return max(1, min(callChunk, copyBytes/size)) }

// syscallFloor is one system call that does next to nothing: a lower bound of what each system call costs.
func syscallFloor(s *floorSide) (func(int) error, error) {
	return s.inChunks(callChunk, func(n int) error {
		step.NullCalls(n)
		return nil
	}), nil
}

// clockFloor is one reading of the clock, as the timed passes take it: in the vDSO, without a system call.
func clockFloor(s *floorSide) (func(int) error, error) {
	base := time.Now()
	return s.inChunks(callChunk, func(n int) error {
		step.ClockReadings(base, n)
		return nil
	}), nil
}

// engineFloor is one turn of ping, the loop of Latency, over a Link that does nothing: what the harness itself adds
// to each round trip. A message is stamped, counted and checked as always. It arrives because both ends use the same
// buffer.
func engineFloor(s *floorSide) (func(int) error, error) {
	engine := s.side // a copy with its own counters: no other end receives its messages
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

// copyFloor is one copy of size bytes between two buffers that are in the cache, since they have just been used.
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

// coldCopyFloor is one copy of size bytes between places that are in no cache. TLB misses are part of its cost.
func coldCopyFloor(s *floorSide) (func(int) error, error) {
	region, err := step.ColdRegion(s.End.Size, func() { s.Counters.Sent++ })
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

// arrived fails if the copy did not bring the mark of message number sequence.
func arrived(at worker.Marks, sequence uint64) error {
	if !at.Carry(sequence) {
		return errors.New("a copy did not arrive")
	}
	return nil
}

// lineFloor is one cache line that moves to another CPU and back.
func lineFloor(s *floorSide) (func(int) error, error) { return s.between(step.LineA, step.LineB) }

// switchFloor is two processes on one CPU: one gives the CPU to the other by sched_yield(2), and gets it back.
func switchFloor(s *floorSide) (func(int) error, error) {
	return s.between(step.SwitchA, step.SwitchB)
}

// wakeFloor is two processes: one wakes the other, which sleeps in futex(2), and is woken by it.
func wakeFloor(s *floorSide) (func(int) error, error) { return s.between(step.WakeA, step.WakeB) }

// A stepLoop is the loop of one side of a floor between two processes; see [step.Words].
type stepLoop func(w *step.Words, done uint64, n int, progress *uint64) uint64

// between makes the loop of this side from those of A and B. Both sides count the ops, which the coordinator
// compares.
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

// Prepare implements [mechanisms.Mechanism]. It makes the shared words of a floor between two processes.
func (f *floor) Prepare(p *mechanisms.Preparation) error {
	if !f.between {
		return nil
	}
	fd, err := segment.Nameless("ipcbench-floor", p.Dir, step.WordsBytes)
	if err != nil {
		return err
	}
	return p.GiveBoth(wordsName, fd)
}
