// Package e2e tests the program as a user runs it. The benchmark binary of the module's root is built once and run as a
// process; the report and benchstat are run on what it prints. No test here depends on how long something takes.
package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

var (
	moduleRoot string
	binaries   string // directory of the programs built here
	benchmark  string // the root benchmark binary
)

func TestMain(m *testing.M) {
	if denials := os.Getenv(denyVariable); denials != "" {
		fmt.Fprintln(os.Stderr, "e2e:", denyAndBecome(denials, os.Args[1:]))
		os.Exit(1)
	}
	if end := os.Getenv(borderVariable); end != "" {
		os.Exit(border(end))
	}
	os.Exit(buildAndRun(m))
}

func buildAndRun(m *testing.M) int {
	if err := build(); err != nil {
		fmt.Fprintln(os.Stderr, "e2e:", err)
		return 1
	}
	defer os.RemoveAll(binaries)
	return m.Run()
}

func build() error {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return fmt.Errorf("go list -m: %w", err)
	}
	moduleRoot = strings.TrimSpace(string(out))
	if binaries, err = os.MkdirTemp("", "e2e"); err != nil {
		return err
	}
	benchmark = filepath.Join(binaries, "ipcbench.test")
	if err := goTool("test", "-c", "-o", benchmark, "ipcbench"); err != nil {
		return err
	}
	return goTool("build", "-o", binaries+"/", "github.com/nats-io/nats-server/v2") // the broker, as make builds it
}

// reportProgram builds the report when a test first needs it.
var reportProgram = sync.OnceValues(func() (string, error) {
	program := filepath.Join(binaries, "report")
	return program, goTool("build", "-o", program, "ipcbench/report")
})

// asShipped has the go command compile as scripts/dist.sh does. It compiles a package anew for each combination of such
// settings, so tests use as few as can be.
var asShipped = []string{"CGO_ENABLED=0", "GOFLAGS=-trimpath"}

// goTool runs the go command in the module.
func goTool(arguments ...string) error {
	cmd := exec.Command("go", arguments...)
	cmd.Dir = moduleRoot
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go %s: %w\n%s", strings.Join(arguments, " "), err, out)
	}
	return nil
}
