package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/renameio/v2"
	"gonum.org/v1/gonum/stat/distuv"
)

// The table stands between these lines.
const (
	tableBegins = "<!-- made by make gate-power -->"
	tableEnds   = "<!-- end -->"
)

// A tally is what came of all gates of a kind.
type tally struct {
	kind, beside                                string
	gates, alarms, found, missed, wrongly, fine int
	seconds                                     []float64
}

// writeTable makes the document's table of the log.
func writeTable(log, doc string) error {
	tallies, err := readLog(log)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(doc)
	if err != nil {
		return err
	}
	before, rest, ok1 := strings.Cut(string(text), tableBegins)
	_, after, ok2 := strings.Cut(rest, tableEnds)
	if !ok1 || !ok2 {
		return fmt.Errorf("%s: has no lines %s and %s to put the table between", doc, tableBegins, tableEnds)
	}
	made := before + tableBegins + "\n" + table(tallies) + tableEnds + after
	// In one step, so that the document is never half written; beside it, as the library would else try TMPDIR.
	return renameio.WriteFile(doc, []byte(made), 0o644, renameio.WithTempDir(filepath.Dir(doc)))
}

func readLog(path string) (list []*tally, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var date, mech string
		var g outcome
		_, err := fmt.Sscanf(lines.Text(), "%s %s %s %s exit=%d found=%t wrongly=%d fine=%d missed=%t ratio=%f "+
			"seconds=%f",
			&date, &g.Kind, &g.Beside, &mech, &g.Exit, &g.Found, &g.Wrongly, &g.Fine, &g.Missed, &g.Ratio, &g.Seconds)
		if err != nil {
			return nil, fmt.Errorf("%s: %q: %w", path, lines.Text(), err)
		}
		at := slices.IndexFunc(list, func(t *tally) bool { return t.kind == g.Kind && t.beside == g.Beside })
		if at < 0 {
			list, at = append(list, &tally{kind: g.Kind, beside: g.Beside}), len(list)
		}
		list[at].add(g)
	}
	slices.SortStableFunc(list, func(a, b *tally) int {
		if a.beside != b.beside {
			return -strings.Compare(a.beside, b.beside)
		}
		return 0
	})
	return list, nil
}

func (t *tally) add(g outcome) {
	t.gates++
	t.fine += g.Fine
	t.seconds = append(t.seconds, g.Seconds)
	if g.Exit == 1 {
		t.alarms++
	}
	if g.Found {
		t.found++
	}
	if g.Missed {
		t.missed++
	}
	if g.Wrongly > 0 {
		t.wrongly++
	}
}

var words = map[string]string{
	"same": "the same program", "copy": "a copy of it in another file",
	"syscall": "one more system call per op (`--exact`)",
	"quiet":   "quiet", "beside": "beside a neighbour",
}

func word(s string) string {
	if w := words[s]; w != "" {
		return w
	}
	share, chance, ok := strings.Cut(s, ":")
	if ok {
		return fmt.Sprintf("%s slower, by chance (of messages: %s)", strings.Replace(share, "%", " %", 1), chance)
	}
	return strings.Replace(share, "%", " %", 1) + " slower"
}

func table(list []*tally) string {
	var b strings.Builder
	b.WriteString("\n| B is | machine | gates | found | called not worse | false alarms (gates) | median time |\n" +
		"| --- | --- | ---: | ---: | ---: | ---: | ---: |\n")
	for _, t := range list {
		slices.Sort(t.seconds)
		found, missed := "—", "—"
		if t.kind != "same" && t.kind != "copy" {
			found, missed = share(t.found, t.gates), share(t.missed, t.gates)
		}
		fmt.Fprintf(&b, "| %s | %s | %d | %s | %s | %s | %.0f s |\n", word(t.kind), word(t.beside), t.gates,
			found, missed, share(t.wrongly, t.gates), t.seconds[len(t.seconds)/2])
	}
	b.WriteString("\n")
	return b.String()
}

// share is k of n with the Clopper–Pearson interval of 95 %.
func share(k, n int) string {
	low, high := 0.0, 1.0
	if k > 0 {
		low = distuv.Beta{Alpha: float64(k), Beta: float64(n - k + 1)}.Quantile(0.025)
	}
	if k < n {
		high = distuv.Beta{Alpha: float64(k + 1), Beta: float64(n - k)}.Quantile(0.975)
	}
	return fmt.Sprintf("%d = %.1f %% (%.1f–%.1f %%)", k, 100*float64(k)/float64(n), 100*low, 100*high)
}
