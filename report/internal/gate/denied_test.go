package gate

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"ipcbench/internal/sandbox"

	"golang.org/x/sys/unix"
)

// deniedVariable makes this test binary a gate of two fakes to which the kernel refuses a system call.
const deniedVariable = "IPCBENCH_DENIED"

// A gate that may not accept connections says so at once.
func TestAGateThatMayNotAcceptSaysSo(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, "/proc/self/exe")
	c.Env = append(os.Environ(), deniedVariable+"=accept4")
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if strings.HasPrefix(string(out), "skip: ") {
		t.Skip(string(out))
	}
	said := strings.TrimSuffix(string(out), "\n")
	told := strings.Contains(said, "accept4(2)") && strings.Contains(said, "operation not permitted")
	if !told || strings.Contains(said, "\n") {
		t.Errorf("it says %q", said)
	}
}

// denied runs a gate with a long budget and no accept4, and prints its error.
func denied() {
	if err := sandbox.Deny(sandbox.Rule{Call: unix.SYS_ACCEPT4}); err != nil {
		fmt.Println("skip: no seccomp filter may be set:", err)
		return
	}
	words := fmt.Sprintf("%s='x=1000' exec /proc/%d/exe", fakeVariable, os.Getpid())
	yes := func(string) bool { return true }
	os.Unsetenv(deniedVariable)
	_, err := Run(context.Background(), Options{
		A: Command{Side: "A", Shell: words}, B: Command{Side: "B", Shell: words},
		Budget: time.Hour, Counts: true, Seed: 1,
		Least: func(string) float64 { return 0 }, Cells: yes, Matter: yes, Show: func(string, ...any) {},
	})
	fmt.Println(err)
}
