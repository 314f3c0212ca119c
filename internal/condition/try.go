package condition

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"ipcbench/internal/host"

	"golang.org/x/sys/unix"
)

// trialVariable, if it is in the environment, makes this binary a trial: its value is a condition in JSON.
const trialVariable = "IPCBENCH_TRIAL"

// headroom is how many bytes a process must be able to map after it has locked its memory: a worker maps payloads, and
// the Go runtime more than it uses.
const headroom = 256 << 20

// Intercept returns at once in an ordinary process. In a trial it puts itself under the condition and ends, with status
// 0 if it may.
func Intercept() {
	text := os.Getenv(trialVariable)
	if text == "" {
		return
	}
	var c Condition
	err := json.Unmarshal([]byte(text), &c)
	if err == nil {
		err = c.Apply()
	}
	if err == nil && c.Locked {
		err = mapMore()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func mapMore() error {
	memory, err := unix.Mmap(-1, 0, headroom, unix.PROT_NONE, unix.MAP_PRIVATE|unix.MAP_ANONYMOUS)
	if err != nil {
		return fmt.Errorf("mmap of %d MiB after mlockall: %w", headroom>>20, err)
	}
	return unix.Munmap(memory)
}

// Try says why a process of this program may not run under the condition, and what to do about it. It tries, in a
// process that then ends. arguments are its command line, by which it must reach [Intercept].
func (c Condition) Try(arguments []string) error {
	if share, ok := realTimeShare(); c.RealTime() && ok && share == 0 {
		return errors.New("kernel.sched_rt_runtime_us is 0: the kernel leaves real-time threads no time " +
			"(`sysctl kernel.sched_rt_runtime_us=950000`)")
	}
	text, err := json.Marshal(c)
	if err != nil {
		return err
	}
	var words strings.Builder
	trial := exec.Cmd{
		Path: "/proc/self/exe", Args: arguments, Stderr: &words,
		Env: append(os.Environ(), trialVariable+"="+string(text)),
	}
	if err := trial.Run(); err != nil {
		said, _, _ := strings.Cut(strings.TrimSpace(words.String()), "\n")
		if said == "" {
			said = err.Error()
		}
		return fmt.Errorf("%s (%s)", said, c.remedy())
	}
	return nil
}

// Unbounded tells whether the kernel lets threads under the condition run for ever, and all others wait.
func (c Condition) Unbounded() bool {
	share, ok := realTimeShare()
	return c.RealTime() && ok && share < 0
}

// realTimeShare is how many µs of each period real-time threads may run on a CPU, -1 for all of them. Since Linux 6.12
// the kernel keeps time back for ordinary threads in another way, and enforces this only on groups.
// Source: Documentation/scheduler/sched-rt-group.rst; kernel/sched/fair.c, fair_server_init.
func realTimeShare() (microseconds int, ok bool) {
	return host.Here.Sysctl("kernel.sched_rt_runtime_us")
}

// remedy says what allows the condition. Source: sched(7), mlock(2).
func (c Condition) remedy() string {
	switch {
	case c.Locked:
		return fmt.Sprintf("the limit on locked memory is %s, and counts all that a process maps: raise it with "+
			"`ulimit -l unlimited`, or run as root or with CAP_IPC_LOCK", limit(unix.RLIMIT_MEMLOCK, 10, " KiB"))
	case c.RealTime():
		return fmt.Sprintf("the limit on real-time priorities is %s: raise it with `ulimit -r %d`, or run as root or "+
			"with CAP_SYS_NICE", limit(unix.RLIMIT_RTPRIO, 0, ""), c.Priority)
	}
	return "a sandbox denies it: allow sched_setattr(2) there"
}

// limit is the soft limit on a resource, in units of 2^shift. Source: getrlimit(2).
func limit(resource, shift int, unit string) string {
	var l unix.Rlimit
	if err := unix.Getrlimit(resource, &l); err != nil {
		return "unknown"
	}
	if l.Cur == unix.RLIM_INFINITY {
		return "unlimited"
	}
	return fmt.Sprintf("%d%s", l.Cur>>shift, unit)
}
