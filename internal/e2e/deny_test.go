package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"testing"

	"ipcbench/internal/sandbox"

	"golang.org/x/sys/unix"
)

// A denial makes the kernel answer some system calls with an error, as a sandbox does.
type denial struct {
	Calls []uint32
	Errno unix.Errno
}

// rootVariable makes it change its root directory before that.
const rootVariable = "E2E_ROOT"

// denyVariable makes this test binary install denials and then become the command in its arguments.
const denyVariable = "E2E_DENY"

// denying makes a run start with denials in force, for itself and all its processes.
func (r *run) denying(t *testing.T, all ...denial) *run {
	t.Helper()
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

// denyAndBecome installs the denials and executes the command. It returns only if that fails.
func denyAndBecome(text string, command []string) error {
	var all []denial
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		return err
	}
	if root := os.Getenv(rootVariable); root != "" {
		if err := unix.Chroot(root); err != nil {
			return fmt.Errorf("chroot %s: %w", root, err)
		}
		if err := os.Chdir("/"); err != nil {
			return err
		}
		if err := os.Unsetenv(rootVariable); err != nil {
			return err
		}
	}
	path, err := exec.LookPath(command[0])
	if err != nil {
		return err
	}
	if err := os.Unsetenv(denyVariable); err != nil {
		return err
	}
	var rules []sandbox.Rule
	for _, d := range all {
		for _, call := range d.Calls {
			rules = append(rules, sandbox.Rule{Call: uintptr(call), Errno: d.Errno})
		}
	}
	if err := sandbox.Deny(rules...); err != nil {
		return err
	}
	return syscall.Exec(path, command, os.Environ())
}
