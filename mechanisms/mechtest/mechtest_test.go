package mechtest_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unsafe"

	"ipcbench/mechanisms/mechtest"

	"golang.org/x/sys/unix"
)

func pointer(p []byte) uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(p))) }

// A mechanism that keeps its promises passes.
func TestFaultless(t *testing.T) {
	if os.Getenv(faultVariable) != "" {
		t.Skip("for a mechanism without fault")
	}
	mechtest.Run(t, packets{})
}

// Each fault is found by the promise that it breaks, and named.
func TestFaultsAreFound(t *testing.T) {
	t.Cleanup(func() { removeLeft(t) })
	for _, f := range []struct{ fault, promise, says string }{
		{"lose", "KeepsEveryMessage", "message lost"},
		{"repeat", "KeepsEveryMessage", "message repeated: number"},
		{"swap", "KeepsEveryMessage", "messages reordered: number"},
		{"damage", "KeepsEveryMessage", "damaged: byte 63 is"},
		{"direct-short", "KeepsEveryMessage", "a packet of 63 bytes, not 64"},
		{"direct-rest", "KeepsEveryMessage", "message lost"},
		{"direct-recv", "KeepsEveryMessage", "damaged: byte 32 is"},
		{"flush", "HandsOverWhenItReceives", "Recv must hand over what Send held"},
		{"too-large", "RefusesTooLarge", "End.Size is the largest message that Send may take"},
		{"block-spins", "SleepsWhileBlocked", "of CPU time"},
		{"spin-sleeps", "SleepsWhileBlocked", "it does not spin"},
		{"batches", "LeavesNothingBehind", "its Traits say Batches, and its Link is no Flusher"},
		{"leak-given", "LeavesNothingBehind", "leak: after Close side A still holds "},
		{"leak-given", "GivesBackEachTime", "more: descriptor of socket, as socket:["},
		{"leak-eventfd", "LeavesNothingBehind", "leak: after Close side A still holds "},
		{"leak-eventfd", "GivesBackEachTime", "more: descriptor of anon_inode:[eventfd]"},
		{"leak-mapping", "GivesBackEachTime", "more: mapping of memfd, as /memfd:left"},
		{"leak-thread", "GivesBackEachTime", "more: thread"},
		{"leak-name", "GivesBackEachTime", "more: name in /dev/shm, as ipcbench-"},
		{"leak-sysv", "GivesBackEachTime", "more: System V object of /proc/sysvipc/shm"},
		{"garbage", "GivesBackEachTime", "bytes of the Go heap, which Setup collects while"},
		{"raw-syscall-recv", "KeepsOutOfTheRuntime", "declares itself Raw, but"},
		{"raw-syscall-send", "KeepsOutOfTheRuntime", "declares itself Raw, but"},
		{"raw-file", "KeepsOutOfTheRuntime", "declares itself Raw, but"},
		{"raw-park", "KeepsOutOfTheRuntime", "declares itself Raw, but waits in the Go scheduler"},
		{"raw-wake", "KeepsOutOfTheRuntime", "declares itself Raw, but in 100 round trips"},
		{"raw-allocation", "KeepsOutOfTheRuntime", "declares itself Raw, but in 100 round trips"},
	} {
		t.Run(f.fault+"/"+f.promise, func(t *testing.T) {
			t.Parallel()
			wait := "block"
			if f.fault == "spin-sleeps" {
				wait = "spin"
			}
			out, failed := conformance(t, f.fault, wait, f.promise)
			promise := "--- FAIL: TestFaulty/" + wait + "/" + f.promise
			if !failed || !strings.Contains(out, f.says) || !strings.Contains(out, promise) {
				t.Errorf("failed: %v, want one that says %q:\n%s", failed, f.says, out)
			}
		})
	}
}

// conformance runs one promise of a mechanism with a fault in a process of its own.
func conformance(t *testing.T, fault, wait, promise string) (out string, failed bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, os.Args[0], "-test.v", "-test.run=^TestFaulty$/^"+wait+"$/^"+promise+"$")
	c.Env = append(os.Environ(), faultVariable+"="+fault)
	text, err := c.CombinedOutput()
	return string(text), err != nil
}

// removeLeft removes what mechanisms with a fault have left behind.
func removeLeft(t *testing.T) {
	names, err := filepath.Glob("/dev/shm/*" + leftName + "*")
	if err != nil {
		t.Error(err)
	}
	for _, name := range names {
		os.Remove(name)
	}
	segments, err := os.ReadFile("/proc/sysvipc/shm")
	if err != nil && !os.IsNotExist(err) {
		t.Error(err)
	}
	for line := range strings.Lines(string(segments)) {
		if f := strings.Fields(line); len(f) > 3 && f[3] == strconv.Itoa(oddSize) {
			id, _ := strconv.Atoi(f[1])
			unix.SysvShmCtl(id, unix.IPC_RMID, nil)
		}
	}
}

// TestFaulty is what conformance runs.
func TestFaulty(t *testing.T) {
	fault := os.Getenv(faultVariable)
	if fault == "" {
		t.Skip("runs in a process of its own, with a fault")
	}
	mechtest.Run(t, packets{fault})
}
