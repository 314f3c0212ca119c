// Published writes the tables of README.md and README.ko.md, docs/results.md and docs/taxonomy.md, as the report draws them.
//
//	go run ./report/published    from the root of the repository
//
// docs/results.md holds all tables of results/baseline.txt. README.md holds short ones of it, and one of
// results/hosts.txt, each between two marks.
// docs/taxonomy.md holds what the mechanisms declare of themselves, between marks too. Nobody edits these by hand; a
// test compares them with the baseline and the mechanisms, byte for byte.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"ipcbench/report/internal/page"
	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

// The files, from the root of the repository.
const (
	baseline   = "results/baseline.txt"
	readme     = "README.md"
	readmeKo   = "README.ko.md"
	resultsMD  = "docs/results.md"
	taxonomyMD = "docs/taxonomy.md"
)

// Tables stand between these lines of a page that has more than them.
const (
	begin = "<!-- made by go run ./report/published -->\n"
	end   = "<!-- end -->\n"
)

// intro stands before the tables of docs/results.md.
const intro = `
` + begin + `
These are all tables of [results/baseline.txt](../results/baseline.txt), which "make bench" wrote on the machine named
below. [README.md](../README.md) shows some of the rows and says how to read them; [format.md](format.md) defines every
unit. "go run ./report FILE…" makes the same tables of other files.

![Round trips of 64 bytes, ranked](../results/readme/ranked.png)

CPU cost against latency:

![CPU cost against latency](../results/readme/cpu-cost.png)

Latency against rate:

![Latency against rate](../results/readme/paced-latency.png)

CPU of the receiver against rate:

![CPU of the receiver against rate](../results/readme/paced-cores.png)`

func main() {
	if err := write("."); err != nil {
		fmt.Fprintln(os.Stderr, "published:", err)
		os.Exit(1)
	}
}

// write makes the files anew in the repository at root.
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

// made returns the files as the baseline and the mechanisms want them, by name.
func made(root string) (map[string][]byte, error) {
	in := resultfile.FromFile(filepath.Join(root, baseline))
	in.Name = baseline
	set := results.Read([]resultfile.Input{in})
	if len(set.Machines) != 1 || len(set.Problems) > 0 {
		return nil, fmt.Errorf("%s: results of %d machines, want 1; problems: %v",
			baseline, len(set.Machines), set.Problems)
	}
	all, err := allTables(set)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{resultsMD: all}
	m := set.Machines[0]
	korean, err := words.In("ko")
	if err != nil {
		return nil, err
	}
	readmeTables := func(p *words.Printer) []func() ([]byte, error) {
		return []func() ([]byte, error){
			func() ([]byte, error) { return shortTable(p, m) }, func() ([]byte, error) { return waitingTable(p, m) },
			func() ([]byte, error) { return distanceTable(p, root) },
		}
	}
	for name, draws := range map[string][]func() ([]byte, error){
		readme:     readmeTables(words.English()),
		readmeKo:   readmeTables(korean),
		taxonomyMD: {taxonomy},
	} {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			return nil, err
		}
		var all [][]byte
		for _, draw := range draws {
			one, err := draw()
			if err != nil {
				return nil, err
			}
			all = append(all, one)
		}
		if files[name], err = replace(text, all); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return files, nil
}

// allTables is docs/results.md. The traits of the mechanisms are left out: docs/taxonomy.md has those.
func allTables(set *results.Set) ([]byte, error) {
	report := page.Build(set, words.English())
	report.Title = "Results"
	report.Taxonomy = nil
	var b bytes.Buffer
	if err := report.Markdown(&b, false); err != nil {
		return nil, err
	}
	title, rest, _ := bytes.Cut(b.Bytes(), []byte("\n"))
	return bytes.Join([][]byte{title, []byte(intro), rest}, []byte("\n")), nil
}

// replace puts each table between the marks that are its.
func replace(text []byte, all [][]byte) ([]byte, error) {
	rest, made := string(text), ""
	for _, one := range all {
		before, after, ok1 := strings.Cut(rest, begin)
		_, after, ok2 := strings.Cut(after, end)
		if !ok1 || !ok2 {
			return nil, fmt.Errorf("lacks the lines %q and %q, between which a table stands", begin, end)
		}
		made += before + begin + "\n" + string(one) + "\n" + end
		rest = after
	}
	return []byte(made + rest), nil
}
