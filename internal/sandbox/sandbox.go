// Package sandbox is for tests: a test binary runs itself again without some system calls, as in a container whose
// seccomp profile denies them.
package sandbox

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

// A Rule denies one system call; or, of calls such as prctl(2), only those with a certain first argument.
type Rule struct {
	Call     uintptr    // unix.SYS_…
	Argument uint32     // 0 for any
	Errno    unix.Errno // what the call fails with; 0 for EPERM
}

// variable holds the rules of a binary that has run itself again.
const variable = "IPCBENCH_TEST_SANDBOX"

// Inside runs the calling test again in a process of its own, in which the system calls that the rules deny fail. It
// returns true in that process, where the test goes on. In the first process it returns false, and the test is over; t
// fails there, with the output, if it failed in the other one.
func Inside(t *testing.T, rules ...Rule) bool {
	t.Helper()
	if os.Getenv(variable) != "" {
		if err := Deny(rules...); err != nil {
			t.Skipf("no seccomp filter can be set here: %v", err)
		}
		os.Unsetenv(variable) // the workers inherit the filter
		return true
	}
	text, err := json.Marshal(rules)
	if err != nil {
		t.Fatal(err)
	}
	again := exec.Command("/proc/self/exe", "-test.run=^"+t.Name()+"$", "-test.v")
	again.Env = append(os.Environ(), variable+"="+string(text))
	if out, err := again.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	} else {
		t.Logf("%s", out)
	}
	return false
}

// Deny makes the kernel refuse what the rules say, to all threads of this process and to what they execute or start. It
// cannot be undone. Source: seccomp(2), SECCOMP_FILTER_FLAG_TSYNC; linux/seccomp.h, struct seccomp_data.
func Deny(rules ...Rule) error {
	const (
		number, argument = 0, 16 // offsets of nr and of the low half of args[0], on little-endian processors
		load             = unix.BPF_LD | unix.BPF_W | unix.BPF_ABS
		equal            = unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K
		answer           = unix.BPF_RET | unix.BPF_K
		setModeFilter    = 1
	)
	var program []unix.SockFilter
	for _, r := range rules {
		deny := unix.SockFilter{Code: answer, K: unix.SECCOMP_RET_ERRNO | uint32(cmp.Or(r.Errno, unix.EPERM))}
		program = append(program, unix.SockFilter{Code: load, K: number})
		if r.Argument == 0 {
			program = append(program, unix.SockFilter{Code: equal, Jf: 1, K: uint32(r.Call)}, deny)
			continue
		}
		program = append(program, unix.SockFilter{Code: equal, Jf: 3, K: uint32(r.Call)},
			unix.SockFilter{Code: load, K: argument}, unix.SockFilter{Code: equal, Jf: 1, K: r.Argument}, deny)
	}
	if len(program) == 0 {
		return nil
	}
	program = append(program, unix.SockFilter{Code: answer, K: unix.SECCOMP_RET_ALLOW})
	runtime.LockOSThread() // the other threads get the flag with the filter
	defer runtime.UnlockOSThread()
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("prctl(PR_SET_NO_NEW_PRIVS): %w", err)
	}
	filter := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
	if _, _, e := unix.Syscall(unix.SYS_SECCOMP, setModeFilter, unix.SECCOMP_FILTER_FLAG_TSYNC,
		uintptr(unsafe.Pointer(&filter))); e != 0 {
		return fmt.Errorf("seccomp: %w", e)
	}
	return nil
}
