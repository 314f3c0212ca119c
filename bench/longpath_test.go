package bench

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ipcbench/internal/sandbox"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/catalogue"
)

// With a long TMPDIR, in whose pairs' directories no path of a socket has room in an address, every mechanism runs.
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
			traits, setup := m.Traits(), setupCell(m)
			size := max(64, traits.Smallest)
			if traits.Number {
				size = mechanisms.NumberSize
			}
			for _, c := range []Cell{{Latency, m, traits.Waits[0], Same, size, 1}, setup} {
				if c.Pattern == Setup && traits.Broker {
					continue // the matrix has none
				}
				s, err := openCold(c, 20*time.Second)
				if err != nil {
					t.Fatal(err)
				}
				defer s.pair.Kill()
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
