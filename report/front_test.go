package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Called with nothing at all, report shows the newest results there are, and says which.
func TestReportAloneShowsTheNewestResults(t *testing.T) {
	single, err := os.ReadFile("testdata/single.txt")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	status, out, errs := call(t, nil)
	if status != exitUsage || out != "" || strings.Count(errs, "\n") != 2 || !strings.Contains(errs, "make quick") ||
		!strings.Contains(errs, "go test -bench . | report") {
		t.Errorf("without results: status %d, %q, %q", status, out, errs)
	}
	if err := os.Mkdir("results", 0o700); err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	for i, c := range []struct{ name, want string }{
		{"baseline.txt", "There are no results of this machine yet (make bench)"},
		{"hosts.txt", "There are no results of this machine yet"}, // ipcbench's own, too
		{"20260101T000000Z.txt", "results/20260101T000000Z.txt: the newest results"},
		{"20250101T000000Z.txt", "results/20250101T000000Z.txt: the newest results"}, // by time, not by name
		{"latest.txt", "results/latest.txt: the newest results"},
	} {
		path := filepath.Join("results", c.name)
		if err := os.WriteFile(path, single, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, now, now.Add(time.Duration(i)*time.Minute)); err != nil {
			t.Fatal(err)
		}
		status, out, errs := call(t, nil)
		if status != exitOK || !strings.Contains(out, "Latency") || !strings.HasPrefix(errs, c.want) {
			t.Errorf("%s: status %d, %q, want %q", c.name, status, errs, c.want)
		}
	}
}

// What is piped in is read, whatever results there are.
func TestWhatIsPipedInIsRead(t *testing.T) {
	in, pipe, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	text, err := os.ReadFile("testdata/single.txt")
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		pipe.Write(text)
		pipe.Close()
	}()
	if status, out, errs := call(t, in); status != exitOK || !strings.Contains(out, "from standard input") {
		t.Errorf("status %d, %s%s", status, out, errs)
	}
}

// The help sorts the commands by the questions that they answer.
func TestHelpIsSortedByQuestion(t *testing.T) {
	status, out, _ := call(t, nil, "--help")
	at := 0
	for _, want := range []string{
		"What is fastest?", "  show ", "Which one for me?", "  choose ", "Is the textbook right here?",
		"  claims ", "Did it get slower?", "  compare ", "  history ", "  ab ", "Is my machine fit?",
		"  doctor ", "What else there is", "  completion ",
	} {
		i := strings.Index(out[at:], want)
		if i < 0 {
			t.Fatalf("status %d, no %q after the others in\n%s", status, want, out)
		}
		at += i
	}
	if strings.Contains(out, "Commands:") {
		t.Errorf("a command has no group:\n%s", out)
	}
}

// A shell that asks is told the commands, files and values that may follow.
func TestShellsAreToldHowALineMayGoOn(t *testing.T) {
	for line, want := range map[string][]string{
		"report ":                       {"show", "compare", "doctor", "testdata/"},
		"report com":                    {"compare", "completion"},
		"report testdata/sin":           {"testdata/single.txt"},
		"report compare testdata/sin":   {"testdata/single.txt"},
		"report show --format ":         {"text", "markdown", "json", "csv"},
		"report history --form":         {"--format"},
		"report history --format bench": {"bencher"},
	} {
		t.Setenv("COMP_LINE", line)
		status, out, errs := call(t, nil, "report", "", "")
		words := strings.Fields(out)
		for _, w := range want {
			if !contains(words, w) {
				t.Errorf("%q: status %d, no %s in %q %s", line, status, w, words, errs)
			}
		}
	}
}

func contains(words []string, word string) bool {
	for _, w := range words {
		if w == word {
			return true
		}
	}
	return false
}

// The scripts are such as the shells read, where they are installed.
func TestCompletionScriptsAreRead(t *testing.T) {
	for shell, flag := range map[string]string{"bash": "-n", "zsh": "-n", "fish": "--no-execute"} {
		status, out, errs := call(t, nil, "completion", shell)
		if status != exitOK || errs != "" || !strings.Contains(out, " report") {
			t.Errorf("%s: status %d, %s%s", shell, status, out, errs)
		}
		if path, err := exec.LookPath(shell); err == nil {
			file := filepath.Join(t.TempDir(), "script")
			if err := os.WriteFile(file, []byte(out), 0o600); err != nil {
				t.Fatal(err)
			}
			if said, err := exec.Command(path, flag, file).CombinedOutput(); err != nil {
				t.Errorf("%s: %v: %s", shell, err, said)
			}
		}
	}
	t.Setenv("SHELL", "/bin/tcsh")
	if status, out, errs := call(t, nil, "completion"); status != exitUsage || out != "" ||
		!strings.Contains(errs, "name bash, zsh or fish") {
		t.Errorf("status %d, %q, %q", status, out, errs)
	}
}
