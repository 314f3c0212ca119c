package signals

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// childVariable makes this test binary a program that catches, sends itself these signals and says which came.
const childVariable = "IPCBENCH_SIGNALS_TEST"

func TestMain(m *testing.M) {
	switch os.Getenv(childVariable) {
	case "":
		os.Exit(m.Run())
	case "notify":
		c := make(chan os.Signal, 8)
		Notify(c)
		send()
		for s := range c {
			fmt.Println(s)
			if s == unix.SIGTERM {
				os.Exit(0)
			}
		}
	case "context":
		ctx, stop := NotifyContext(context.Background())
		send()
		<-ctx.Done()
		fmt.Println(context.Cause(ctx))
		stop()
	}
}

// send sends this process each signal, and the one that nobody ignores long after the others have come, if they do.
func send() {
	unix.Kill(os.Getpid(), unix.SIGHUP)
	time.Sleep(300 * time.Millisecond)
	unix.Kill(os.Getpid(), unix.SIGINT)
	time.Sleep(300 * time.Millisecond)
	unix.Kill(os.Getpid(), unix.SIGTERM)
}

// child runs the program after a shell has done something, such as ignoring signals.
func child(t *testing.T, kind, before string) string {
	t.Helper()
	c := exec.Command("/bin/sh", "-c", before+` exec "$0"`, os.Args[0])
	c.Env = append(os.Environ(), childVariable+"="+kind)
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return strings.Join(strings.Fields(string(out)), " ")
}

// What was ignored at the start stays ignored, and nothing else does.
func TestWhatWasIgnoredStaysIgnored(t *testing.T) {
	for _, c := range []struct{ kind, before, want string }{
		{"notify", "", "hangup interrupt terminated"},
		{"notify", "trap '' HUP;", "interrupt terminated"},
		{"notify", "trap '' HUP INT;", "terminated"},
		{"context", "", "hangup signal received"},
		{"context", "trap '' HUP;", "interrupt signal received"},
		{"context", "trap '' HUP INT;", "terminated signal received"},
	} {
		t.Run(c.kind+c.before, func(t *testing.T) {
			t.Parallel()
			if got := child(t, c.kind, c.before); got != c.want {
				t.Errorf("%s after %q: %q, want %q", c.kind, c.before, got, c.want)
			}
		})
	}
}
