// Published writes what README.md and docs/results.md show of results/baseline.txt, by the report's own tables.
//
//	go run ./report/published    from the root of the repository
//
// docs/results.md holds all tables. README.md holds a short one, between two marks. Nobody edits either by hand; a
// test compares both with the baseline, byte for byte.
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"ipcbench/report/internal/page"
	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
)

// The files, from the root of the repository.
const (
	baseline  = "results/baseline.txt"
	readme    = "README.md"
	resultsMD = "docs/results.md"
)

// The short table stands between these lines of README.md.
const (
	begin = "<!-- made by go run ./report/published -->\n"
	end   = "<!-- end -->\n"
)

// intro stands before the tables of docs/results.md.
const intro = `
` + begin + `
These are all tables of [results/baseline.txt](../results/baseline.txt), which "make bench" wrote on the machine named
below. [README.md](../README.md) shows 15 of the rows and says how to read them; [format.md](format.md) defines every
unit. "go run ./report FILE…" makes the same tables of other files.

![Round trips of 64 bytes, ranked](../results/readme/ranked.png)

CPU cost against latency:

![CPU cost against latency](../results/readme/cpu-cost.png)`

func main() {
	if err := write("."); err != nil {
		fmt.Fprintln(os.Stderr, "published:", err)
		os.Exit(1)
	}
}

// write makes both files anew in the repository at root.
func write(root string) error {
	files, err := made(root)
	if err != nil {
		return err
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(root, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// made returns both files as the baseline wants them, by name.
func made(root string) (map[string][]byte, error) {
	set := results.Read([]resultfile.Input{{Name: baseline, Open: func() (io.ReadCloser, error) {
		return os.Open(filepath.Join(root, baseline))
	}}})
	if len(set.Machines) != 1 || len(set.Problems) > 0 {
		return nil, fmt.Errorf("%s: results of %d machines, want 1; problems: %v",
			baseline, len(set.Machines), set.Problems)
	}
	all, err := allTables(set)
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(filepath.Join(root, readme))
	if err != nil {
		return nil, err
	}
	short, err := shortTable(set.Machines[0])
	if err != nil {
		return nil, err
	}
	text, err = replace(text, short)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", readme, err)
	}
	return map[string][]byte{readme: text, resultsMD: all}, nil
}

// allTables is docs/results.md. The traits of the mechanisms are left out: docs/taxonomy.md has those.
func allTables(set *results.Set) ([]byte, error) {
	report := page.Build(set)
	report.Title = "Results"
	report.Taxonomy = nil
	var b bytes.Buffer
	if err := report.Markdown(&b, false); err != nil {
		return nil, err
	}
	title, rest, _ := bytes.Cut(b.Bytes(), []byte("\n"))
	return bytes.Join([][]byte{title, []byte(intro), rest}, []byte("\n")), nil
}

// replace puts table between the marks.
func replace(text, table []byte) ([]byte, error) {
	before, rest, ok1 := strings.Cut(string(text), begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok1 || !ok2 {
		return nil, fmt.Errorf("lacks the lines %q and %q, between which the table stands", begin, end)
	}
	return []byte(before + begin + "\n" + string(table) + "\n" + end + after), nil
}
