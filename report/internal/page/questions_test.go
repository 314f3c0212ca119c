package page

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"ipcbench/report/internal/choose"
	"ipcbench/report/internal/facts"
	"ipcbench/report/internal/resultfile"
)

// questions is how many are asked.
const questions = 1000

// The page answers as report choose does: one engine, run by the browser and by an interpreter in Go.
func TestThePageAnswersAsTheCommandDoes(t *testing.T) {
	b := newTab(t)
	m, err := pageOf(resultfile.FromFile("../../../results/baseline.txt"))
	if err != nil {
		t.Fatal(err)
	}
	b.open(onDisk(t, m.html), "")
	engine, err := choose.NewEngine(m.facts)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	var asked []choose.Question
	for range questions {
		asked = append(asked, anyQuestion(r, m.facts))
	}
	text, err := json.Marshal(asked)
	if err != nil {
		t.Fatal(err)
	}
	var fits, misses, unknown int
	for i, answered := range eval[[]string](b, fmt.Sprintf("%s.map((q) => "+
		"JSON.stringify(window.ipcbench.ask(q)))", text)) {
		var got choose.Answer
		if err := json.Unmarshal([]byte(answered), &got); err != nil {
			t.Fatal(err)
		}
		want, err := engine.Ask(asked[i])
		if err != nil {
			t.Fatal(err)
		}
		if !alike(got, want) {
			t.Errorf("%+v:\nthe page    %+v\nthe command %+v", asked[i], got, want)
		}
		fits, misses, unknown = fits+len(want.Fits), misses+len(want.Misses), unknown+len(want.Unknown)
	}
	if least := questions / 2; fits < least || misses < least || unknown < least {
		t.Errorf("the questions are not worth asking: %d fits, %d misses, %d unknown in all", fits, misses, unknown)
	}
}

// alike compares answers as they are printed, with as many digits as are shown: logarithms differ in their last one.
func alike(a, b choose.Answer) bool {
	return printed(a) == printed(b)
}

func printed(a choose.Answer) string {
	var s strings.Builder
	for _, rows := range [][]choose.Row{a.Fits, a.Misses, a.Unknown, a.Unfit} {
		fmt.Fprintln(&s, len(rows))
		for _, r := range rows {
			f := r.Figures
			fmt.Fprintln(&s, r.Mechanism, r.Wait, r.Spin, r.Burden, r.Uncertain, r.Tied, r.Unfit, r.Missing,
				len(r.Exceeded))
			for _, v := range []choose.Found{f.P50, f.P99, f.Cores, f.Throughput} {
				fmt.Fprintf(&s, "%.6g %.6g %.6g %v %v %+v\n", v.Mid, v.Low, v.High, v.Interpolated, v.Range, v.Gap)
			}
			for _, e := range r.Exceeded {
				fmt.Fprintf(&s, "%s %g %.6g\n", e.Bound, e.Limit, e.By)
			}
		}
	}
	return s.String() + fmt.Sprint(a.State, a.Commands)
}

// anyQuestion asks for something that somebody might, about what was measured and about what was not.
func anyQuestion(r *rand.Rand, f facts.Facts) choose.Question {
	sometimes := func(share float64) bool { return r.Float64() < share }
	one := func(of ...string) string { return of[r.IntN(len(of))] }
	q := choose.Question{
		Size:  []int64{1, 8, 64, 100, 1024, 2048, 4096, 5000, 65536, 1 << 20, 1 << 22}[r.IntN(11)],
		Scope: one("process", "process", "process", "thread", "host"), Place: one("cross", "cross", "cross", "same"),
		Prefer: choose.Preference(one("p99", "cores", "throughput", "simplicity")), Machine: r.IntN(len(f.Machines)),
	}
	if sometimes(0.6) {
		q.Rate = []float64{50, 100, 300, 1e3, 2e4, 1e5, 3e5, 5e5, 1e6}[r.IntN(9)]
	}
	if sometimes(0.5) {
		q.MaxCores = []float64{0.05, 0.3, 0.9, 1.5}[r.IntN(4)]
	}
	if sometimes(0.5) {
		q.P99 = []float64{1e3, 5e4, 2e5, 1e6}[r.IntN(4)]
	}
	if sometimes(0.2) {
		q.P50 = []float64{1e3, 2e4, 1e5}[r.IntN(3)]
	}
	if sometimes(0.2) {
		q.Throughput = []float64{10, 500, 5000}[r.IntN(3)]
	}
	if sometimes(0.3) {
		q.Relation = one("any", "related")
	}
	if sometimes(0.2) {
		q.Direction = one("simplex", "half-duplex", "duplex")
	}
	if sometimes(0.2) {
		q.Provider = one("os", "user")
	}
	if sometimes(0.2) {
		q.Waits = [][]string{{"block"}, {"spin"}, {"block", "hybrid"}}[r.IntN(3)]
	}
	if sometimes(0.2) {
		q.Messages = one("messages", "stream")
	}
	if sometimes(0.2) {
		most := r.IntN(3)
		q.MaxCopies = &most
	}
	if sometimes(0.1) {
		q.Largest = 1 << 20
	}
	if sometimes(0.1) {
		q.Containers = []string{one("a network", "a volume", "/dev/shm")}
	}
	if sometimes(0.3) {
		q.Needs = []string{choose.Needs[r.IntN(len(choose.Needs))]}
	}
	if states := f.Machines[q.Machine].States; sometimes(0.3) {
		q.State = states[r.IntN(len(states))]
	}
	return q
}
