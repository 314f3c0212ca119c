package export

import (
	"strings"
	"testing"

	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
)

const line = "BenchmarkLatency/mech=pipe/wait=block/place=cross/size=64-2 1000 "

func setOf(lines ...string) *results.Set {
	text := "cpu: one\n" + strings.Join(lines, "\n") + "\n"
	return results.Read([]resultfile.Input{resultfile.FromReader("test", strings.NewReader(text))})
}

// Figures are in seconds, and an interval is only one where there are samples enough.
func TestFiguresAreThoseOfTheTables(t *testing.T) {
	few := Of(setOf(line+"1000 ns/op 2 csw/op", line+"3000 ns/op 2 csw/op"))
	f := few.Machines[0].Cells[0].Figures["sec/op"]
	if f == nil || f.Value != 2e-6 || f.Low != nil || f.N != 2 || f.Unit != "s" {
		t.Errorf("two samples: %+v", f)
	}
	var lines []string
	for _, ns := range []string{"1000", "1100", "1200", "1300", "1400", "1500"} {
		lines = append(lines, line+ns+" ns/op")
	}
	six := Of(setOf(lines...))
	f = six.Machines[0].Cells[0].Figures["sec/op"]
	if f == nil || f.Value != 1.25e-6 || f.Low == nil || *f.Low != 1e-6 || *f.High != 1.5e-6 {
		t.Errorf("six samples: %+v", f)
	}
	rows := six.CSV()
	want := "one,BenchmarkLatency/mech=pipe/wait=block/place=cross/size=64,Latency,pipe,block,cross,,64,,sec/op,s," +
		"1.25e-06,1e-06,1.5e-06,6"
	if len(rows) != 2 || strings.Join(rows[1], ",") != want {
		t.Errorf("%q", rows)
	}
}

// A quantile that only some samples have is in no table, and it is not here.
func TestAQuantileOfSomeSamplesIsLeftOut(t *testing.T) {
	s := Of(setOf(line+"1000 ns/op 900 p50-ns 1800 p99-ns 5000 readings", line+"1000 ns/op 900 p50-ns 90 readings"))
	figures := s.Machines[0].Cells[0].Figures
	if figures["p50-sec"] == nil || figures["p99-sec"] != nil {
		t.Errorf("%+v", figures)
	}
}
