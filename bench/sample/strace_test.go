package sample

import (
	"bufio"
	"bytes"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/internal/syscount"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/file"
	"ipcbench/mechanisms/memory"
	"ipcbench/mechanisms/pipe"
	"ipcbench/mechanisms/queue"
	"ipcbench/mechanisms/signal"
	"ipcbench/mechanisms/socket"

	"golang.org/x/sys/unix"
)

// Our counter and strace agree on the same passes. strace also sees the orders and reports before and after a pass;
// the difference of two passes is free of them.
func TestSyscallsAreThoseOfStrace(t *testing.T) {
	program, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is not installed")
	}
	if _, err := syscount.Tracepoint(); err != nil {
		t.Skip(err)
	}
	for _, c := range []plan.Cell{
		cell(pattern.Latency, pipe.Pipe{}, mechanisms.Block, place.Same, 64),
		cell(pattern.Latency, socket.UnixStream{}, mechanisms.Block, place.Same, 64),
		cell(pattern.Latency, socket.TCP{}, mechanisms.Block, place.Same, 64),
		cell(pattern.Latency, queue.POSIX{}, mechanisms.Block, place.Same, 64),
		cell(pattern.Latency, signal.Eventfd{}, mechanisms.Block, place.Same, 8),
		cell(pattern.Latency, memory.Slot{}, mechanisms.Block, place.Same, 64),
		cell(pattern.Latency, file.File{}, mechanisms.Yield, place.Same, 64),
		cell(pattern.Throughput, pipe.Pipe{}, mechanisms.Block, place.Same, 64),
	} {
		t.Run(string(c.Pattern)+"/"+c.Name(), func(t *testing.T) {
			if err := c.Mechanism.Available(); err != nil {
				t.Skip(err)
			}
			s, err := open(c, Options{Idle: 30 * time.Second})
			if err != nil {
				t.Fatal(err)
			}
			defer s.ends.Kill()
			// While strace slows everything down, the Go runtime makes calls of its own, a different number in each
			// pass.
			const tries = 3
			for try := 1; ; try++ {
				const few, many = 100, 2000
				our1, their1 := underStrace(t, program, s, few)
				our2, their2 := underStrace(t, program, s, many)
				ours, theirs := (our2-our1)/(many-few), (their2-their1)/(many-few)
				t.Logf("%.3f system calls/op, strace says %.3f (beside them %.0f and %.0f)",
					ours, theirs, their1-our1, their2-our2)
				if math.Abs(ours-theirs) <= 0.01*theirs {
					break
				}
				if try == tries {
					t.Fatalf("%.3f system calls/op, strace says %.3f", ours, theirs)
				}
			}
		})
	}
}

// underStrace counts the system calls of a pass of n ops twice: as the engine does, and by strace attached to both
// worker processes.
func underStrace(t *testing.T, program string, s *Sample, n int) (ours, theirs float64) {
	t.Helper()
	summary := filepath.Join(t.TempDir(), "summary")
	var words bytes.Buffer
	pids := []string{strconv.Itoa(s.ends.PID(mechanisms.A)), strconv.Itoa(s.ends.PID(mechanisms.B))}
	strace := exec.Command(program, "-f", "-c", "-o", summary, "-p", pids[0], "-p", pids[1])
	strace.Stderr = &words
	if err := strace.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- strace.Wait() }()
	end := func() error {
		strace.Process.Signal(unix.SIGINT) // strace then detaches and writes its summary
		return <-ended
	}
	for !traced(pids[0], strace.Process.Pid) || !traced(pids[1], strace.Process.Pid) {
		select {
		case err := <-ended:
			t.Skipf("strace may not attach here: %v: %s", err, &words)
		case <-time.After(time.Millisecond):
		}
	}
	counted, err := s.count(n)
	end()
	if err != nil {
		t.Fatal(err)
	}
	perOp := counted.syscallsPerOp
	text, err := os.ReadFile(summary)
	if err != nil {
		t.Fatalf("%v: %s", err, &words)
	}
	theirs, err = straceCalls(text)
	if err != nil {
		t.Fatal(err)
	}
	return perOp * float64(n), theirs
}

// traced tells whether every thread of a process is traced by another process.
func traced(pid string, by int) bool {
	files, _ := filepath.Glob("/proc/" + pid + "/task/*/status")
	for _, file := range files {
		text, _ := os.ReadFile(file)
		if !bytes.Contains(text, fmt.Appendf(nil, "\nTracerPid:\t%d\n", by)) {
			return false
		}
	}
	return len(files) > 0
}

// straceCalls adds up the calls in a summary by strace -c. It leaves out those by which the Go runtime's monitor
// thread sleeps and polls: the loop does not make them, and no mechanism that blocks or yields does.
func straceCalls(summary []byte) (sum float64, err error) {
	for lines := bufio.NewScanner(bytes.NewReader(summary)); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) < 5 {
			continue
		}
		calls, err := strconv.ParseFloat(fields[3], 64)
		switch name := fields[len(fields)-1]; {
		case err != nil, name == "total", name == "nanosleep", name == "epoll_pwait":
		default:
			sum += calls
		}
	}
	if sum == 0 {
		return 0, fmt.Errorf("no summary: %q", summary)
	}
	return sum, nil
}
