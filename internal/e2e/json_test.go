package e2e

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// The events of go test -json still contain every result.
func TestJSONKeepsEveryResult(t *testing.T) {
	dir, err := os.MkdirTemp("", "e2e")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	cmd := exec.Command("go", "tool", "test2json", "-p", "ipcbench", benchmark, "-test.v=test2json", "-test.run=^$",
		messages, "-test.benchtime=20x", "-test.count=2",
		"-ipc.matrix=quick", "-ipc.mechs=pipe,fifo", "-ipc.waits=block")
	cmd.Dir = moduleRoot
	cmd.Env = append(os.Environ(), "TMPDIR="+dir)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s%s", err, out, &stderr)
	}
	var output bytes.Buffer
	passed := false
	for events := json.NewDecoder(bytes.NewReader(out)); ; {
		var e struct{ Action, Test, Output string }
		if err := events.Decode(&e); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		output.WriteString(e.Output)
		passed = passed || e.Action == "pass" && e.Test == ""
	}
	if !passed {
		t.Error("no event says that the package passed")
	}
	count := map[string]int{}
	// With -v the testing package names each benchmark on a line of its own first.
	var lines bytes.Buffer
	for line := range strings.Lines(output.String()) {
		if !strings.HasPrefix(line, "Benchmark") || strings.Contains(line, "ns/op") {
			lines.WriteString(line)
		}
	}
	for _, r := range parse(t, lines.Bytes()) {
		count[r.Name.String()]++
	}
	if len(count) != 4 {
		t.Errorf("results of %d cells, want 2 mechanisms × 2 patterns: %v", len(count), count)
	}
	for name, n := range count {
		if n != 2 {
			t.Errorf("%s occurs %d times, want 2", name, n)
		}
	}
}
