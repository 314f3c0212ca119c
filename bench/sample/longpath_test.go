package sample

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/internal/sandbox"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/catalogue"
)

// Every mechanism runs with a TMPDIR so long that the path of a socket in it does not fit into a socket address.
func TestALongTMPDIR(t *testing.T) {
	const long = 140
	if n := long - len(os.TempDir()); n > 0 {
		dir := t.TempDir()
		dir = filepath.Join(dir, strings.Repeat("x", max(1, long-len(dir))))
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		t.Setenv("TMPDIR", dir)
	}
	if !sandbox.Inside(t) {
		return
	}
	for _, m := range catalogue.All() {
		if m.Traits().Scope == mechanisms.Thread || m.Available() != nil {
			continue
		}
		t.Run(m.Traits().Name, func(t *testing.T) {
			traits, setup := m.Traits(), pattern.SetupCell(m)
			size := max(64, traits.Smallest)
			if traits.Number {
				size = mechanisms.NumberSize
			}
			for _, c := range []plan.Cell{cell(pattern.Latency, m, traits.Waits[0], place.Same, size), setup} {
				if c.Pattern == pattern.Setup && traits.Broker {
					continue // Setup has no cell of it
				}
				s, err := OpenCold(c, Options{Idle: 20 * time.Second})
				if err != nil {
					t.Fatal(err)
				}
				defer s.ends.Kill()
				if _, err := s.run(2); err != nil {
					t.Error(err)
				}
				if err := s.close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
}
