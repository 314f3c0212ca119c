package sys

import (
	"os"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

func TestReadWrite(t *testing.T) {
	var ends [2]int
	if err := unix.Pipe2(ends[:], unix.O_CLOEXEC|unix.O_NONBLOCK); err != nil {
		t.Fatal(err)
	}
	p := make([]byte, 8)
	if _, errno := Read(ends[0], p); errno != unix.EAGAIN {
		t.Errorf("reading an empty pipe: %v, want EAGAIN", errno)
	}
	if n, errno := Write(ends[1], []byte("pigeon")); n != 6 || errno != 0 {
		t.Errorf("write: %d, %v", n, errno)
	}
	if n, errno := Read(ends[0], p); errno != 0 || string(p[:n]) != "pigeon" {
		t.Errorf("read: %q, %v", p[:n], errno)
	}
	for _, fd := range ends {
		if errno := Close(fd); errno != 0 {
			t.Errorf("close: %v", errno)
		}
	}
	if _, errno := Read(ends[0], p); errno != unix.EBADF {
		t.Errorf("reading a closed descriptor: %v, want EBADF", errno)
	}
}

// A waiter sleeps until the word has changed and it is woken, and does not sleep at all if it has changed already.
func TestFutex(t *testing.T) {
	word := new(uint32)
	if errno := FutexWait(word, 1); errno != unix.EAGAIN {
		t.Errorf("waiting for a word that has changed: %v, want EAGAIN", errno)
	}
	// The thread that sleeps keeps its P: with one, as on one CPU, nothing else would run.
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(max(4, runtime.GOMAXPROCS(0))))
	woken := make(chan unix.Errno)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		for atomic.LoadUint32(word) == 0 {
			if errno := FutexWait(word, 0); errno != 0 && errno != unix.EAGAIN && errno != unix.EINTR {
				woken <- errno
				return
			}
		}
		woken <- 0
	}()
	time.Sleep(10 * time.Millisecond)
	atomic.StoreUint32(word, 1)
	FutexWake(word)
	if errno := <-woken; errno != 0 {
		t.Errorf("futex: %v", errno)
	}
}

// The CPU clocks run while the thread computes, and not faster than the wall.
func TestClocks(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	wall, process, thread := Monotonic(), ProcessCPU(), ThreadCPU()
	for Monotonic()-wall < int64(20*time.Millisecond) {
	}
	thread = ThreadCPU() - thread
	process = ProcessCPU() - process
	wall = Monotonic() - wall
	if thread <= 0 || thread > wall || process < thread {
		t.Errorf("wall %d ns, thread %d ns, process %d ns", wall, thread, process)
	}
}

func TestCPUOf(t *testing.T) {
	before := ProcessCPU()
	got, errno := CPUOf(os.Getpid())
	if after := ProcessCPU(); errno != 0 || got < before || got > after {
		t.Errorf("%d ns, %v; this process says %d to %d", got, errno, before, after)
	}
	if _, errno := CPUOf(1<<22 - 1); errno == 0 {
		t.Error("no error for a process that does not exist")
	}
}

func TestSwitchesCountsSleeps(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	before, _ := Switches()
	for range 10 {
		unix.Nanosleep(&unix.Timespec{Nsec: 1000}, nil)
	}
	if after, _ := Switches(); after-before < 10 {
		t.Errorf("%d voluntary context switches in 10 sleeps", after-before)
	}
}

// Between NoPreempt and Preempt the goroutine keeps its P, although another wants it and the monitor asks for it.
func TestNoPreempt(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var ran atomic.Bool
	NoPreempt()
	go ran.Store(true)
	for began := Monotonic(); Monotonic()-began < int64(50*time.Millisecond); {
	}
	early := ran.Load()
	Preempt()
	if early {
		t.Error("another goroutine was given the only P")
	}
	for !ran.Load() {
		runtime.Gosched()
	}
}
