package e2e

import (
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"ipcbench/internal/host"

	"golang.org/x/sys/unix"
)

// busyVariable makes this test binary a process that spins: anywhere, or on the CPU that every place uses.
const (
	busyVariable = "IPCBENCH_E2E_BUSY"
	anywhere     = "anywhere"
	onLastCPU    = "on the last CPU"
)

func init() {
	if where := os.Getenv(busyVariable); where != "" {
		if where == onLastCPU {
			pinToLastCPU()
		}
		for n := 0; ; n++ {
			runtime.KeepAlive(n)
		}
	}
}

// pinToLastCPU confines this process to the highest-numbered CPU that it may use.
func pinToLastCPU() {
	usable, err := host.UsableCPUs()
	if err != nil {
		panic(err)
	}
	var last unix.CPUSet
	last.Set(usable[len(usable)-1])
	// The affinity is that of this thread, which is the one that spins.
	runtime.LockOSThread()
	if err := unix.SchedSetaffinity(0, &last); err != nil {
		panic(err)
	}
}

// Every sample beside a process that wants a CPU for itself has a high noise-%, even samples as short as those of
// make quick: with sides that sleep or spin, on two CPUs, or with that process on the CPU that both sides share.
func TestBusyProcessIsNoticed(t *testing.T) {
	for _, c := range []struct {
		neighbour string
		flags     []string
	}{
		{anywhere, []string{"-ipc.places=cross", "-ipc.waits=block,spin"}},
		{onLastCPU, []string{"-ipc.places=cross,same", "-ipc.waits=block"}},
	} {
		t.Run(c.neighbour, func(t *testing.T) {
			if oneCPU(t) {
				t.Skip("of one CPU, whoever measures has as much of it as the neighbour")
			}
			neighbour := exec.Command("/proc/self/exe")
			neighbour.Env = append(os.Environ(), busyVariable+"="+c.neighbour)
			if err := neighbour.Start(); err != nil {
				t.Fatal(err)
			}
			defer neighbour.Wait()
			defer neighbour.Process.Kill()
			flags := append(c.flags, messages, "-test.benchtime=20ms", "-ipc.mechs=pipe", "-ipc.sizes=64")
			r := finished(t, 0, flags...)
			samples := 0
			for line := range strings.Lines(r.stdout.String()) {
				if !strings.HasPrefix(line, "Benchmark") {
					continue
				}
				samples++
				noise, ok := valueOf(t, line, "noise-%")
				if !ok || noise <= 15 {
					t.Errorf("beside a busy process, noise-%% is %v: %s", noise, line)
				}
			}
			if samples != 4 {
				t.Errorf("%d samples, want 4\n%s", samples, &r.stdout)
			}
		})
	}
}

// valueOf is the value in front of a unit on a benchmark line.
func valueOf(t *testing.T, line, unit string) (float64, bool) {
	t.Helper()
	fields := strings.Fields(line)
	for i, f := range fields {
		if f == unit && i > 0 {
			v, err := strconv.ParseFloat(fields[i-1], 64)
			if err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			return v, true
		}
	}
	return 0, false
}
