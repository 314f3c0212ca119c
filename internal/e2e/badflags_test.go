package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A bad flag is refused in at most three lines, which name the flag and a choice, and nothing runs.
func TestBadFlagsAreRefused(t *testing.T) {
	for _, c := range []struct{ flag, choice string }{
		{"-ipc.mechs=carrier-pigeon", "unix-stream"},
		{"-ipc.mechs=pipe,carrier-pigeon", "unix-stream"},
		{"-ipc.mechs=[", "-ipc.mechs"},
		{"-ipc.families=pigeons", "queue"},
		{"-ipc.sizes=0", "64"},
		{"-ipc.sizes=abc", "64"},
		{"-ipc.sizes=-8", "4096"},
		{"-ipc.sizes=64,,4096", "64KiB"},
		{"-ipc.sizes=9999999999999GiB", "4096"},
		{"-ipc.waits=nap", "hybrid"},
		{"-ipc.places=moon", "cross"},
		{"-ipc.matrix=none", "quick"},
		{"-ipc.check=some", "bytes"},
		{"-ipc.rates=0", "10k"},
		{"-ipc.rates=-5", "80%"},
		{"-ipc.rates=fast", "10k"},
		{"-ipc.rates=100,,10k", "10k"},
		{"-ipc.rates=2G", "1M"},
		{"-ipc.rates=99999999999999999999", "1000000000"},
		{"-ipc.rates=0%", "80%"},
		{"-ipc.arrivals=often", "poisson"},
		{"-ipc.spin=fast", "adaptive"},
		{"-ipc.spin=-1us", "5us"},
		{"-ipc.think=-1us", "5us"},
		{"-ipc.think=an hour", "5us"},
		{"-ipc.neighbour=loud", "on"},
		{"-ipc.sched=fifo", "fifo:1 to fifo:99"},
		{"-ipc.sched=fifo:0", "from 1 to 99"},
		{"-ipc.sched=fifo:100", "from 1 to 99"},
		{"-ipc.sched=fast", "batch, idle"},
		{"-ipc.scopes=galaxy", "host"},
		{"-ipc.scopes=host", "-ipc.host=netns"},
		{"-ipc.host=moon", "ssh://user@name"},
		{"-ipc.host=netns,delay=soon", "1ms"},
		{"-ipc.host=netns,loss=5", "0.1%"},
		{"-ipc.host=netns,rate=fast", "1gbit"},
		{"-ipc.host=netns,jitter=1ms", "delay=1ms"},
		{"-ipc.host=ssh://", "ssh://name"},
		{"-ipc.host=ssh://a b", "ssh://name"},
		{"-ipc.host=connect:nowhere", "10.0.0.2:7070"},
		{"-ipc.host=connect:127.0.0.1:1", "-ipc.token-file"},
		{"-ipc.serve=nowhere", ":7070"},
		{"-ipc.serve=127.0.0.1:0", "-ipc.token-file"},
		{"-ipc.idle=0s", "5s"},
		{"-ipc.idle=-1s", "5s"},
		{"-ipc.histograms=/dev/null/logs", "not a directory"},
	} {
		t.Run(strings.TrimPrefix(c.flag, "-ipc."), func(t *testing.T) {
			r := finished(t, 2, "-test.bench=.", c.flag)
			said := r.stdout.String() + r.stderr.String()
			if lines := strings.Count(strings.TrimSpace(said), "\n") + 1; lines > 3 {
				t.Errorf("%d lines, want at most 3:\n%s", lines, said)
			}
			_, value, _ := strings.Cut(c.flag, "=")
			if !strings.Contains(said, value) || !strings.Contains(said, c.choice) {
				t.Errorf("want %q and, as a choice, %q in: %s", value, c.choice, said)
			}
			if strings.Contains(said, "Benchmark") {
				t.Errorf("something ran:\n%s", said)
			}
		})
	}
}

// Two flags that contradict each other are refused before anything is written.
func TestLogsNeedReadings(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "logs")
	r := finished(t, 2, "-test.bench=.", "-ipc.percentiles=false", "-ipc.histograms="+dir)
	said := r.stdout.String() + r.stderr.String()
	if strings.Count(strings.TrimSpace(said), "\n") > 2 || !strings.Contains(said, "leave out one of the flags") {
		t.Errorf("%s", said)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Errorf("%s was made", dir)
	}
}
