package proc

import (
	"os"
	"testing"
	"time"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/pipe"

	"golang.org/x/sys/unix"
)

// descriptors are how many this process has open.
func descriptors(t *testing.T) int {
	t.Helper()
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}

// limitFiles sets the limit on open files of this process, and of those that it starts.
func limitFiles(t *testing.T, limit uint64) {
	t.Helper()
	var now unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &now); err != nil {
		t.Fatal(err)
	}
	now.Cur = limit
	if err := unix.Setrlimit(unix.RLIMIT_NOFILE, &now); err != nil {
		t.Fatal(err)
	}
}

// startPair starts a pair of pipes and ends it.
func startPair() error {
	p, err := Start(Config{
		Mechanism: pipe.Pipe{}, Wait: mechanisms.Block, Size: 64, CPUs: []int{-1, -1}, Handler: testHandler,
	})
	if err == nil {
		p.Kill()
	}
	return err
}

// Wherever the making of a pair, or of the run that it is of, fails for want of a descriptor, it leaves none open.
func TestAFailedStartLeavesNoDescriptorOpen(t *testing.T) {
	var before unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &before); err != nil {
		t.Fatal(err)
	}
	startAndEnd := func() error {
		err := startPair()
		if endErr := End(); endErr != nil {
			t.Error(endErr)
		}
		return err
	}
	if err := startAndEnd(); err != nil { // the netpoller's come with it
		t.Fatal(err)
	}
	open := descriptors(t)
	failed := 0
	for limit := uint64(open); ; limit++ {
		limitFiles(t, limit)
		err := startAndEnd()
		limitFiles(t, before.Cur)
		now := descriptors(t)
		for range 2000 { // a goroutine listens to a worker's last words until that has ended
			if now <= open {
				break
			}
			time.Sleep(time.Millisecond)
			now = descriptors(t)
		}
		if now > open {
			t.Errorf("limit %d: %v; %d descriptors where there were %d", limit, err, now, open)
			open = now
		}
		if err == nil {
			break
		}
		failed++
	}
	if failed < 10 {
		t.Errorf("only %d starts failed, so this shows little", failed)
	}
}

// A worker that was started and cannot be recorded is ended, and Start says why.
func TestAWorkerThatCannotBeRecordedIsEnded(t *testing.T) {
	if err := startPair(); err != nil {
		t.Fatal(err)
	}
	r := theRun.run
	record := r.record
	defer func() { r.record = record }()
	var err error
	if r.record, err = os.Open(record.Name()); err != nil { // for reading
		t.Fatal(err)
	}
	defer r.record.Close()
	ended := make(chan error)
	go func() { ended <- startPair() }()
	select {
	case err = <-ended:
		if err == nil {
			t.Error("no error of a record that cannot be written")
		}
	case <-time.After(time.Minute):
		t.Fatal("it waits for a worker that nobody looks after")
	}
}
