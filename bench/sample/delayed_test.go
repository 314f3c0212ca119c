package sample

import (
	"fmt"
	"slices"
	"sync/atomic"
	"time"
	"unsafe"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/memory"

	"golang.org/x/sys/unix"
)

// A delayed is shm-slot whose side B busy-waits before each answer, for a time from a known distribution. Both sides
// log when and how long, in memory that the test shares, so that the engine's figures can be compared with the log.
type delayed struct {
	name  string
	delay func(k, life int) time.Duration // before answer number k since the log was emptied for the life-th time
}

// delayedKinds are the distributions. The values of each are spread evenly over the answers.
var delayedKinds = []delayed{
	{"none", func(_, _ int) time.Duration { return 0 }},
	{"constant", func(_, _ int) time.Duration { return base }},
	{"two-point", func(k, _ int) time.Duration { return base + choice(k*37%100 < 9, 2*base) }}, // 91 % and 9 %
	{"uniform", func(k, _ int) time.Duration { return base + 2*base*time.Duration(k*607%1000)/1000 }},
	{"stall", func(k, _ int) time.Duration { return base + choice(k%500 == 250, time.Millisecond) }},
	{"slower-later", func(_, life int) time.Duration { return base + choice(life > 1, base/4) }},
	{"drift", func(k, _ int) time.Duration { return base + base*time.Duration(k)/1000 }},
	{"slow-start", slowStart},
}

// base is the smallest delay of the distributions, except for none and slow-start.
const base = 100 * time.Microsecond

func choice(yes bool, d time.Duration) time.Duration {
	if yes {
		return d
	}
	return 0
}

func delayedNamed(name string) delayed {
	return delayedKinds[slices.IndexFunc(delayedKinds, func(d delayed) bool { return d.name == name })]
}

func (d delayed) Traits() mechanisms.Traits {
	t := memory.Slot{}.Traits()
	t.Name = "delayed-" + d.name
	return t
}

func (delayed) Available() error { return nil }

// A delayLog is what both sides of a delayed log.
type delayLog struct {
	lives    uint64 // how often it was emptied
	_        [120]byte
	answers  uint64             // how many B has sent since then
	asked    int64              // the longest delay that B should have waited since then, ns
	waited   [delayLogged]int64 // how long B waited before each answer, ns
	_        [120]byte
	arrivals uint64             // how many answers A has received since then
	arrived  [delayLogged]int64 // when A received each, by A's own clock, ns
	began    int64              // when A sent its second message since then, ns
}

const delayLogged = 1 << 14

// theDelayLog is the log of the pair that was started last.
var theDelayLog *delayLog

// empty is called between passes, when neither side runs.
func (l *delayLog) empty() {
	atomic.StoreUint64(&l.answers, 0)
	atomic.StoreUint64(&l.arrivals, 0)
	atomic.StoreInt64(&l.asked, 0)
	atomic.AddUint64(&l.lives, 1)
}

// longest is the longest delay that B should have waited since the log was emptied.
func (l *delayLog) longest() time.Duration { return time.Duration(atomic.LoadInt64(&l.asked)) }

// waits are how long B waited in n ops, after the first op since the log was emptied.
func (l *delayLog) waits(n int) []int64 { return slices.Clone(l.waited[1 : n+1]) }

// roundTrips are how long n ops took by A's clock, after the first op, without gaps between them.
func (l *delayLog) roundTrips(n int) []int64 {
	all := make([]int64, n)
	before := l.began
	for i := range all {
		all[i] = l.arrived[i+1] - before
		before = l.arrived[i+1]
	}
	return all
}

// mapped maps a T that a file holds.
func mapped[T any](fd int) (*T, error) {
	m, err := unix.Mmap(fd, 0, int(unsafe.Sizeof(*new(T))),
		unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED|unix.MAP_POPULATE)
	if err != nil {
		return nil, fmt.Errorf("mmap: %w", err)
	}
	return (*T)(unsafe.Pointer(unsafe.SliceData(m))), nil
}

// slotWithLog prepares shm-slot, and beside it a log that both ends and the test share.
func slotWithLog[T any](p *mechanisms.Preparation) (*T, error) {
	if err := (memory.Slot{}).Prepare(p); err != nil {
		return nil, err
	}
	fd, err := unix.MemfdCreate("test-log", unix.MFD_CLOEXEC)
	if err != nil {
		return nil, err
	}
	if err := p.GiveBoth("log", fd); err != nil {
		return nil, err
	}
	if err := unix.Ftruncate(fd, int64(unsafe.Sizeof(*new(T)))); err != nil {
		return nil, err
	}
	return mapped[T](fd)
}

// openWithLog opens an end of what slotWithLog has prepared.
func openWithLog[T any](e *mechanisms.End) (mechanisms.Link, *T, error) {
	l, err := memory.Slot{}.Open(e)
	if err != nil {
		return nil, nil, err
	}
	fd, err := e.FD("log")
	if err != nil {
		return nil, nil, err
	}
	defer unix.Close(fd)
	log, err := mapped[T](fd)
	return l, log, err
}

// Prepare makes the log beside the slots.
func (delayed) Prepare(p *mechanisms.Preparation) (err error) {
	theDelayLog, err = slotWithLog[delayLog](p)
	return err
}

func (d delayed) Open(e *mechanisms.End) (mechanisms.Link, error) {
	l, log, err := openWithLog[delayLog](e)
	if err != nil {
		return nil, err
	}
	if e.Side == mechanisms.A {
		return &arrivalLink{l, log, time.Now()}, nil
	}
	return &delayLink{l, log, d.delay}, nil
}

// An arrivalLink is the link of side A.
type arrivalLink struct {
	mechanisms.Link
	log    *delayLog
	opened time.Time
}

func (l *arrivalLink) Send(p []byte) error {
	if atomic.LoadUint64(&l.log.arrivals) == 1 {
		l.log.began = int64(time.Since(l.opened))
	}
	return l.Link.Send(p)
}

func (l *arrivalLink) Recv(p []byte) error {
	err := l.Link.Recv(p)
	k := atomic.LoadUint64(&l.log.arrivals)
	if k < delayLogged {
		l.log.arrived[k] = int64(time.Since(l.opened))
	}
	atomic.StoreUint64(&l.log.arrivals, k+1)
	return err
}

// A delayLink is the link of side B.
type delayLink struct {
	mechanisms.Link
	log   *delayLog
	delay func(k, life int) time.Duration
}

func (l *delayLink) Send(p []byte) error {
	began := time.Now()
	k := atomic.LoadUint64(&l.log.answers)
	delay := l.delay(int(k), int(atomic.LoadUint64(&l.log.lives)))
	if int64(delay) > l.log.asked {
		atomic.StoreInt64(&l.log.asked, int64(delay))
	}
	waited := time.Since(began)
	for waited < delay {
		waited = time.Since(began)
	}
	if k < delayLogged {
		l.log.waited[k] = int64(waited)
	}
	atomic.StoreUint64(&l.log.answers, k+1)
	return l.Link.Send(p)
}
