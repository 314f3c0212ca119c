package e2e

import (
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// busyVariable makes this test binary a process that spins.
const busyVariable = "IPCBENCH_E2E_BUSY"

func init() {
	if os.Getenv(busyVariable) != "" {
		for n := 0; ; n++ {
			runtime.KeepAlive(n)
		}
	}
}

// Every sample taken beside a process that wants a CPU to itself says so.
func TestBusyNeighbourIsNoticed(t *testing.T) {
	neighbour := exec.Command("/proc/self/exe")
	neighbour.Env = append(os.Environ(), busyVariable+"=1")
	if err := neighbour.Start(); err != nil {
		t.Fatal(err)
	}
	defer neighbour.Wait()
	defer neighbour.Process.Kill()
	r := finished(t, 0, "-test.bench=.", "-test.benchtime=200ms", "-ipc.mechs=pipe,shm-slot", "-ipc.sizes=64")
	samples := 0
	for line := range strings.Lines(r.stdout.String()) {
		if !strings.HasPrefix(line, "Benchmark") {
			continue
		}
		samples++
		noise, ok := valueOf(t, line, "noise-%")
		if !ok || noise < 15 {
			t.Errorf("beside a busy process, noise-%% is %v: %s", noise, line)
		}
	}
	if samples != 8 {
		t.Errorf("%d samples, want 8\n%s", samples, &r.stdout)
	}
}

// valueOf is the value that stands before a unit on a benchmark line.
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
