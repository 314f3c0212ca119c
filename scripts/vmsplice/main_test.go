package main

import (
	"errors"
	"os"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

func TestMain(m *testing.M) {
	if os.Getenv(receiverVariable) != "" { // started by a test below
		main()
		return
	}
	os.Exit(m.Run())
}

// Each step carries bytes to the receiver, in a process of its own.
func TestEachStepCarriesBytes(t *testing.T) {
	var cpus unix.CPUSet
	if err := unix.SchedGetaffinity(0, &cpus); err != nil {
		t.Fatal(err)
	}
	first := 0
	for !cpus.IsSet(first) {
		first++
	}
	for i, s := range steps {
		t.Run(s.name, func(t *testing.T) {
			rate, err := measure(i, commandLine{For: 5 * time.Millisecond, Receiver: first})
			if errors.Is(err, errNoHuge) || errors.Is(err, unix.EPERM) {
				t.Skip(err)
			}
			if err != nil || rate <= 0 {
				t.Errorf("%v GB/s, %v", rate, err)
			}
		})
	}
}

// A receiver that cannot run is told.
func TestAReceiverThatCannotRunIsTold(t *testing.T) {
	if rate, err := measure(0, commandLine{For: time.Millisecond, Receiver: 1 << 9}); err == nil {
		t.Errorf("%v GB/s on CPU %d", rate, 1<<9)
	}
}
