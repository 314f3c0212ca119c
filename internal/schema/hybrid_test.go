package schema_test

import (
	"fmt"
	"strings"
	"testing"

	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
)

func TestHybridSpinsForAsLongAsItIsSaidTo(t *testing.T) {
	hybrid, _ := schema.WaitNamed(schema.Hybrid)
	spin := fmt.Sprintf("spins for %d µs,", mechanisms.HybridSpin.Microseconds())
	if !strings.Contains(hybrid.Meaning, spin) {
		t.Errorf("hybrid %q, not %q", hybrid.Meaning, spin)
	}
}
