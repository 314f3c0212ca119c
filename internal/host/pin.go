package host

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// Pin confines the calling thread, and what it starts, to one CPU. Source: sched_setaffinity(2).
func Pin(cpu int) error {
	var set unix.CPUSet
	set.Set(cpu)
	if err := unix.SchedSetaffinity(0, &set); err != nil {
		return fmt.Errorf("sched_setaffinity to CPU %d: %w", cpu, err)
	}
	return nil
}
