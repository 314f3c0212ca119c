package main

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// neighbourWord is the argument by which this program becomes the neighbour.
const neighbourWord = "neighbour"

// startNeighbour starts the neighbour, which ends with this program.
func startNeighbour() (end func() error, err error) {
	c := exec.Command("/proc/self/exe", neighbourWord)
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	runtime.LockOSThread()
	if err := c.Start(); err != nil {
		return nil, err
	}
	return func() error {
		c.Process.Kill()
		c.Wait()
		return nil
	}, nil
}

// burst loads the CPU with the highest number in bursts: 20 to 500 ms of work, then as long of rest, both by lot.
func burst() {
	runtime.LockOSThread()
	var all, one unix.CPUSet
	if err := unix.SchedGetaffinity(0, &all); err != nil {
		os.Exit(1)
	}
	for cpu := 1023; cpu >= 0; cpu-- {
		if all.IsSet(cpu) {
			one.Set(cpu)
			break
		}
	}
	if err := unix.SchedSetaffinity(0, &one); err != nil {
		os.Exit(1)
	}
	length := func() time.Duration { return 20*time.Millisecond + rand.N(480*time.Millisecond) }
	for {
		for until := time.Now().Add(length()); time.Now().Before(until); {
		}
		time.Sleep(length())
	}
}
