package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The commands that the example's README gives to somebody with a module of his own make his copy of the example
// compile, and the report a tool of his module.
func TestCommandsOfTheExamplesReadme(t *testing.T) {
	example := filepath.Join(moduleRoot, "examples", "ownmechanism")
	text, err := os.ReadFile(filepath.Join(example, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	commands := []string{"go mod init example.org/pigeon"}
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "    go mod ") && !strings.HasPrefix(line, "    go get ") {
			continue
		}
		commands = append(commands, strings.ReplaceAll(strings.TrimSpace(line), "../ipcbench", moduleRoot))
	}
	if len(commands) < 3 {
		t.Fatalf("the README gives no commands for a module: %q", commands)
	}
	commands = append(commands, "go vet .", "go tool report --help")
	dir := t.TempDir()
	for _, name := range []string{"frames.go", "frames_test.go"} {
		source, err := os.ReadFile(filepath.Join(example, name))
		if err != nil {
			t.Fatal(err)
		}
		own := strings.ReplaceAll(string(source), "example.org/ownmechanism", "example.org/pigeon")
		if err := os.WriteFile(filepath.Join(dir, name), []byte(own), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, command := range commands {
		c := exec.CommandContext(t.Context(), "sh", "-c", command)
		c.Dir = dir
		// All modules are at hand, as this test has been compiled from them.
		c.Env = append(os.Environ(), "GOSUMDB=off", "GOFLAGS=", "GOWORK=off")
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", command, err, out)
		}
	}
}
