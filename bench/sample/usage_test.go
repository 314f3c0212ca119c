package sample

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/inproc"
	"ipcbench/mechanisms/memory"
	"ipcbench/mechanisms/pipe"
	"ipcbench/mechanisms/rpc"
)

// usageCells are cells of every way in which a side waits, and of every kind of worker process.
var usageCells = []plan.Cell{
	cell(pattern.Latency, pipe.Pipe{}, mechanisms.Block, place.Same, 64),
	cell(pattern.Throughput, pipe.Pipe{}, mechanisms.Block, place.Same, 64),
	cell(pattern.Latency, memory.Slot{}, mechanisms.Yield, place.Same, 64),
	cell(pattern.Latency, rpc.Gob{}, mechanisms.Block, place.Same, 64),
	cell(pattern.Latency, inproc.Chan{}, mechanisms.Block, place.Same, 64),
}

// during runs a pass of about the time long. It returns what the engine says of the pass, and by how much a reading
// of the worker processes rose, from before the first order until after the last report.
func during(
	t *testing.T, c plan.Cell, long time.Duration, reading func(t *testing.T, pid int) float64,
) (m pattern.Measurement, n int, rise float64, processes int) {
	t.Helper()
	s, err := open(c, Options{Idle: 30 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	s.leadIn = 0 // so that the readings have the ops of the pass only
	defer s.ends.Kill()
	pids := slices.Compact([]int{s.ends.PID(mechanisms.A), s.ends.PID(mechanisms.B)})
	sum := func() (all float64) {
		for _, pid := range pids {
			all += reading(t, pid)
		}
		return all
	}
	n = max(int(float64(long)/s.estimate), 10)
	before := sum()
	if m, err = s.run(n); err != nil {
		t.Fatal(err)
	}
	return m, n, sum() - before, len(pids)
}

// The context switches are those that the kernel has counted for all threads of both worker processes.
func TestSwitchesAreThoseOfTheKernel(t *testing.T) {
	for _, c := range usageCells {
		t.Run(c.Name(), func(t *testing.T) {
			m, n, rise, _ := during(t, c, 100*time.Millisecond, switchesOf)
			const outside = 100 // to receive the order, and to send the report
			got := m.SwitchesPerOp * float64(n)
			if got > rise+0.5 || got < 0.98*rise-outside {
				t.Errorf("%.0f context switches in %d ops; /proc says %.0f", got, n, rise)
			}
		})
	}
}

// switchesOf adds up the context switches of all threads of a process. Source: proc_pid_status(5).
func switchesOf(t *testing.T, pid int) (sum float64) {
	t.Helper()
	files, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/status", pid))
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			if key, value, _ := strings.Cut(line, ":"); strings.HasSuffix(key, "voluntary_ctxt_switches") {
				n, err := strconv.Atoi(strings.TrimSpace(value))
				if err != nil {
					t.Fatal(err)
				}
				sum += float64(n)
			}
		}
	}
	return sum
}

// The CPU time is that of the kernel's own accounts, as far as their resolution goes.
func TestCPUTimeIsThatOfTheKernel(t *testing.T) {
	for _, c := range usageCells[2:] {
		t.Run(c.Name(), func(t *testing.T) {
			m, n, rise, processes := during(t, c, time.Second, cpuTimeOf)
			resolution := float64(2*tick) * float64(processes) // user and system time are each rounded to whole ticks
			if got := m.CPUNsPerOp * float64(n); math.Abs(got-rise) > resolution+0.02*rise {
				t.Errorf("%v of CPU time in %d ops; /proc says %v", time.Duration(got), n, time.Duration(rise))
			}
		})
	}
}

// tick is the unit of /proc/*/stat: USER_HZ is 100 on every architecture that Go runs on.
const tick = 10 * time.Millisecond

// cpuTimeOf is the user and system time of a process in ns. Source: proc_pid_stat(5), fields 14 and 15.
func cpuTimeOf(t *testing.T, pid int) (sum float64) {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), ") ") // the name before that may have spaces
	for _, field := range strings.Fields(rest)[11:13] {
		n, err := strconv.Atoi(field)
		if err != nil {
			t.Fatal(err)
		}
		sum += float64(n) * float64(tick)
	}
	return sum
}

// A load is a mechanism that uses a known CPU time before each message, a different one on each side.
type load struct{ mechanisms.Mechanism }

// loads are a load whose sides are processes, and one whose sides are threads.
var loads = []load{{memory.Slot{}}, {inproc.Chan{}}}

const (
	burntByA = 2 * time.Millisecond
	burntByB = 5 * time.Millisecond
)

func (l load) Traits() mechanisms.Traits {
	t := l.Mechanism.Traits()
	t.Name = "load-" + t.Name
	return t
}

func (l load) Open(e *mechanisms.End) (mechanisms.Link, error) {
	link, err := l.Mechanism.Open(e)
	burn := burntByA
	if e.Side == mechanisms.B {
		burn = burntByB
	}
	return &loadLink{Link: link, burn: int64(burn)}, err
}

type loadLink struct {
	mechanisms.Link
	sent int
	burn int64 // ns
}

func (l *loadLink) Send(p []byte) error {
	// By the CPU time of the process, since the runtime may move a goroutine to another thread.
	if l.sent++; l.sent > verifyOps {
		for end := sys.ProcessCPU() + l.burn; sys.ProcessCPU() < end; {
		}
	}
	return l.Link.Send(p)
}

// The CPU time of each side is counted, once: what they use before messages comes on top of what the mechanism costs
// without that.
func TestCPUTimeIsThatOfBothSides(t *testing.T) {
	const burnt = float64(burntByA + burntByB)
	for _, l := range loads {
		t.Run(l.Traits().Name, func(t *testing.T) {
			undisturbed(t, func() error {
				want := burnt + measured(t, l.Mechanism, 1000).CPUNsPerOp
				m := measured(t, l, 60)
				// One side alone would be 29 or 71 % less. After the runtime has been idle for milliseconds, a channel
				// costs about 3 % more.
				if math.Abs(m.CPUNsPerOp/want-1) > 0.10 {
					return fmt.Errorf("%.0f cpu-ns/op, want %.0f of which the sides burn %v and %v (%+.1f %%)",
						m.CPUNsPerOp, want, burntByA, burntByB, 100*(m.CPUNsPerOp/want-1))
				}
				if cores := m.CPUNsPerOp / m.NsPerOp; math.Abs(m.Cores-cores) > 0.001 {
					return fmt.Errorf("%v cores, want %v", m.Cores, cores)
				}
				return nil
			})
		})
	}
}

// measured is what n round trips cost whose sides sleep, on one CPU.
func measured(t *testing.T, m mechanisms.Mechanism, n int) pattern.Measurement {
	t.Helper()
	s, err := open(cell(pattern.Latency, m, mechanisms.Block, place.Same, 64), Options{Idle: 30 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	s.leadIn = 0 // so that the readings have the ops of the pass only
	defer s.ends.Kill()
	cost, err := s.run(n)
	if err != nil {
		t.Fatal(err)
	}
	return cost
}
