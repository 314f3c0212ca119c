package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A pattern, a key, a wait, a place or a unit that nothing here knows of is shown as the file has it, in every form.
func TestWhatIsNotListedIsShownInEveryForm(t *testing.T) {
	for form, text := range allForms(t, "testdata/toy.txt") {
		text = whiteSpaces.ReplaceAllString(tags.ReplaceAllString(text, " "), " ")
		text = strings.NewReplacer("| ", "", `\`, "").Replace(text)
		for _, words := range []string{
			"toys/op: lower is better", "fun: higher is better", // of the Unit lines
			"pipe burst=4 block", "pipe burst=4 doze", "tcp burst=8 spin", "tcp size=many spin", // rows
			"45.0", "70.0 ns", "-4.50 M", // figures
			"CPU cost of Toy, 64 B", "Silent", "wink eyes=2", "Latency, further units",
		} {
			if !strings.Contains(text, words) {
				t.Errorf("%s: no word of %q", form, words)
			}
		}
	}
}

// ofToys is a result file of a pattern that is not listed, six samples of it.
func ofToys(t *testing.T, dir, name string, ns, toys float64) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("goos: linux\ncpu: one\nUnit toys/op better=lower\n")
	for i := range 6 {
		more := 1 + 0.001*float64(i)
		fmt.Fprintf(&b, "BenchmarkToy/mech=pipe/wait=block/place=cross/size=64/burst=4-2 1000 %.3f ns/op %.3f "+
			"toys/op\n",
			ns*more, toys*more)
	}
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// And so do the commands that set files against each other.
func TestWhatIsNotListedIsCompared(t *testing.T) {
	dir := t.TempDir()
	old, new := ofToys(t, dir, "1.txt", 100, 45), ofToys(t, dir, "2.txt", 200, 30)
	const name = "Toy/mech=pipe/wait=block/place=cross/size=64/burst=4"
	for command, c := range map[string]struct {
		arguments []string
		want      string // words of one line
	}{
		"compare":          {[]string{"compare", old, new}, name + "-2 +100.0 % worse"},
		"compare a unit":   {[]string{"compare", "--unit=toys/op", old, new}, name + "-2 -33.3 % better"},
		"compare by a key": {[]string{"compare", "--by=/burst", "--filter=.name:Toy", old, new}, "4 +100.0 % worse"},
		"history":          {[]string{"history", dir}, "Too few runs"},
		"history as CSV":   {[]string{"history", "--format=csv", dir}, "Benchmark" + name + ",,,2.txt,200.5,"},
		"history as JSON":  {[]string{"history", "--format=json", dir}, `"benchmark": "Benchmark` + name + `",`},
		"newest":           {[]string{"history", "--format=github", dir}, `"name": "Benchmark` + name + `",`},
		"newest, Bencher":  {[]string{"history", "--format=bencher", dir}, `"Benchmark` + name + `": {`},
	} {
		t.Run(command, func(t *testing.T) {
			status, out, errs := call(t, nil, append(c.arguments, "--width=160")...)
			if status != exitOK || errs != "" || !hasLine(out, strings.Fields(c.want)) {
				t.Errorf("status %d, %sno line with %q in\n%s", status, errs, c.want, out)
			}
		})
	}
}

// A history is one of times: what has none is not silently left out of it.
func TestWhatHasNoTimeIsNamedByTheHistory(t *testing.T) {
	dir := t.TempDir()
	ofToys(t, dir, "1.txt", 100, 45)
	toys := "goos: linux\ncpu: one\nBenchmarkToy/mech=pipe-2 1 7 toys\n"
	if err := os.WriteFile(filepath.Join(dir, "2.txt"), []byte(toys), 0o600); err != nil {
		t.Fatal(err)
	}
	status, out, errs := call(t, nil, "history", dir)
	if status != exitOK || !strings.Contains(errs, "2.txt: 1 cell without ns/op, left out") ||
		!strings.Contains(out, "1 cell in 1 run") {
		t.Errorf("status %d, %s%s", status, out, errs)
	}
}
