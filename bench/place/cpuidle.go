package place

import (
	"path/filepath"
	"strconv"
	"time"

	"ipcbench/internal/host"
)

// cpuRoot is the directory in which the kernel describes the CPUs.
const cpuRoot = "/sys/devices/system/cpu"

// idleStates is how long a CPU has been in idle states since boot, with a resolution of 1 µs. The current stay, if
// there is one, is not counted yet. ok is false where the kernel has no idle driver, as in many virtual machines.
//
// The files are read directly, since procfs/sysfs does not read cpuidle. Source:
// Documentation/admin-guide/pm/cpuidle.rst, "time"; drivers/cpuidle/cpuidle.c, cpuidle_enter_state.
func idleStates(root string, cpu int) (idle time.Duration, ok bool) {
	states, _ := filepath.Glob(filepath.Join(root, "cpu"+strconv.Itoa(cpu), "cpuidle/state*/time"))
	for _, state := range states {
		us, err := strconv.ParseInt(host.Line(state), 10, 64)
		if err != nil {
			return 0, false
		}
		idle += time.Duration(us) * time.Microsecond
	}
	return idle, len(states) > 0
}
