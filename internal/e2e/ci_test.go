package e2e

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rhysd/actionlint"
	"go.yaml.in/yaml/v3"
)

func example(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(moduleRoot, "examples", "ci", name))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// actionlint checks the schema of workflows and the types of their expressions, and passes scripts to shellcheck if
// that is installed.
func TestGitHubWorkflowIsWellFormed(t *testing.T) {
	shellcheck, _ := exec.LookPath("shellcheck")
	linter, err := actionlint.NewLinter(io.Discard, &actionlint.LinterOptions{Shellcheck: shellcheck})
	if err != nil {
		t.Fatal(err)
	}
	problems, err := linter.Lint("github-actions.yml", example(t, "github-actions.yml"), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Error(p)
	}
}

// keywords are the keywords of a GitLab job that the example uses. Source: docs.gitlab.com, CI/CD YAML syntax
// reference.
var keywords = []string{
	"allow_failure", "artifacts", "cache", "extends", "image", "resource_group",
	"rules", "script", "stage", "tags", "timeout", "variables",
}

func TestGitLabPipelineIsWellFormed(t *testing.T) {
	var pipeline map[string]yaml.Node
	if err := yaml.Unmarshal(example(t, "gitlab-ci.yml"), &pipeline); err != nil {
		t.Fatal(err)
	}
	var stages []string
	all := pipeline["stages"]
	if err := all.Decode(&stages); err != nil {
		t.Fatal(err)
	}
	type job struct {
		Extends string
		Stage   string
		Script  []string
		Rules   []struct{ If string }
		Failure struct {
			Codes int `yaml:"exit_codes"`
		} `yaml:"allow_failure"`
	}
	jobs := map[string]job{}
	for name, node := range pipeline {
		if name == "stages" {
			continue
		}
		var keys map[string]yaml.Node
		var j job
		if err := node.Decode(&keys); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for key := range keys {
			if !slices.Contains(keywords, key) {
				t.Errorf("%s: %q is no keyword of a job", name, key)
			}
		}
		if err := node.Decode(&j); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		jobs[name] = j
	}
	for name, j := range jobs {
		if strings.HasPrefix(name, ".") {
			if !slices.Contains(stages, j.Stage) {
				t.Errorf("%s: stage %q is not one of %v", name, j.Stage, stages)
			}
			continue
		}
		if _, ok := jobs[j.Extends]; !ok || len(j.Script) == 0 || len(j.Rules) == 0 {
			t.Errorf("%s: extends %q, %d lines of script, %d rules", name, j.Extends, len(j.Script), len(j.Rules))
		}
		checkShell(t, strings.Join(j.Script, "\n"))
	}
	if jobs["gate"].Failure.Codes != 3 {
		t.Error("undecided fails the gate's job")
	}
}

// checkShell checks the syntax of a shell script without running it.
func checkShell(t *testing.T, script string) {
	t.Helper()
	c := exec.Command("bash", "-n")
	c.Stdin = strings.NewReader(script)
	if out, err := c.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

func TestScriptsThatTheExamplesCallExist(t *testing.T) {
	for _, name := range []string{"github-actions.yml", "gitlab-ci.yml"} {
		text := string(example(t, name))
		for _, script := range []string{"scripts/ab.sh", "scripts/bench.sh"} {
			if _, err := os.Stat(filepath.Join(moduleRoot, script)); err != nil || !strings.Contains(text, script) {
				t.Errorf("%s does not call %s, or that is not there: %v", name, script, err)
			}
		}
	}
}
