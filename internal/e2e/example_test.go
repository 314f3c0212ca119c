package e2e

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A stranger's module has what its README promises: conformance, benchmarks, report and gate.
func TestStrangersModule(t *testing.T) {
	dir := filepath.Join(moduleRoot, "examples", "ownmechanism")
	in := func(name string, arguments ...string) []byte {
		t.Helper()
		c := exec.CommandContext(t.Context(), name, arguments...)
		c.Dir = dir
		c.WaitDelay = 10 * time.Second
		var out, bad bytes.Buffer
		c.Stdout, c.Stderr = &out, &bad
		if err := c.Run(); err != nil {
			t.Fatalf("%s %v: %v: %s%s", name, arguments, err, out.Bytes(), bad.Bytes())
		}
		return out.Bytes()
	}
	program := filepath.Join(t.TempDir(), "own.test")
	in("go", "test", "-c", "-o", program, ".")
	in(program, "-test.run=.", "-test.count=1")
	listed := strings.Count(string(in(program, "-ipc.list", "-ipc.matrix=gate")), "/mech=own-frames/")
	if listed != 2 {
		t.Errorf("%d cells in the gate's matrix", listed)
	}
	results := filepath.Join(t.TempDir(), "new.txt")
	if err := os.WriteFile(results, in(program, "-test.run=^$", "-test.bench=.", "-test.benchtime=2ms"), 0o600); err != nil {
		t.Fatal(err)
	}
	if tables := in("go", "tool", "report", results); strings.Count(string(tables), "own-frames") < 4 {
		t.Errorf("the tables do not show it:\n%s", tables)
	}
	command := program + " -ipc.matrix=gate"
	var gate struct {
		Exit  int
		Cells []struct{ Name, Outcome string }
	}
	out := in("go", "tool", "report", "ab", "--json", "--exact", "--a", command, "--b", command)
	if err := json.Unmarshal(out, &gate); err != nil || gate.Exit != 0 || len(gate.Cells) != 2 ||
		gate.Cells[0].Outcome != "no more counted" || gate.Cells[1].Outcome != "no more counted" {
		t.Errorf("%v: the gate says %s", err, out)
	}
}
