package claims

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"ipcbench/report/internal/words"
)

// A figure is on a side of its border only if all of its interval is, the border itself being the claim's.
func TestAFigureIsOnASideIfAllOfItsIntervalIs(t *testing.T) {
	for _, c := range []struct {
		low, high   float64
		least, most side
	}{
		{2.1, 3, agrees, against}, {2, 3, agrees, untold}, {1.9, 2.1, untold, untold}, {1, 2, untold, agrees},
		{1, 1.9, against, agrees}, {2, 2, agrees, agrees},
	} {
		f := Figure{Value: (c.low + c.high) / 2, Low: c.low, High: c.high}
		if got := atLeast(f, 2).side(); got != c.least {
			t.Errorf("%v to %v, at least 2: %v, want %v", c.low, c.high, got, c.least)
		}
		if got := atMost(f, 2).side(); got != c.most {
			t.Errorf("%v to %v, at most 2: %v, want %v", c.low, c.high, got, c.most)
		}
	}
}

func TestOutcomesFollowFromTheSides(t *testing.T) {
	yes, no := atLeast(Figure{Low: 3, High: 4}, 2), atLeast(Figure{Low: 0, High: 1}, 2)
	open := atLeast(Figure{Low: 1, High: 3}, 2)
	for _, c := range []struct {
		tests []test
		want  Outcome
	}{
		{nil, NotMeasured}, {[]test{yes, yes}, Holds}, {[]test{no, no}, NotHere}, {[]test{yes, no}, InPart},
		{[]test{open}, Untold}, {[]test{yes, open}, InPart}, {[]test{no, open}, Untold},
		{[]test{yes, no, open}, InPart},
	} {
		if got := outcomeOf(c.tests); got != c.want {
			t.Errorf("%+v: %s, want %s", c.tests, got, c.want)
		}
	}
}

// Fewer samples than give an interval decide only what is so far from a border that samples do not reach across; what
// was counted, and is the same in all of them, decides by itself.
func TestFewSamplesDecideOnlyWhatIsFar(t *testing.T) {
	single := func(tcp float64) Verdict {
		b := &text{}
		for mech, v := range map[string]float64{"pipe": 15000, "tcp": 15000 * tcp} {
			b.add("Setup/mech="+mech+"/wait=block/place=same/size=1", map[string][]float64{"ns/op": {v}})
			b.figure(trip(mech), "ns/op", v)
			b.figure("Throughput/mech="+mech+"/wait=block/place=cross/size=65536", "MB/s", 1e9/v)
		}
		return b.of(t, "C1")
	}
	if v := single(8); v.Outcome != Holds || !v.Figures[0].Widened || v.Figures[0].Samples != 1 {
		t.Errorf("8 times: %+v", v)
	}
	if v := single(3); v.Outcome != InPart || !strings.Contains(v.Why, "Not told apart from 2 ×: setting up a tcp") {
		t.Errorf("3 times: %s, %s", v.Outcome, v.Why)
	}
	b := (&text{}).add("Claim/what=stranger/mech=pipe", map[string][]float64{"opened-%": {0}}).
		add("Claim/what=stranger/mech=fifo", map[string][]float64{"opened-%": {100}})
	if v := b.of(t, "C8"); v.Outcome != Holds || v.Figures[1].Widened {
		t.Errorf("counted: %+v", v)
	}
	b = &text{}
	for wait, cpu := range map[string]float64{"block": 5e4, "spin": 9.5e8} {
		b.add("Claim/what=idle/mech=pipe/wait="+wait+"/place=cross", map[string][]float64{
			"ns/op": {1e9}, "cpu-ns/op": {cpu}, "csw/op": {1},
		})
	}
	if v := b.of(t, "C4"); v.Outcome != Holds || v.Figures[2].High != 100 {
		t.Errorf("a share of one sample: %+v", v)
	}
}

// Verdicts are numbers that JSON has, in each language, whatever figures there are: an idle reader may use no CPU at
// all.
func TestEveryReportIsValidData(t *testing.T) {
	b := waiting(0, 0, 0)
	b.WriteString(spinner(1, 1, 1).String())
	b.figure(trip("pipe"), "ns/op", 1)
	for _, lang := range words.Languages {
		p, err := words.In(lang)
		if err != nil {
			t.Fatal(err)
		}
		r := Of(b.set(), p)
		data, err := json.Marshal(r.JSON())
		if err != nil || strings.Contains(string(data), "null") {
			t.Errorf("%v: %s", err, data)
		}
		rows := r.CSV()
		for _, row := range rows {
			if len(row) != len(rows[0]) {
				t.Errorf("%d fields of %d: %q", len(row), len(rows[0]), row)
			}
		}
		for _, v := range r.Machines[0].Verdicts {
			for _, f := range v.Figures {
				if math.IsNaN(f.Value) || math.IsInf(f.High, 0) {
					t.Errorf("%+v", f)
				}
			}
			for _, said := range []string{v.Why, v.Change, v.Line(p)} {
				if strings.Contains(said, "%!") || strings.Contains(said, "NaN") || strings.Contains(said, "Inf") {
					t.Error(said)
				}
			}
		}
	}
}
