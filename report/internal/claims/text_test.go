package claims

import (
	"fmt"
	"strings"
	"testing"

	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

// around are six samples whose median is v, and whose interval goes from v-5 % to v+5 %.
func around(v float64) []float64 { return []float64{0.95 * v, 0.97 * v, v, v, 1.03 * v, 1.05 * v} }

// A text is a result file that is being written.
type text struct{ strings.Builder }

// add adds a benchmark, a line for each sample of the units.
func (b *text) add(name string, units map[string][]float64) *text {
	n := 0
	for _, values := range units {
		n = max(n, len(values))
	}
	for i := range n {
		fmt.Fprintf(b, "Benchmark%s-2 100", name)
		if units["ns/op"] == nil {
			b.WriteString(" 1000 ns/op")
		}
		for unit, values := range units {
			if i < len(values) {
				fmt.Fprintf(b, " %v %s", values[i], unit)
			}
		}
		b.WriteString("\n")
	}
	return b
}

// figure adds a benchmark with a figure in one unit, by six samples.
func (b *text) figure(name, unit string, v float64) *text {
	return b.add(name, map[string][]float64{unit: around(v)})
}

// set reads the file.
func (b *text) set() *results.Set {
	return results.Read([]resultfile.Input{resultfile.FromReader("in.txt", strings.NewReader("cpu: one\n"+b.String()))})
}

// verdicts judges the file.
func (b *text) verdicts(t *testing.T) []Verdict {
	t.Helper()
	r := Of(b.set(), words.English())
	if len(r.Machines) != 1 {
		t.Fatalf("%d machines of\n%s", len(r.Machines), b.String())
	}
	return r.Machines[0].Verdicts
}

// of is the verdict on one claim.
func (b *text) of(t *testing.T, id string) Verdict {
	t.Helper()
	for _, v := range b.verdicts(t) {
		if v.ID == id {
			return v
		}
	}
	t.Fatal("no claim", id)
	return Verdict{}
}
