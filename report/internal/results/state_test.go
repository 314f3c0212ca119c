package results

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/resultfile"
)

// A simulatedLine is a benchmark line of a machine whose state is known.
type simulatedLine struct {
	mech, place string
	line        float64 // ns; 0 for none
	ns          float64
}

func setOf(lines []simulatedLine) *Set {
	var b strings.Builder
	for _, l := range lines {
		fmt.Fprintf(&b, "BenchmarkLatency/mech=%s/wait=spin/place=%s/size=64 1000 %.2f ns/op", l.mech, l.place, l.ns)
		if l.line > 0 {
			fmt.Fprintf(&b, " %.2f line-ns 100 call-ns", l.line)
		}
		b.WriteString("\n")
	}
	return Read([]resultfile.Input{resultfile.FromReader("test", strings.NewReader(b.String()))})
}

// far and near are lines of a machine whose figures follow its state.
func farAndNear(r *rand.Rand, far, near int, mechs ...string) (lines []simulatedLine) {
	for i := range far + near {
		line := 455 * math.Exp(0.05*r.NormFloat64())
		if i >= far {
			line = 65 * math.Exp(0.07*r.NormFloat64())
		}
		for _, mech := range mechs {
			lines = append(lines, simulatedLine{mech, "cross", line, 1.3 * line * math.Exp(0.02*r.NormFloat64())})
		}
	}
	return lines
}

// Figures are those of one state, the commonest or the one that is asked for, and not the middle of two; all together
// only if that is asked for.
func TestFiguresAreOfOneState(t *testing.T) {
	set := setOf(farAndNear(rand.New(rand.NewPCG(1, 2)), 20, 9, "slot", "ring"))
	m := set.Machines[0]
	if len(m.Splits) != 1 || len(m.Splits[0].States) != 2 || m.Splits[0].States[1].Samples != 40 ||
		m.Splits[0].States[0].Samples != 18 || m.Splits[0].Total != 58 {
		t.Fatalf("%+v", m.Splits)
	}
	for _, c := range []struct {
		names   []string
		samples int
		want    float64
	}{{nil, 20, 1.3 * 455}, {[]string{"far"}, 20, 1.3 * 455}, {[]string{"near"}, 9, 1.3 * 65}} {
		if err := set.ShowStates(c.names...); err != nil {
			t.Fatal(err)
		}
		for _, cell := range m.All() {
			if v := cell.Value(schema.SecPerOp) * 1e9; cell.N() != c.samples || math.Abs(v/c.want-1) > 0.05 {
				t.Errorf("%v: %s: %.0f ns of %d samples, want %.0f of %d", c.names, cell.Name(), v, cell.N(), c.want,
					c.samples)
			}
		}
	}
	if err := set.ShowStates(AllStates); err != nil || m.All()[0].N() != 29 || m.Splits[0].Shown != -1 {
		t.Errorf("%v: all: %d samples", err, m.All()[0].N())
	}
	if err := set.ShowStates("distant"); err == nil || !strings.Contains(err.Error(), "all, far, near") {
		t.Errorf("a state that is not there: %v", err)
	}
}

// A cell that was not measured in the state that is shown keeps its samples, says so, and leads no other.
func TestACellOfAnotherStateIsDoubtful(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	set := setOf(append(farAndNear(r, 20, 0, "slot"), farAndNear(r, 0, 6, "ring")...))
	for _, cell := range set.Machines[0].All() {
		if other := cell.Series.Mech == "ring"; cell.Elsewhere != other || cell.Doubtful() != other {
			t.Errorf("%s: elsewhere is %v", cell.Name(), cell.Elsewhere)
		}
	}
	if n := set.Machines[0].All()[1].N(); n != 6 {
		t.Errorf("%d samples, want all 6", n)
	}
}

// Other places have other lines, and files may have none: neither makes a state.
func TestOneStateChangesNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	var lines []simulatedLine
	for _, l := range farAndNear(r, 12, 0, "slot") {
		near, unprobed := simulatedLine{"slot", "smt", l.line / 20, l.ns}, simulatedLine{"old", "cross", 0, l.ns}
		lines = append(lines, l, near, unprobed)
	}
	m := setOf(lines).Machines[0]
	if len(m.Splits) != 0 {
		t.Errorf("states of different places: %+v", m.Splits)
	}
	for _, cell := range m.All() {
		if cell.N() != 12 || cell.Elsewhere {
			t.Errorf("%s: %d samples, elsewhere is %v", cell.Name(), cell.N(), cell.Elsewhere)
		}
	}
	if err := setOf(lines).ShowStates("near"); err == nil || !strings.Contains(err.Error(), "one state only") {
		t.Errorf("%v", err)
	}
}
