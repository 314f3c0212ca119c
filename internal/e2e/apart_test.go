package e2e

import (
	"testing"

	"ipcbench/internal/host"
	"ipcbench/internal/schema"
)

// oneCPU tells whether this test, and what it starts, may use one CPU only.
func oneCPU(t *testing.T) bool {
	t.Helper()
	usable, err := host.UsableCPUs()
	if err != nil {
		t.Fatal(err)
	}
	return len(usable) < 2
}

// apart is the place of two ends that need not share a CPU, unless there is no other.
func apart(t *testing.T) string {
	t.Helper()
	if oneCPU(t) {
		return schema.Same
	}
	return schema.Cross
}
