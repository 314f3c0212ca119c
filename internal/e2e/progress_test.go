package e2e

import (
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// Progress is shown on standard error if that is a terminal, and nowhere else.
func TestProgressOnlyOnATerminal(t *testing.T) {
	arguments := []string{
		"-ipc.mechs=pipe,fifo", "-ipc.waits=block", "-ipc.sizes=64", "-test.bench=Latency", "-test.benchtime=20x",
	}
	t.Run("terminal", func(t *testing.T) {
		r := newRun(t, arguments...)
		master, terminal := openTerminal(t)
		r.cmd.Stderr = terminal
		text := r.onTerminal(t, master, terminal)
		for _, want := range []string{"[1/2] pipe", "[2/2] fifo", "left"} {
			if !strings.Contains(text, want) {
				t.Errorf("no %q on the terminal: %q", want, text)
			}
		}
		if stays := withoutNotices(screen(text)); stays != "" {
			t.Errorf("something stays on the terminal: %q of %q", stays, text)
		}
		if out := r.stdout.String(); strings.Contains(out, "[1/") || strings.ContainsAny(out, "\r\x1b") {
			t.Errorf("progress on standard output: %q", out)
		}
		if n := len(parse(t, r.stdout.Bytes())); n != 2 {
			t.Errorf("%d results, want 2", n)
		}
	})
	t.Run("terminal for both", func(t *testing.T) {
		r := newRun(t, arguments...)
		master, terminal := openTerminal(t)
		r.cmd.Stdout, r.cmd.Stderr = terminal, terminal
		text := r.onTerminal(t, master, terminal)
		if !strings.Contains(text, "[1/2] pipe") {
			t.Errorf("no progress on the terminal: %q", text)
		}
		stays := screen(text)
		if regexp.MustCompile(`\[\d+/2\]`).MatchString(stays) {
			t.Errorf("progress stays on the terminal:\n%s", stays)
		}
		for _, cell := range []string{"BenchmarkLatency/mech=pipe/", "BenchmarkLatency/mech=fifo/"} {
			if n := strings.Count(stays, "\n"+cell); n != 1 || strings.Count(stays, cell) != 1 {
				t.Errorf("want one line that begins with %s, got %d:\n%s", cell, n, stays)
			}
		}
	})
	t.Run("pipe", func(t *testing.T) {
		if said := withoutNotices(finished(t, 0, arguments...).stderr.String()); said != "" {
			t.Errorf("on standard error: %q", said)
		}
	})
}

// onTerminal runs r to its end and returns everything that was written to the terminal.
func (r *run) onTerminal(t *testing.T, master, terminal *os.File) string {
	t.Helper()
	shown := make(chan string)
	go func() {
		text, _ := io.ReadAll(master) // ends with EIO when the last process has closed the terminal
		shown <- string(text)
	}()
	r.start(t)
	terminal.Close()
	status := r.wait(t)
	text := <-shown
	if status != 0 {
		t.Errorf("ended with wait status %#x: %q", int(status), text)
	}
	r.leavesNothing(t)
	return text
}

// openTerminal makes a pseudo-terminal (pty(7)).
func openTerminal(t *testing.T) (master, terminal *os.File) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no pseudo-terminals here: ", err)
	}
	t.Cleanup(func() { master.Close() })
	if err := unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal("unlocking the terminal: ", err)
	}
	number, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal("asking for the terminal's number: ", err)
	}
	terminal, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no pseudo-terminals here: ", err)
	}
	t.Cleanup(func() { terminal.Close() })
	return master, terminal
}
