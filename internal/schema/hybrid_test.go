package schema_test

import (
	"fmt"
	"strings"
	"testing"

	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
)

// The page gives the time for which hybrid spins if nothing else is asked for: it must be that of package mechanisms.
func TestSpinTimeOfHybridIsTheDocumentedOne(t *testing.T) {
	hybrid, _ := schema.WaitNamed(schema.Hybrid)
	end, _ := mechanisms.End{}.Spin.Fixed()
	spin := fmt.Sprintf("spins for %d µs,", end.Microseconds())
	if !strings.Contains(hybrid.Meaning, spin) {
		t.Errorf("hybrid %q, not %q", hybrid.Meaning, spin)
	}
}
