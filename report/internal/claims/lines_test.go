package claims

import (
	"os"
	"strings"
	"testing"

	"github.com/olekukonko/tablewriter/pkg/twwidth"

	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

// columns is what a line of the summary on a terminal has, without the two by which it is indented.
const columns = 100 - 2

// A verdict in short is a line of a terminal, in every language, whatever it is and whichever figure decides.
func TestAVerdictIsALine(t *testing.T) {
	sets := map[string]*results.Set{"the baseline": baseline(t)}
	for _, c := range samples() {
		sets[c.id+" "+c.name] = c.text.set()
	}
	for _, lang := range words.Languages {
		p, err := words.In(lang)
		if err != nil {
			t.Fatal(err)
		}
		for name, set := range sets {
			for _, v := range Of(set, p).Machines[0].Verdicts {
				if v.Outcome == NotMeasured {
					continue
				}
				line := v.Line(p)
				if n := twwidth.Width(line); n > columns {
					t.Errorf("%s, %s: %d columns: %s", lang, name, n, line)
				}
				if v.short == "" || v.Brief == "" || strings.Contains(line, "()") {
					t.Errorf("%s, %s: no figure: %s", lang, name, line)
				}
			}
		}
	}
}

// Nine claims are nine lines of the baseline, which has measured all of them.
func TestTheBaselineJudgesAllClaims(t *testing.T) {
	verdicts := Of(baseline(t), words.English()).Machines[0].Verdicts
	if lines := Lines(words.English(), verdicts); len(lines) != len(all) {
		t.Errorf("%d lines: %q", len(lines), lines)
	}
}

// The benchmarks of a figure are those of the file, by their names there.
func TestFiguresNameTheBenchmarksOfTheFile(t *testing.T) {
	text, err := os.ReadFile(baselinePath)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, v := range Of(baseline(t), words.English()).Machines[0].Verdicts {
		for _, f := range v.Figures {
			for _, name := range f.Benchmarks {
				n++
				if !strings.Contains(string(text), "\n"+name+"-2 ") {
					t.Errorf("%s: %s: the file has no %s", v.ID, f.Label, name)
				}
			}
		}
	}
	if n == 0 {
		t.Error("no figure names a benchmark")
	}
}

// What decides is the figure that is in the way of the claim, if any is; otherwise one that agrees.
func TestTheLineSaysWhatDecides(t *testing.T) {
	for _, c := range []struct {
		text *text
		id   string
		want string
	}{
		{sockets(4, 1, 1), "C1", "C1 holds in part: sockets are slow (but a tcp round trip takes 1.0 × a pipe's)"},
		{sockets(4, 1.5, 3), "C1",
			"C1 holds in part: sockets are slow (not certain: a tcp round trip takes 1.5 × a pipe's)"},
		{sockets(4, 2, 3), "C1", "C1 holds: sockets are slow (setting up tcp takes 4.0 × a pipe)"},
		{sockets(1, 1, 0.5), "C1", "C1 does not hold here: sockets are slow (setting up tcp takes 1.0 × a pipe)"},
		{sockets(2, 1.5, 1.5), "C1",
			"C1 not measured well enough: sockets are slow (setting up tcp takes 2.0 × a pipe)"},
		{slots(631000, 0), "C2", "C2 holds: one variable loses what two write (63.1 % on one slot)"},
		{calls(2, 5).figure(trip("shm-rpc"), "ns/op", 900), "C7",
			"C7 holds in part: RPC is built on sockets (but shm-rpc is not built on a socket)"},
		{strangers(6, 6), "C8",
			"C8 holds in part: only named pipes are for strangers (but a stranger could open a pipe)"},
	} {
		if got := c.text.of(t, c.id).Line(words.English()); got != c.want {
			t.Errorf("%s\nwant %s", got, c.want)
		}
	}
}

const baselinePath = "../../../results/baseline.txt"

// baseline are the results that the documents are about.
func baseline(t *testing.T) *results.Set {
	t.Helper()
	file, err := os.Open(baselinePath)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	return results.Read([]resultfile.Input{resultfile.FromReader("baseline.txt", file)})
}
