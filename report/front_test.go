package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
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
		"report choose --wait ":         {"block", "poll"},
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

// What looks like a command and is none is not taken for a result file that is missing, beside which others are drawn.
func TestAMistypedCommandDrawsNothing(t *testing.T) {
	const good = "testdata/single.txt"
	for _, args := range [][]string{{"chose"}, {"compar", good, good}, {"--full", "shwo", good}, {"version"}} {
		status, out, errs := call(t, nil, args...)
		if status != exitUsage || out != "" || strings.Count(errs, "\n") != 1 ||
			!strings.Contains(errs, ": neither a command nor a file; the commands are show, choose,") {
			t.Errorf("%q: status %d, %q, %q", args, status, out, errs)
		}
	}
	t.Chdir(t.TempDir())
	const result = "BenchmarkLatency/mech=a/wait=block/place=cross/size=64 1 5 ns/op\n"
	if err := os.WriteFile("chose", []byte(result), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, out, errs := call(t, nil, "chose"); status != exitOK || out == "" {
		t.Errorf("a file of that name: status %d, %s", status, errs)
	}
}

// The word help is what --help is.
func TestHelpIsACommand(t *testing.T) {
	for _, command := range []string{"", "show", "choose", "compare"} {
		_, want, _ := call(t, nil, strings.Fields(command+" --help")...)
		status, got, errs := call(t, nil, strings.Fields("help "+command)...)
		if status != exitOK || got != want || errs != "" {
			t.Errorf("help %s: status %d, %s%s", command, status, got, errs)
		}
	}
}

// A directory is not an empty file: it is told in one line, and the other inputs are drawn.
func TestADirectoryIsTold(t *testing.T) {
	const good, told = "testdata/single.txt", "testdata: is a directory; name result files in it, as by testdata/*.txt"
	for _, c := range []struct {
		args   []string
		status int
	}{
		{[]string{"testdata/", good}, exitOK}, {[]string{"testdata"}, exitNothing},
		{[]string{"claims", "testdata"}, exitNothing},
		{[]string{"choose", "testdata", good}, exitOK}, {[]string{"compare", "testdata", good}, exitUsage},
	} {
		status, out, errs := call(t, nil, c.args...)
		if status != c.status || strings.Count(errs, told) != 1 || strings.Contains(errs, "empty file") ||
			(out != "") != (status == exitOK) {
			t.Errorf("%q: status %d, %s%s", c.args, status, out, errs)
		}
	}
}

// A flag without its value, and a directory without a name, are told as what they are.
func TestAMissingValueIsTold(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"choose", "--size"}, "--size: its value is missing (see report choose --help)"},
		{[]string{"-o"}, "--out: its value is missing (see report --help)"},
		{[]string{"-o", "", "testdata/single.txt"}, "--out: its value is empty; name a directory"},
		{[]string{"history", "-o", "", "testdata"}, "--out: its value is empty; name a directory"},
		{[]string{"histograms", "-o", "", "testdata"}, "--out: its value is empty; name a directory"},
	} {
		status, out, errs := call(t, nil, c.args...)
		if status != exitUsage || out != "" || !strings.Contains(errs, c.want) || strings.Count(errs, "\n") != 1 {
			t.Errorf("%q: status %d, %q, %q", c.args, status, out, errs)
		}
	}
}

// full is a device without space.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

// Whichever command writes, an output that fails is told alike, and is a failure.
func TestAFailingOutputIsTold(t *testing.T) {
	const good = "testdata/clean.txt"
	for _, args := range [][]string{
		{good}, {good, "--full"}, {good, "--json"}, {"choose", "--csv", good}, {"choose", good}, {"claims", good},
		{"compare", good, good}, {"history", historyOf(t)}, {"doctor", "--no-measure"}, {"completion", "bash"},
		{"histograms", hlogOf(t)},
	} {
		in, err := os.Open(os.DevNull)
		if err != nil {
			t.Fatal(err)
		}
		var errs strings.Builder
		status := run(args, streams{in: in, out: full{}, err: &errs})
		in.Close()
		const want = "report: standard output: no space left on device; whoever reads it has gone, or the disk is full"
		if status != exitNothing || !strings.Contains(errs.String(), want) {
			t.Errorf("%q: status %d, %s", args, status, errs.String())
		}
	}
}
