package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

// A denial has the kernel answer some system calls with an error, as a sandbox does.
type denial struct {
	Calls []uint32
	Errno unix.Errno
}

// denyVariable makes this test binary a program that installs denials and then becomes the command in its arguments.
const denyVariable = "E2E_DENY"

// architectures are those whose filters are known here, by their number in a filter's data.
var architectures = map[string]uint32{"amd64": unix.AUDIT_ARCH_X86_64, "arm64": unix.AUDIT_ARCH_AARCH64}

// denying has a run be started with denials in force, for it and all that it starts.
func (r *run) denying(t *testing.T, all ...denial) *run {
	t.Helper()
	if architectures[runtime.GOARCH] == 0 {
		t.Skipf("no system call filter is written for %s", runtime.GOARCH)
	}
	text, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	r.cmd.Args = append([]string{self, r.cmd.Path}, r.cmd.Args[1:]...)
	r.cmd.Path = self
	r.cmd.Env = append(r.cmd.Env, denyVariable+"="+string(text))
	return r
}

// denyAndBecome installs the denials and executes the command. It returns only an error.
func denyAndBecome(text string, command []string) error {
	var all []denial
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		return err
	}
	path, err := exec.LookPath(command[0])
	if err != nil {
		return err
	}
	if err := os.Unsetenv(denyVariable); err != nil {
		return err
	}
	runtime.LockOSThread() // a filter is of one thread, and exec makes that the process
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("prctl(PR_SET_NO_NEW_PRIVS): %w", err)
	}
	filter := denyFilter(all)
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: unsafe.SliceData(filter)}
	_, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, 0, uintptr(unsafe.Pointer(&program)))
	if errno != 0 {
		return fmt.Errorf("seccomp: %w", errno)
	}
	return syscall.Exec(path, command, os.Environ())
}

// denyFilter is the program over struct seccomp_data that answers the calls. Source: seccomp(2).
func denyFilter(all []denial) []unix.SockFilter {
	const number, architecture = 0, 4 // offsets
	load := func(at uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: at}
	}
	skipUnless := func(value uint32) unix.SockFilter { // the next instruction
		return unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, Jf: 1, K: value}
	}
	answer := func(action uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: action}
	}
	filter := []unix.SockFilter{
		load(architecture),
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, Jt: 1, K: architectures[runtime.GOARCH]},
		answer(unix.SECCOMP_RET_KILL_PROCESS),
		load(number),
	}
	for _, d := range all {
		for _, call := range d.Calls {
			filter = append(filter, skipUnless(call), answer(unix.SECCOMP_RET_ERRNO|uint32(d.Errno)))
		}
	}
	return append(filter, answer(unix.SECCOMP_RET_ALLOW))
}
