package e2e

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// A steps holds the blocks of commands in the example's README, by the heading of their section.
type steps map[string][][]string

// readmeSteps are what the README of examples/ownmechanism tells a user to do who has a module of his own.
func readmeSteps(t *testing.T) steps {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(moduleRoot, "examples", "ownmechanism", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	found, section, inBlock := steps{}, "", false
	for line := range strings.Lines(string(text)) {
		command, isCommand := strings.CutPrefix(line, "    ")
		if heading, ok := strings.CutPrefix(line, "## "); ok {
			section = strings.TrimSpace(heading)
		}
		if isCommand && !inBlock {
			found[section] = append(found[section], nil)
		}
		if inBlock = isCommand; inBlock {
			last := len(found[section]) - 1
			found[section][last] = append(found[section][last], strings.TrimSpace(command))
		}
	}
	if len(found["Set up"]) != 3 || len(found["Use"]) != 2 {
		t.Fatalf("the README's commands: %q; want three blocks under Set up, two under Use", found)
	}
	return found
}

// An ownModule is an empty directory outside the repository, for a user's own module.
type ownModule struct {
	t   *testing.T
	dir string
}

// notFetched matches what the go command says where there is no network, or a user has turned off fetching.
var notFetched = regexp.MustCompile(`module lookup disabled|dial tcp|no such host|connection refused`)

// run runs a command line in a shell, in the directory of the module. What the README calls ../ipcbench is this
// repository where it lies. It is compiled as the gate and scripts/dist.sh do it, which other tests need anyway. `go
// tool` would not, and would compile the Go library anew, so go run takes its place, but in CI.
func (m ownModule) run(command string) string {
	m.t.Helper()
	command = strings.ReplaceAll(command, "../ipcbench", moduleRoot)
	if os.Getenv("CI") == "" {
		command = strings.ReplaceAll(command, "go tool report", "go run ipcbench/report")
	}
	c := exec.CommandContext(m.t.Context(), "bash", "-o", "pipefail", "-c", command)
	c.Dir, c.WaitDelay = m.dir, 10*time.Second
	c.Env = append(append(os.Environ(), asShipped...), "GOWORK=")
	out, err := c.CombinedOutput()
	if err != nil && notFetched.Match(out) {
		// His module needs some that ipcbench's own programs and tests do not.
		m.t.Skipf("%s: no module can be fetched here: %v\n%s", command, err, out)
	}
	if err != nil {
		m.t.Fatalf("%s: %v\n%s", command, err, out)
	}
	return string(out)
}

// hasReport tests that the report is a tool of the module.
func (m ownModule) hasReport() {
	m.t.Helper()
	if tools := m.run("go tool"); !slices.Contains(strings.Fields(tools), "ipcbench/report") {
		m.t.Errorf("the report is no tool of the module: %s", tools)
	}
}

// inLong matches the number of samples in a command. A test needs only one short sample, of one size and two waits.
var inLong = regexp.MustCompile(`-count \d+`)

const inShort = "-count 1 -benchtime 2ms -ipc.sizes 64 -ipc.waits block,spin"

// There are two ways to tell Go where ipcbench is. With either the README's commands do what they say. The packages of
// a module that is replaced are compiled anew, so that only CI uses them.
func TestStepsOfTheExamplesReadme(t *testing.T) {
	for way, block := range map[string]int{"replace": 1, "workspace": 2} {
		t.Run(way, func(t *testing.T) {
			s, m := readmeSteps(t), ownModule{t, t.TempDir()}
			for _, command := range append(s["Set up"][0], s["Set up"][block]...) {
				m.run(command)
			}
			m.hasReport()
			m.run("go list -deps -test .") // all that it imports is there
			if way == "workspace" || os.Getenv("CI") != "" {
				m.use(s["Use"])
			}
			text, err := os.ReadFile(filepath.Join(m.dir, "go.mod"))
			if err != nil || strings.Contains(string(text), "replace") != (way == "replace") {
				t.Errorf("%v: go.mod says:\n%s", err, text)
			}
		})
	}
}

// A user with a module of his own who follows the README has conformance tests, benchmarks, tables and a gate. He
// needs no internal package: outside the repository Go would refuse to import one.
func (m ownModule) use(steps [][]string) {
	t := m.t
	t.Helper()
	said := map[string]string{}
	use := func(commands []string) {
		for _, command := range commands {
			said[command] = m.run(inLong.ReplaceAllString(command, inShort))
		}
	}
	use(steps[0])
	m.run("git init -q -b main && git add . && git -c user.name=me -c user.email=me@example.org commit -q -m mine")
	m.run("printf '\\n// Changed.\\n' >>frames.go")
	use(steps[1])
	for command, want := range map[string]string{
		"go tool report old.txt": "own-whiteboard", "go tool report compare": "own-frames",
		"go tool report ab": "Not worse",
	} {
		found := false
		for step, out := range said {
			found = found || strings.HasPrefix(step, command) && strings.Contains(out, want)
		}
		if !found {
			t.Errorf("no step %s says %q: %q", command, want, said)
		}
	}

	program := filepath.Join(t.TempDir(), "own.test")
	m.run("go test -c -o " + program + " .")
	command := program + " -ipc.matrix=gate"
	cells := 4
	if oneCPU(t) {
		cells = 3 // none of which spins on two CPUs
	}
	if listed := strings.Count(m.run(command+" -ipc.list"), "/mech=own-"); listed != cells {
		t.Errorf("%d cells in the gate's matrix, want %d", listed, cells)
	}
	var gate struct {
		Exit  int
		Cells []struct{ Name, Outcome string }
	}
	out := m.run("go tool report ab --json --exact --a '" + command + "' --b '" + command + "' 2>/dev/null")
	if err := json.Unmarshal([]byte(out), &gate); err != nil || gate.Exit != 0 || len(gate.Cells) != cells {
		t.Fatalf("%v: the gate says %s", err, out)
	}
	for _, cell := range gate.Cells {
		if cell.Outcome != "no more counted" {
			t.Errorf("%s: %s", cell.Name, cell.Outcome)
		}
	}
}
