package condition

import (
	"errors"
	"fmt"
	"os"
	"strconv"

	"ipcbench/internal/schema"

	"golang.org/x/sys/unix"
)

// policies are the kernel's numbers of the policies. Source: sched(7), linux/sched.h.
var policies = map[string]uint32{
	schema.Other: unix.SCHED_NORMAL,
	schema.FIFO:  unix.SCHED_FIFO, schema.RR: unix.SCHED_RR,
	schema.Batch: unix.SCHED_BATCH, schema.Idle: unix.SCHED_IDLE,
}

// Apply puts this whole process under the condition: all its threads, and so those that they start. It is the same as
// if chrt(1) had started the process. Its error is the kernel's.
func (c Condition) Apply() error {
	if c.Locked {
		if err := unix.Mlockall(unix.MCL_CURRENT | unix.MCL_FUTURE); err != nil {
			return fmt.Errorf("mlockall: %w", err)
		}
	}
	if c.Policy == "" {
		return nil
	}
	// A thread that has not been changed yet may start another one meanwhile. The second of two rounds finds none.
	for {
		changed, err := c.schedule()
		if err != nil || !changed {
			return err
		}
	}
}

// Ordinary schedules the calling thread as any other, in a process that is under a condition.
func Ordinary() error {
	_, err := Condition{Policy: schema.Other}.scheduleThread(unix.Gettid())
	return err
}

// schedule changes those threads of this process that have another policy; changed is false if there are none.
func (c Condition) schedule() (changed bool, err error) {
	const tasks = "/proc/self/task"
	threads, err := os.ReadDir(tasks)
	if err != nil {
		return false, err
	}
	for _, thread := range threads {
		tid, err := strconv.Atoi(thread.Name())
		if err != nil {
			return changed, fmt.Errorf("%s: %w", tasks, err)
		}
		set, err := c.scheduleThread(tid)
		if err != nil && !errors.Is(err, unix.ESRCH) { // that thread has ended
			return changed, err
		}
		changed = changed || set
	}
	return changed, nil
}

// scheduleThread changes one thread, and keeps its nice value. Source: sched_setattr(2).
func (c Condition) scheduleThread(tid int) (changed bool, err error) {
	now, err := unix.SchedGetAttr(tid, 0)
	if err != nil {
		return false, fmt.Errorf("sched_getattr: %w", err)
	}
	policy, priority := policies[c.Policy], uint32(c.Priority)
	if now.Policy == policy && now.Priority == priority {
		return false, nil
	}
	err = unix.SchedSetAttr(tid, &unix.SchedAttr{
		Size: unix.SizeofSchedAttr, Policy: policy, Priority: priority, Nice: now.Nice,
	}, 0)
	if err != nil {
		return false, fmt.Errorf("sched_setattr: %w", err)
	}
	return true, nil
}
