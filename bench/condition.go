package bench

import (
	"flag"
	"fmt"
	"io"
	"strings"

	"ipcbench/internal/condition"
	"ipcbench/internal/proc"
)

var (
	schedFlag = flag.String("ipc.sched", "",
		"schedule the worker processes by this policy instead of other: batch, idle, fifo:50 or rr:50, with a "+
			"real-time priority from 1 to 99. An end that spins under fifo or rr leaves ordinary processes on its CPU "+
			"only what the kernel keeps back for them: 5 % as a rule (kernel.sched_rt_runtime_us)")
	mlockFlag = flag.Bool("ipc.mlock", false,
		"lock the memory of the worker processes, so that no page of it is loaded while the clock runs")
)

// chosenCondition is what the flags ask the ends to run under. Its error is one line that names the flag, its value and
// the choices.
func chosenCondition() (condition.Condition, error) {
	c, err := condition.Parse(*schedFlag)
	if err != nil {
		return c, fmt.Errorf("-ipc.sched=%s: %w", *schedFlag, err)
	}
	c.Locked = *mlockFlag
	return c, nil
}

// keysOf are the keys of a condition as they stand in names.
func keysOf(c condition.Condition) string {
	var keys []string
	for _, kv := range c.Keys() {
		keys = append(keys, kv[0]+"="+kv[1])
	}
	return strings.Join(keys, "/")
}

// checkCondition says whether this machine refuses the condition, in one line that names the flag, what the kernel
// says, and the remedy. It tries each flag by itself.
func checkCondition(c condition.Condition) error {
	if c.Policy != "" {
		scheduled := c
		scheduled.Locked = false
		if err := proc.CheckCondition(scheduled); err != nil {
			return fmt.Errorf("-ipc.sched=%s: %w", c.Sched(), err)
		}
	}
	if c.Locked {
		if err := proc.CheckCondition(condition.Condition{Locked: true}); err != nil {
			return fmt.Errorf("-ipc.mlock: %w", err)
		}
	}
	return nil
}

// noticeRealTime tells the user that nothing keeps ends from taking a CPU for ever.
func noticeRealTime(w io.Writer, c condition.Condition) {
	if c.Unbounded() {
		fmt.Fprintf(w, notice+"-ipc.sched=%s: kernel.sched_rt_runtime_us is -1: ends that spin may keep everything "+
			"else off their CPUs, this process included\n", c.Sched())
	}
}
