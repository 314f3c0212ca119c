package e2e

import (
	"strings"
	"testing"
)

// -ipc.precision takes samples until the median is known well enough or the budget has ended, and says which. The
// next benchmark begins with new samples.
func TestPrecisionSaysHowItEnded(t *testing.T) {
	for _, c := range []struct {
		flags []string
		says  string
	}{
		{[]string{"-ipc.precision=100%"}, "the median is known within ±"},
		{[]string{"-ipc.precision=0.0001%", "-ipc.budget=1s"}, "the budget of 1s ended after "},
	} {
		// Samples of two processes that alternate on one CPU differ little, however busy the machine is.
		steady := []string{
			messages, "-test.benchtime=100x", "-ipc.mechs=eventfd", "-ipc.waits=block", "-ipc.places=same",
		}
		r := finished(t, 0, append(steady, c.flags...)...)
		verdicts, samples := 0, map[string]int{}
		for line := range strings.Lines(r.stdout.String()) {
			if strings.HasPrefix(line, "# precision ") {
				verdicts++
				if !strings.Contains(line, c.says) {
					t.Errorf("%v: %q does not say %q", c.flags, line, c.says)
				}
			}
			if strings.HasPrefix(line, "Benchmark") {
				samples[strings.Fields(line)[0]]++
			}
		}
		if verdicts != 2 || len(samples) != 2 {
			t.Errorf("%v: %d verdicts on %d benchmarks, want 2 on 2\n%s", c.flags, verdicts, len(samples), &r.stdout)
		}
		if strings.Contains(c.says, "known") {
			for name, n := range samples {
				if n < 8 {
					t.Errorf("%s: %d samples; the first look is at 8", name, n)
				}
			}
		}
	}
}
