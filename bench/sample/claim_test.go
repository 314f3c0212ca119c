package sample

import (
	"strings"
	"testing"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/catalogue"
	"ipcbench/mechanisms/pipe"
)

// claimCells are the cells of Claim that measure one thing, by the full matrix with some mechanisms.
func claimCells(t *testing.T, what string, some ...mechanisms.Mechanism) (cells []plan.Cell) {
	t.Helper()
	matrix, _ := plan.MatrixNamed("full")
	p := plan.Make(plan.Selection{Matrix: matrix, Mechanisms: some, Asked: true}, pattern.Shapes())
	for _, c := range p.Cells {
		if c.Pattern == pattern.Claim && c.Key(schema.KeyWhat) == what {
			cells = append(cells, c)
		}
	}
	return cells
}

// takenOf is a sample of a cell, by unit.
func takenOf(t *testing.T, c plan.Cell) (map[string]float64, error) {
	t.Helper()
	s, err := Open(c, Options{Idle: 30 * time.Second, Trial: true})
	if err != nil {
		return nil, err
	}
	r, err := s.Take(Length{For: 5 * time.Millisecond})
	if err != nil {
		s.Kill()
		return nil, err
	}
	figures := map[string]float64{schema.NsPerOp: r.Reported}
	for _, f := range r.Figures {
		figures[f.Unit] = f.Value
	}
	return figures, nil
}

// A process that knows only names gets in where the mechanism says that any process can, and nowhere else.
func TestStrangersGetInWhereTheTraitsSaySo(t *testing.T) {
	cells := claimCells(t, schema.ClaimStranger, catalogue.All()...)
	if len(cells) < 10 {
		t.Fatalf("%d cells", len(cells))
	}
	for _, c := range cells {
		relation := c.Mechanism.Traits().Relation
		figures, err := takenOf(t, c)
		if err != nil {
			t.Error(err)
			continue
		}
		opened, ok := figures[schema.OpenedPercent]
		want := map[mechanisms.Relation]float64{mechanisms.Related: 0, mechanisms.Any: 100}[relation]
		if !ok || opened != want || figures[schema.NsPerOp] <= 0 {
			t.Errorf("%v: %v, though its relation is %s", c, figures, relation)
		}
	}
}

// That the end fails which is no stranger is a failure, and not a refusal.
func TestAFailureIsNoRefusal(t *testing.T) {
	m := faulty{"open"}
	if err := m.Available(); err != nil {
		t.Skip(err)
	}
	for _, c := range claimCells(t, schema.ClaimStranger, m) {
		if figures, err := takenOf(t, c); err == nil || !strings.Contains(err.Error(), "the loft is closed") {
			t.Errorf("%v, %v", figures, err)
		}
	}
}

// A reader that waits for a second sleeps, or uses its CPU, as it is told; the figures are its own.
func TestAnIdleReaderIsMeasuredAlone(t *testing.T) {
	used := map[mechanisms.Wait]float64{}
	for _, c := range claimCells(t, schema.ClaimIdle, pipe.Pipe{}) {
		if c.Wait != mechanisms.Block && c.Wait != mechanisms.Spin {
			continue
		}
		figures, err := takenOf(t, c)
		if err != nil {
			t.Fatal(err)
		}
		if took := figures[schema.NsPerOp]; took < 1e9 {
			t.Errorf("%v took %v ns", c, took)
		}
		if n := figures[schema.SwitchesPerOp] - figures[schema.InvoluntaryPerOp]; c.Wait == mechanisms.Block && n < 1 {
			t.Errorf("%v: %v voluntary switches", c, n)
		}
		if _, ok := figures[schema.Cores]; ok {
			t.Error("cores are those of both ends")
		}
		used[c.Wait] = figures[schema.CPUNsPerOp]
	}
	if used[mechanisms.Block] <= 0 || used[mechanisms.Spin] < 10*used[mechanisms.Block] {
		t.Errorf("CPU time: %v ns", used)
	}
}

// One slot loses messages, or none if the machine lets the ends take turns by chance; two lose none, wherever the ends
// run.
func TestTwoSlotsLoseNoMessage(t *testing.T) {
	for what, most := range map[string]float64{schema.ClaimOneSlot: 1e6, schema.ClaimTwoSlots: 0} {
		cells := claimCells(t, what)
		if len(cells) == 0 {
			if _, err := place.Same.CPUs(); err == nil {
				t.Errorf("no cell of %s", what)
			}
		}
		for _, c := range cells {
			figures, err := takenOf(t, c)
			if err != nil {
				t.Error(err)
				continue
			}
			if lost, ok := figures[schema.LostPerMillion]; !ok || lost < 0 || lost > most {
				t.Errorf("%v: %v", c, figures)
			}
		}
	}
}
