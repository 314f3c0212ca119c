package history

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A history follows one state of the machine: nights in another are left out and told, and are no change.
func TestAChangeOfStateIsNoChange(t *testing.T) {
	dir, r := t.TempDir(), rand.New(rand.NewPCG(1, 2))
	for night := range 24 {
		line := 455.0
		if night >= 14 && night < 20 {
			line = 65
		}
		var b strings.Builder
		fmt.Fprintf(&b, "# date 2026-01-%02dT00:00:00Z\ncpu: one\n", night+1)
		for range 8 {
			fmt.Fprintf(&b, "BenchmarkLatency/mech=slot/wait=spin/place=cross/size=64-2 1000 %.1f ns/op %.1f line-ns\n",
				1.3*line*(1+0.02*r.Float64()), line*(1+0.05*r.Float64()))
		}
		path := filepath.Join(dir, fmt.Sprintf("%02d.txt", night))
		if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	l, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Runs) != 18 || len(l.Problems) != 6 || !strings.Contains(l.Problems[0], "another state") {
		t.Errorf("%d runs, %q", len(l.Runs), l.Problems)
	}
	series := Collect(l.Runs)
	Find(l.Runs, series, 0.01, 1)
	for _, s := range series {
		if len(s.Steps) > 0 {
			t.Errorf("changes: %+v", s.Steps)
		}
	}
}
