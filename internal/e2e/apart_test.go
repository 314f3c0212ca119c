package e2e

import (
	"testing"

	"ipcbench/internal/host"
	"ipcbench/internal/schema"
)

// apart is the place of two ends that need not share a CPU, unless there is no other.
func apart(t *testing.T) string {
	t.Helper()
	usable, err := host.UsableCPUs()
	if err != nil {
		t.Fatal(err)
	}
	if len(usable) < 2 {
		return schema.Same
	}
	return schema.Cross
}
