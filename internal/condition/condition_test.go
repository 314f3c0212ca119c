package condition

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"ipcbench/internal/sandbox"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/sys/unix"
)

// TestMain lets this test binary be a trial.
func TestMain(m *testing.M) {
	Intercept()
	os.Exit(m.Run())
}

func TestParse(t *testing.T) {
	for policy, want := range map[string]Condition{
		"": {}, "other": {}, "batch": {Policy: "batch"}, "idle": {Policy: "idle"},
		"fifo:1": {Policy: "fifo", Priority: 1}, "rr:99": {Policy: "rr", Priority: 99},
	} {
		got, err := Parse(policy)
		if err != nil || got != want || policy != "" && got.Sched() != policy {
			t.Errorf("%q: %+v, %v", policy, got, err)
		}
	}
	for _, bad := range []string{
		"fifo", "rr", "fifo:", "fifo:0", "fifo:100", "fifo:-1", "fifo:+5", "fifo:050", "fifo:50:50", "fast", "batch:1",
		"other:1", ":", "FIFO:50", "fifo:50,rr:50", " idle", "fifo:99999999999999999999",
	} {
		got, err := Parse(bad)
		if err == nil || !strings.HasPrefix(err.Error(), "choose ") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %+v, %v; want one line with the choices", bad, got, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("fifo:50")
	f.Fuzz(func(t *testing.T, policy string) {
		c, err := Parse(policy)
		if err == nil && policy != "" && c.Sched() != policy {
			t.Errorf("%q is %q", policy, c.Sched())
		}
		if c.Priority < 0 || c.Priority > highest || c.RealTime() && c.Policy == "" {
			t.Errorf("%q is %+v", policy, c)
		}
	})
}

// The keys and values come out of a benchmark's name as they were put in.
func TestKeysSurviveBenchmarkNames(t *testing.T) {
	for _, c := range []Condition{
		{}, {Policy: "idle"}, {Locked: true}, {Policy: "fifo", Priority: 50, Locked: true}, {Policy: "rr", Priority: 1},
	} {
		name := "BenchmarkLatency/mech=pipe"
		want := []string{"/mech=pipe"}
		for _, kv := range c.Keys() {
			name += "/" + kv[0] + "=" + kv[1]
			want = append(want, "/"+kv[0]+"="+kv[1])
		}
		want = append(want, "-2")
		// As configuration lines, too.
		var file bytes.Buffer
		for _, kv := range c.Keys() {
			file.WriteString(kv[0] + ": " + kv[1] + "\n")
		}
		file.WriteString(name + "-2 \t 10 \t 1.5 ns/op\n")
		reader := benchfmt.NewReader(&file, "test")
		if !reader.Scan() {
			t.Fatalf("%s is no line of results: %v", name, reader.Err())
		}
		result, ok := reader.Result().(*benchfmt.Result)
		if !ok {
			t.Fatalf("%s: %v", name, reader.Result())
		}
		_, parts := result.Name.Parts()
		var got []string
		for _, part := range parts {
			got = append(got, string(part))
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
		for _, kv := range c.Keys() {
			if v := result.GetConfig(kv[0]); v != kv[1] {
				t.Errorf("%s: line %s: %q, want %q", name, kv[0], v, kv[1])
			}
		}
	}
}

// A process may always become less important.
func TestWhatEverybodyMayIsAllowed(t *testing.T) {
	for _, policy := range []string{"other", "batch", "idle"} {
		c, err := Parse(policy)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Try([]string{"trial"}); err != nil {
			t.Errorf("%s: %v", policy, err)
		}
		if c.Unbounded() {
			t.Errorf("%s is said to keep others from running", policy)
		}
	}
}

// What the kernel denies is said in one line, with its words and a remedy.
func TestRefusalsNameTheCallAndTheRemedy(t *testing.T) {
	if !sandbox.Inside(t, sandbox.Rule{Call: unix.SYS_SCHED_SETATTR}, sandbox.Rule{Call: unix.SYS_MLOCKALL}) {
		return
	}
	for want, c := range map[string]Condition{
		"sched_setattr: operation not permitted (the limit on real-time": {Policy: "fifo", Priority: 50},
		"sched_setattr: operation not permitted (a sandbox":              {Policy: "idle"},
		"mlockall: operation not permitted (the limit on locked memory":  {Locked: true},
	} {
		err := c.Try([]string{"trial"})
		if err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%+v: %v; want one line that begins with %q", c, err, want)
		}
	}
}
