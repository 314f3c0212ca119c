package sample

import (
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/pipe"

	"golang.org/x/sys/unix"
)

// leaky is a pipe that leaves a descriptor open each time, in a process that may have few descriptors.
type leaky struct{ pipe.Pipe }

func (leaky) Traits() mechanisms.Traits {
	t := pipe.Pipe{}.Traits()
	t.Name = "leaky"
	return t
}

var fewDescriptors = sync.OnceValue(func() error {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return err
	}
	limit.Cur = min(limit.Max, 200)
	return syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit)
})

func (l leaky) Open(e *mechanisms.End) (mechanisms.Link, error) {
	if err := fewDescriptors(); err != nil {
		return nil, err
	}
	if _, err := unix.Eventfd(0, unix.EFD_CLOEXEC); err != nil {
		return nil, err
	}
	return l.Pipe.Open(e)
}

// If Setup runs out of descriptors, the error says that the mechanism leaks them.
func TestALeakIsCalledALeak(t *testing.T) {
	s, err := open(pattern.SetupCell(leaky{}), Options{Idle: 20 * time.Second})
	if err == nil {
		defer s.ends.Kill()
		_, err = s.run(2000)
	}
	if err == nil {
		t.Fatal("2,000 channels were made and none left a descriptor open")
	}
	for _, want := range []string{"too many open files", "leak", "mechtest"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not say %q", err, want)
		}
	}
	if strings.Contains(err.Error(), "\n") {
		t.Errorf("more than one line: %q", err)
	}
}
