package history

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A benchmark that failed is told with how often and when last, and whether in the newest run of its machine; where a
// file holds nothing else, too.
func TestFailuresAreToldAndTheNewestKnown(t *testing.T) {
	const sound = "BenchmarkLatency/mech=m0/wait=block/place=cross/size=64-2 100 77 ns/op\n"
	fail := func(name string) string {
		return "--- FAIL: BenchmarkLatency/mech=" + name + "-2\n    run.go:9: " + name + " broke\nFAIL\n"
	}
	for name, c := range map[string]struct {
		nights []string // of one machine but where a line says cpu
		newest string   // names of what failed in the newest run
		told   []string
	}{
		"none": {[]string{sound, sound}, "", nil},
		"mended": {[]string{sound + fail("a"), sound + fail("a"), sound}, "",
			[]string{"Latency/mech=a (2 times, last in 2026-01-02): a broke"}},
		"in the newest run": {[]string{sound + fail("a"), sound + fail("a") + fail("b")},
			"Latency/mech=a Latency/mech=b", []string{"Latency/mech=a (2 times, in the newest run): a broke",
				"Latency/mech=b (in the newest run): b broke"}},
		"of each machine": {[]string{sound + fail("a"), "cpu: other\n" + sound}, "Latency/mech=a",
			[]string{"Latency/mech=a (in the newest run): a broke"}},
		"nothing else": {[]string{sound, fail("a")}, "Latency/mech=a",
			[]string{"Latency/mech=a (in the newest run): a broke"}},
		"nothing else, old": {[]string{fail("a"), sound}, "", []string{"Latency/mech=a (last in 2026-01-01): a broke"}},
		"never anything":    {[]string{fail("a")}, "Latency/mech=a", nil},
		"a panic": {[]string{sound, sound + "BenchmarkLatency/mech=a-2 \tpanic: oh\n"}, "Latency/mech=a",
			[]string{"Latency/mech=a (in the newest run): panic: oh"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for i, night := range c.nights {
				text := fmt.Sprintf("# date 2026-01-%02dT00:00:00Z\ncpu: one\n%s", i+1, night)
				if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.txt", 9-i)), []byte(text),
					0o600); err != nil {
					t.Fatal(err)
				}
			}
			l, err := Load(dir)
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, f := range NewestOf(l.Failures) {
				names = append(names, f.Name)
			}
			if got := strings.Join(names, " "); got != c.newest {
				t.Errorf("failed in the newest run: %q, %q was due", got, c.newest)
			}
			if len(l.Runs) == 0 {
				return
			}
			var told []string
			for _, s := range Report(l, Collect(l.Runs), 0.01, 10).Sections {
				for _, list := range s.Lists {
					told = append(told, list.Items...)
				}
			}
			if strings.Join(told, "\n") != strings.Join(c.told, "\n") {
				t.Errorf("told: %q\n%q was due", told, c.told)
			}
		})
	}
}
