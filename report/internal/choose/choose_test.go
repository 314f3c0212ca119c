package choose

import (
	"math"
	"slices"
	"strings"
	"testing"

	"ipcbench/report/internal/facts"
	"ipcbench/report/internal/words"
)

// load is a mechanism with figures of an open loop, by size and rate; of a rate that was not held they are nil.
type load map[int64]map[float64]*[3]float64 // p50 and p99 in ns, cores

// factsOf are facts of one machine with these mechanisms, each with wait=block.
func factsOf(mechanisms []facts.Mechanism, loads map[string]load) facts.Facts {
	m := facts.Machine{Name: "a machine", States: []string{""}, Files: []string{"a file"},
		Columns: []string{"p50-ns", "p99-ns", "recv-cores", "MB/s", "cores"}}
	for _, mech := range mechanisms {
		for size, rates := range loads[mech.Name] {
			for rate, v := range rates {
				c := facts.Cell{Pattern: "Paced", Mech: mech.Name, Wait: "block", Place: "cross", Scope: "process",
					Size: size, Rate: rate, Keys: map[string]string{"rate": "given"}}
				f := facts.Figures{N: 12, Unheld: v == nil}
				if v != nil {
					for _, x := range v {
						f.Values = append(f.Values, facts.Value{Mid: x, Low: x / 1.1, High: x * 1.1, Known: true})
					}
				}
				c.Figures = map[string]facts.Figures{"": f}
				m.Cells = append(m.Cells, c)
			}
		}
	}
	return facts.Facts{Version: facts.Version, Mechanisms: mechanisms, Machines: []facts.Machine{m}}
}

// plain is a mechanism that nothing rules out.
func plain(name string) facts.Mechanism {
	return facts.Mechanism{Name: name, Family: "socket", Provider: "os", Scopes: []string{"process"},
		Direction: "duplex", Relation: "any", Waits: []string{"block"}, Copies: 2, Messages: facts.Whole}
}

func ask(t *testing.T, f facts.Facts, q Question) Answer {
	t.Helper()
	e, err := NewEngine(f)
	if err != nil {
		t.Fatal(err)
	}
	if q.Scope == "" {
		q.Scope = "process"
	}
	if q.Place == "" {
		q.Place = "cross"
	}
	if q.Prefer == "" {
		q.Prefer = ByP99
	}
	a, err := e.Ask(q)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func names(rows []Row) (list []string) {
	for _, r := range rows {
		list = append(list, r.Mechanism)
	}
	return list
}

// Between measured sizes and rates figures lie on straight lines of logarithmic scales, and are said to. At a measured
// one they are what was measured.
func TestFiguresBetweenMeasuredOnesLieOnLogarithmicLines(t *testing.T) {
	// p99 = 1000 ns × size^0.5 × rate^0.25: any such law is found exactly.
	law := func(size, rate float64) float64 { return 1000 * math.Sqrt(size) * math.Pow(rate, 0.25) }
	l := load{}
	for _, size := range []int64{64, 4096} {
		l[size] = map[float64]*[3]float64{}
		for _, rate := range []float64{1e3, 1e4, 1e5} {
			p99 := law(float64(size), rate)
			l[size][rate] = &[3]float64{p99 / 10, p99, rate / 1e6}
		}
	}
	f := factsOf([]facts.Mechanism{plain("pipe")}, map[string]load{"pipe": l})
	for _, q := range []Question{
		{Size: 64, Rate: 1e4}, {Size: 2048, Rate: 1e4}, {Size: 64, Rate: 2e4}, {Size: 2048, Rate: 2e4},
	} {
		a := ask(t, f, q)
		if len(a.Fits) != 1 {
			t.Fatalf("%+v: %+v", q, a)
		}
		got, want := a.Fits[0].Figures.P99, law(float64(q.Size), q.Rate)
		if math.Abs(got.Mid/want-1) > 1e-3 || math.Abs(got.High/want-1.1) > 1e-3 || math.Abs(got.Low*1.1/want-1) > 1e-3 {
			t.Errorf("%+v: p99 %+v, want %g", q, got, want)
		}
		if measured := l[q.Size][q.Rate] != nil; got.Interpolated == measured {
			t.Errorf("%+v: interpolated %v, measured %v", q, got.Interpolated, measured)
		}
	}
	if zero := ask(t, factsOf([]facts.Mechanism{plain("pipe")}, map[string]load{"pipe": {
		64: {1e3: {1, 1, 0}, 1e5: {1, 1, 0.5}},
	}}), Question{Size: 64, Rate: 1e4}); math.Abs(zero.Fits[0].Figures.Cores.Mid-0.25) > 1e-9 {
		t.Errorf("half way from nothing to 0.5 cores: %+v", zero.Fits[0].Figures.Cores)
	}
}

// Nothing is told beyond what was measured: it is not known, and a command measures it.
func TestNothingIsToldBeyondWhatWasMeasured(t *testing.T) {
	l := load{64: {1e3: {1e3, 1e4, 0.1}, 1e4: {1e3, 1e4, 0.2}}, 4096: {1e3: {1e3, 1e4, 0.1}, 1e4: {1e3, 1e4, 0.2}}}
	f := factsOf([]facts.Mechanism{plain("pipe"), plain("other")}, map[string]load{"pipe": l})
	for _, c := range []struct {
		q    Question
		want Gap
	}{
		{Question{Size: 32, Rate: 1e3}, Gap{Why: Outside, Axis: "size", Least: 64, Most: 4096}},
		{Question{Size: 8192, Rate: 1e3}, Gap{Why: Outside, Axis: "size", Least: 64, Most: 4096}},
		{Question{Size: 64, Rate: 10}, Gap{Why: Outside, Axis: "rate", Least: 1e3, Most: 1e4}},
		{Question{Size: 64, Rate: 2e4}, Gap{Why: Outside, Axis: "rate", Least: 1e3, Most: 1e4}},
		{Question{Size: 64}, Gap{Why: NotMeasured}},
	} {
		a := ask(t, f, c.q)
		if len(a.Fits) != 0 || !slices.Equal(names(a.Unknown), []string{"pipe", "other"}) {
			t.Errorf("%+v: fits %v, unknown %v", c.q, names(a.Fits), names(a.Unknown))
			continue
		}
		if got := a.Unknown[0].Missing[0].Gap; got != c.want {
			t.Errorf("%+v: %+v, want %+v", c.q, got, c.want)
		}
		pattern := "Paced"
		if c.q.Rate == 0 {
			pattern = "Latency"
		}
		if len(a.Commands) != 1 || !strings.Contains(a.Commands[0], "-ipc.mechs=pipe,other") ||
			!strings.Contains(a.Commands[0], pattern) {
			t.Errorf("%+v: %q", c.q, a.Commands)
		}
	}
}

// A rate that was not held is no latency. From the first such rate on the answer is no; just before it, it is not known;
// one that was missed although a higher one was held says nothing.
func TestRatesThatAreNotHeld(t *testing.T) {
	ok := &[3]float64{1e3, 1e4, 0.1}
	for _, c := range []struct {
		name  string
		rates map[float64]*[3]float64
		rate  float64
		fits  bool
		want  Gap
	}{
		{"missed", map[float64]*[3]float64{1e3: ok, 1e4: nil}, 1e4, false, Gap{Why: Missed, Rate: 1e4}},
		{"above a missed one", map[float64]*[3]float64{1e3: ok, 1e4: nil}, 2e4, false, Gap{Why: Missed, Rate: 1e4}},
		{"between", map[float64]*[3]float64{1e3: ok, 1e4: nil}, 5e3, false,
			Gap{Why: Edge, Axis: "rate", Held: 1e3, Missed: 1e4}},
		{"below a missed one alone", map[float64]*[3]float64{1e4: nil}, 5e3, false,
			Gap{Why: Outside, Axis: "rate", Least: 1e4, Most: 1e4}},
		{"held beyond", map[float64]*[3]float64{1e3: ok, 1e4: nil, 1e5: ok}, 2e4, true, Gap{}},
	} {
		a := ask(t, factsOf([]facts.Mechanism{plain("pipe")}, map[string]load{"pipe": {64: c.rates}}),
			Question{Size: 64, Rate: c.rate})
		if fits := len(a.Fits) == 1; fits != c.fits {
			t.Errorf("%s: %+v", c.name, a)
			continue
		}
		if c.fits {
			continue
		}
		rows := slices.Concat(a.Misses, a.Unknown)
		if got := rows[0].Missing[0].Gap; got != c.want || (len(a.Misses) == 1) != (c.want.Why == Missed) {
			t.Errorf("%s: %+v, want %+v; misses %v", c.name, got, c.want, names(a.Misses))
		}
	}
	// A longer message that misses the rate rules out those that are longer still.
	long := map[string]load{"pipe": {64: {1e4: ok}, 4096: {1e4: nil}}}
	for size, why := range map[int64]Why{64: "", 1024: Edge, 4096: Missed, 65536: Missed} {
		a := ask(t, factsOf([]facts.Mechanism{plain("pipe")}, long), Question{Size: size, Rate: 1e4})
		rows := slices.Concat(a.Misses, a.Unknown)
		if why == "" && len(a.Fits) != 1 || why != "" && (len(rows) != 1 || rows[0].Missing[0].Gap.Why != why) {
			t.Errorf("%d bytes: %+v, want %q", size, a, why)
		}
	}
}

// Bounds hold for the figures: within, beyond by a factor, and within the interval, where it is not certain.
func TestBounds(t *testing.T) {
	f := factsOf([]facts.Mechanism{plain("a"), plain("b"), plain("c")}, map[string]load{
		"a": {64: {1e4: {1e4, 3e4, 0.5}}}, "b": {64: {1e4: {2e4, 2e4, 0.2}}}, "c": {64: {1e4: {4e4, 9e4, 0.1}}},
	})
	for _, c := range []struct {
		q                       Question
		fits, misses, uncertain []string
	}{
		{Question{}, []string{"b", "a", "c"}, nil, nil},
		{Question{Prefer: ByCores}, []string{"c", "b", "a"}, nil, nil},
		{Question{P99: 5e4}, []string{"b", "a"}, []string{"c"}, nil},
		{Question{P99: 1e4}, nil, []string{"b", "a", "c"}, nil}, // nearest first
		{Question{P99: 3.1e4}, []string{"b", "a"}, []string{"c"}, []string{"a"}},
		{Question{MaxCores: 0.3}, []string{"b", "c"}, []string{"a"}, nil},
		{Question{MaxCores: 0.3, P50: 1.5e4}, nil, []string{"b", "a", "c"}, nil},
		{Question{P99: 2.1e4, Prefer: ByCores}, []string{"b"}, []string{"a", "c"}, []string{"b"}},
		{Question{P99: 9.5e4}, []string{"b", "a", "c"}, nil, []string{"c"}},
	} {
		c.q.Size, c.q.Rate = 64, 1e4
		a := ask(t, f, c.q)
		var uncertain []string
		for _, r := range a.Fits {
			if r.Uncertain {
				uncertain = append(uncertain, r.Mechanism)
			}
		}
		if !slices.Equal(names(a.Fits), c.fits) || !slices.Equal(names(a.Misses), c.misses) ||
			!slices.Equal(uncertain, c.uncertain) {
			t.Errorf("%+v: fits %v, misses %v, uncertain %v", c.q, names(a.Fits), names(a.Misses), uncertain)
		}
	}
	q := Question{Size: 64, Rate: 1e4, P99: 6e4}
	if got := ask(t, f, q).Misses[0].Exceeded[0]; got.Bound != "p99" || math.Abs(got.By-1.5) > 1e-9 {
		t.Errorf("p99 of 90 µs where 60 are asked for: %+v", got)
	}
}

// Each column of the taxonomy is a filter.
func TestEachTraitIsAFilter(t *testing.T) {
	for _, c := range []struct {
		trait string
		q     Question
		unfit func(*facts.Mechanism)
	}{
		{"relation", Question{Relation: "any"}, func(m *facts.Mechanism) { m.Relation = "related" }},
		{"scope", Question{}, func(m *facts.Mechanism) { m.Scopes = []string{"thread"} }},
		{"direction", Question{Direction: "half-duplex"}, func(m *facts.Mechanism) { m.Direction = "simplex" }},
		{"provider", Question{Provider: "os"}, func(m *facts.Mechanism) { m.Provider = "user" }},
		{"messages", Question{Messages: "messages"}, func(m *facts.Mechanism) { m.Messages = facts.Stream }},
		{"copies", Question{MaxCopies: new(2)}, func(m *facts.Mechanism) { m.Copies = 3 }},
		{"largest", Question{}, func(m *facts.Mechanism) { m.Largest = 63 }},
		{"largest", Question{Largest: 1 << 20}, func(m *facts.Mechanism) { m.Largest = 1 << 16 }},
		{"largest", Question{}, func(m *facts.Mechanism) { m.Messages = facts.Number }},
		{"containers", Question{Containers: []string{"a volume"}}, func(m *facts.Mechanism) {
			m.Crosses = [][]string{}
		}},
		{"containers", Question{Containers: []string{"a volume"}}, func(m *facts.Mechanism) {
			m.Crosses = [][]string{{"a volume", "the PID namespace"}, {"a network"}}
		}},
		{"needs", Question{Needs: []string{"no shared memory"}}, func(m *facts.Mechanism) { m.Family = "memory" }},
		{"needs", Question{Needs: []string{"no files"}}, func(m *facts.Mechanism) { m.Family = "file" }},
		{"needs", Question{Needs: []string{"no RPC"}}, func(m *facts.Mechanism) { m.Family = "rpc" }},
		{"needs", Question{Needs: []string{"no broker"}}, func(m *facts.Mechanism) { m.Moves = "through a broker" }},
		{"needs", Question{Needs: []string{"no network"}}, func(m *facts.Mechanism) { m.Needs = "a loopback interface" }},
		{"needs", Question{Needs: []string{"nothing special"}}, func(m *facts.Mechanism) { m.Needs = "io_uring" }},
	} {
		good, bad := plain("good"), plain("bad")
		good.Crosses, bad.Crosses = [][]string{{"a volume"}, {"a network"}}, [][]string{{"a volume"}}
		c.unfit(&bad)
		l := load{64: {1e4: {1e3, 1e4, 0.1}}}
		c.q.Size, c.q.Rate = 64, 1e4
		a := ask(t, factsOf([]facts.Mechanism{good, bad}, map[string]load{"good": l, "bad": l}), c.q)
		if !slices.Equal(names(a.Fits), []string{"good"}) || !slices.Equal(names(a.Unfit), []string{"bad"}) ||
			a.Unfit[0].Unfit[0].Trait != c.trait {
			t.Errorf("%s, %+v: fits %v, unfit %+v", c.trait, c.q, names(a.Fits), a.Unfit)
		}
	}
	l := load{64: {1e4: {1e3, 1e4, 0.1}}}
	a := ask(t, factsOf([]facts.Mechanism{plain("good")}, map[string]load{"good": l}),
		Question{Size: 64, Rate: 1e4, Waits: []string{"spin"}})
	if len(a.Unfit) != 1 || a.Unfit[0].Unfit[0].Trait != "wait" {
		t.Errorf("another wait: %+v", a)
	}
	for _, need := range Needs { // Go and the script know the same
		if a := ask(t, factsOf([]facts.Mechanism{plain("good")}, map[string]load{"good": l}),
			Question{Size: 64, Rate: 1e4, Needs: []string{need}}); len(a.Fits) != 1 {
			t.Errorf("need %q rules out a mechanism that needs nothing: %+v", need, a.Unfit)
		}
	}
}

// Simplicity goes by traits alone, and each of them counts.
func TestSimplicityGoesByTraits(t *testing.T) {
	changes := map[string]func(*facts.Mechanism){
		"user":    func(m *facts.Mechanism) { m.Provider = "user" },
		"stream":  func(m *facts.Mechanism) { m.Messages = facts.Stream },
		"simplex": func(m *facts.Mechanism) { m.Direction = "simplex" },
		"needs":   func(m *facts.Mechanism) { m.Needs = "io_uring" },
		"rpc":     func(m *facts.Mechanism) { m.Family = "rpc" },
		"limit":   func(m *facts.Mechanism) { m.Largest = 1 << 16 },
	}
	for name, change := range changes {
		simple, harder := plain("z"), plain("harder")
		change(&harder)
		fast, slow := load{64: {1e4: {1e2, 1e3, 0.1}}}, load{64: {1e4: {1e4, 1e6, 1}}}
		a := ask(t, factsOf([]facts.Mechanism{harder, simple}, map[string]load{"z": slow, "harder": fast}),
			Question{Size: 64, Rate: 1e4, Prefer: BySimplicity})
		if !slices.Equal(names(a.Fits), []string{"z", "harder"}) || a.Fits[0].Burden >= a.Fits[1].Burden {
			t.Errorf("%s: %+v", name, a.Fits)
		}
	}
}

// What people read says the question, each figure's sign, and of all the rest why not.
func TestAReportSaysAll(t *testing.T) {
	related := plain("related")
	related.Relation = "related"
	f := factsOf([]facts.Mechanism{plain("a"), plain("b"), plain("c"), plain("d"), related}, map[string]load{
		"a": {64: {1e3: {1e4, 3e4, 0.1}, 1e5: {1e4, 3e4, 0.4}}}, "b": {64: {1e3: {2e4, 2e6, 0.2}, 1e5: {2e4, 2e6, 0.2}}},
		"c": {64: {1e3: nil}},
	})
	r, err := Of(f, Question{Size: 64, Rate: 2e4, MaxCores: 0.3, P99: 1e6, Relation: "any", Scope: "process",
		Place: "cross", Prefer: ByP99}, 0, words.English())
	if err != nil {
		t.Fatal(err)
	}
	var text, markdown strings.Builder
	if err := r.Text(&text, 120); err != nil {
		t.Fatal(err)
	}
	if err := r.Markdown(&markdown); err != nil {
		t.Fatal(err)
	}
	for _, form := range []string{text.String(), markdown.String()} {
		for _, want := range []string{
			"20 k messages a second of 64 B", "at most 0.3 of a CPU", "p99 of at most 1 ms", "≈ 30.0 µs",
			"2.0 times what is asked for", "it does not hold 1 k messages a second", "not measured: d (block)",
			"related processes only: related (block)", "go test -run '^$' -bench '^BenchmarkPaced$'",
		} {
			if !strings.Contains(form, want) {
				t.Errorf("%q is not in:\n%s", want, form)
			}
		}
		if strings.Contains(form, "%!") {
			t.Errorf("a sentence is not complete:\n%s", form)
		}
	}
}

// What is not said of a mechanism is neither kept nor ruled out.
func TestWhatIsNotSaidIsNotKnown(t *testing.T) {
	l := load{64: {1e4: {1e3, 1e4, 0.1}}}
	for trait, q := range map[string]Question{
		"relation": {Relation: "any"}, "direction": {Direction: "simplex"}, "provider": {Provider: "os"},
		"messages": {Messages: "messages"}, "copies": {MaxCopies: new(9)}, "largest": {Largest: 64},
		"containers": {Containers: []string{"a network"}}, "needs": {Needs: []string{"no RPC"}},
		"simplicity": {Prefer: BySimplicity},
	} {
		q.Size, q.Rate = 64, 1e4
		silent, half := plain("silent"), plain("half")
		for _, t := range facts.Traits {
			silent.Scopes = []string{}
			silent.Unsaid = append(silent.Unsaid, t.Name)
			if t.Name != trait {
				half.Unsaid = append(half.Unsaid, t.Name)
			}
		}
		half.Crosses = [][]string{{"a network"}}
		f := factsOf([]facts.Mechanism{silent, half}, map[string]load{"silent": l, "half": l, "undeclared": l})
		f.Machines[0].Cells = append(f.Machines[0].Cells, f.Machines[0].Cells[0])
		f.Machines[0].Cells[2].Mech = "undeclared"
		a := ask(t, f, q)
		want := []string{"silent", "undeclared"}
		if trait == "simplicity" {
			want = []string{"silent", "half", "undeclared"}
		}
		if !slices.Equal(names(a.Unknown), want) || len(a.Unfit) > 0 || len(a.Commands) > 0 {
			t.Errorf("%s: unknown %v, ruled out %v, fits %v, %q", trait, names(a.Unknown), names(a.Unfit),
				names(a.Fits), a.Commands)
			continue
		}
		if gap := a.Unknown[0].Missing[0].Gap; gap != (Gap{Why: Unsaid, Trait: trait}) ||
			!strings.HasPrefix(gap.says(words.English()), "not said: ") {
			t.Errorf("%s: %+v", trait, gap)
		}
	}
	more := plain("more")
	more.Copies, more.More = 5, true
	f := factsOf([]facts.Mechanism{more}, map[string]load{"more": l})
	if a := ask(t, f, Question{Size: 64, Rate: 1e4, MaxCopies: new(5)}); len(a.Unknown) != 1 {
		t.Errorf("5 copies or more where 5 are wanted: %+v", a)
	}
	if a := ask(t, f, Question{Size: 64, Rate: 1e4, MaxCopies: new(4)}); len(a.Unfit) != 1 ||
		a.Unfit[0].Unfit[0].Has != "≥ 5" {
		t.Errorf("5 copies or more where 4 are wanted: %+v", a)
	}
	if a := ask(t, f, Question{Size: 64, Rate: 1e4, MaxCopies: new(0)}); len(a.Unfit) != 1 {
		t.Errorf("no copies: %+v", a)
	}
}

// A mechanism of which nothing was measured since it was skipped is not known, for that reason, and has no command.
func TestSkipsAreReasons(t *testing.T) {
	f := factsOf([]facts.Mechanism{plain("a"), plain("b"), plain("c")}, map[string]load{
		"a": {64: {1e4: {1e3, 1e4, 0.1}}},
	})
	f.Machines[0].Skips = map[string]string{"b": "this kernel has none"}
	a := ask(t, f, Question{Size: 64, Rate: 1e4})
	if len(a.Fits) != 1 || len(a.Unknown) != 2 || len(a.Commands) != 1 ||
		!strings.Contains(a.Commands[0], "-ipc.mechs=c ") {
		t.Fatalf("%+v", a)
	}
	for i, want := range []string{"skipped: this kernel has none", "not measured"} {
		if got := a.Unknown[i].reasons(words.English(), Question{}); !slices.Equal(got, []string{want}) {
			t.Errorf("%s: %q", a.Unknown[i].Mechanism, got)
		}
	}
}

// The range of few samples is widened before it is held against a bound or another row.
func TestFewSamplesAreLessCertain(t *testing.T) {
	f := factsOf([]facts.Mechanism{plain("a"), plain("b")}, map[string]load{
		"a": {64: {1e4: {1e3, 1e4, 0.1}}}, "b": {64: {1e4: {1e3, 2e4, 0.1}}},
	})
	for _, by := range []float64{1, 1.2, 1.5} { // the ranges are a factor of 1.65 apart: more than 1.2², less than 1.5²
		if by > 1 {
			for _, c := range f.Machines[0].Cells {
				figures := c.Figures[""]
				figures.Few = map[int]float64{1: by}
				c.Figures[""] = figures
			}
		}
		for bound, certain := range map[float64]bool{2.21e4 * by: true, 2.21e4: by == 1} {
			a := ask(t, f, Question{Size: 64, Rate: 1e4, P99: bound})
			if a.Fits[0].Uncertain || a.Fits[1].Uncertain == certain || a.Fits[1].Tied != (by == 1.5) ||
				a.Fits[0].Figures.P99.Range != (by > 1) || a.Fits[0].Figures.P50.Range {
				t.Errorf("bound %g, widened by %g: %+v", bound, by, a.Fits)
			}
		}
	}
	for text, found := range map[string]Found{
		"10 %": {Mid: 10, Low: 9, High: 11}, "(10 %)": {Mid: 10, Low: 9, High: 11, Range: true},
		"—": {Mid: 10, Low: 10, High: 10, Range: true}, "0 %": {Mid: 10, Low: 10, High: 10},
	} {
		if got := found.half(); got != text {
			t.Errorf("%+v: %q, want %q", found, got, text)
		}
	}
}

// The commands measure what is not known, and nothing else; the shell takes them as they are meant.
func TestCommandsMeasureWhatIsMissing(t *testing.T) {
	cell := func(mech, wait string, size int64, keys map[string]string) facts.Cell {
		return facts.Cell{Pattern: "Latency", Mech: mech, Wait: wait, Place: "cross", Scope: "host", Size: size,
			Keys: keys, Figures: map[string]facts.Figures{"": {N: 12, Values: []facts.Value{
				{Mid: 9, Low: 9, High: 9, Known: true},
			}}}}
	}
	of := func(name string, waits ...string) facts.Mechanism {
		m := plain(name)
		m.Scopes, m.Waits = []string{"host"}, waits
		return m
	}
	spin := map[string]string{"spin": "5us"}
	const spaces = "a network namespace of this machine"
	for host, flag := range map[string]string{
		spaces: "netns", spaces + ", delay 1ms, rate 1 Gb/s, loss 0.1 %": "netns,delay=1ms,rate=1gbit,loss=0.1%",
		"far": "ssh://far", "far; x": "'ssh://far; x'",
	} {
		f := facts.Facts{
			Mechanisms: []facts.Mechanism{
				of("a", "block", "spin", "poll"), of("b", "block"), of("c", "block", "spin"),
				of("d'e", "block", "hybrid"),
			},
			Machines: []facts.Machine{{
				States: []string{""}, Columns: []string{"p50-ns", "p99-ns", "cores", "MB/s"},
				Settings: [][2]string{{"host-b", host}},
				Cells: []facts.Cell{
					cell("a", "block", 4096, nil), cell("a", "spin", 4096, nil), cell("b", "block", 64, nil),
					cell("d'e", "block", 64, nil), cell("d'e", "hybrid", 4096, spin),
				},
			}},
		}
		end := " -ipc.places=cross -ipc.sizes=64 -ipc.scopes=host -ipc.host=" + flag
		const begin = "go test -run '^$' -bench '^BenchmarkLatency$' -count 6 "
		a := ask(t, f, Question{Size: 64, Scope: "host", Prefer: ByCores})
		want := []string{
			begin + "-ipc.mechs=a,c -ipc.waits=block,spin" + end,
			begin + `-ipc.mechs='b,d'\''e' -ipc.waits=block` + end, // of which the cores are not known
			begin + `-ipc.mechs='d'\''e' -ipc.spin=5us -ipc.waits=hybrid` + end,
		}
		if !slices.Equal(a.Commands, want) {
			t.Errorf("%s:\n%s\nwant\n%s", host, strings.Join(a.Commands, "\n"), strings.Join(want, "\n"))
		}
		a = ask(t, f, Question{Size: 4096, Scope: "host", Waits: []string{"poll"}})
		poll := begin + "-ipc.mechs=a -ipc.waits=poll" + strings.Replace(end, "64", "4096", 1)
		if !slices.Equal(a.Commands, []string{poll}) {
			t.Errorf("a wait that was not measured: %q, want %q", a.Commands, poll)
		}
	}
}

// What is said of a mechanism is what is true of it.
func TestReasonsAreTrue(t *testing.T) {
	number, stream := plain("number"), plain("stream")
	number.Messages, stream.Messages = facts.Number, facts.Stream
	f := factsOf([]facts.Mechanism{plain("a"), number, stream, plain("slow")},
		map[string]load{"a": {64: {1e4: {1e3, 1e4, 0.1}}}})
	cores := facts.Value{Mid: 1.9, Low: 1.8, High: 2, Known: true}
	f.Machines[0].Cells = append(f.Machines[0].Cells, facts.Cell{
		Pattern: "Latency", Mech: "slow", Wait: "block", Place: "cross", Scope: "process", Size: 8,
		Figures: map[string]facts.Figures{"": {N: 12, Values: []facts.Value{{}, {}, {}, {}, cores}}},
	})
	for _, c := range []struct {
		q    Question
		want string
	}{
		{Question{Size: 8, Messages: "messages"}, "it carries a number only: number"},
		{Question{Size: 8, Messages: "messages"}, "it carries a stream of bytes: stream"},
		{Question{Size: 8, MaxCores: 0.5}, "CPUs of both 1.90"},
		{Question{Size: 64, Rate: 1e4, MaxCores: 0.05}, "receiver's CPU 0.10"},
		{Question{Size: 4096, Rate: 1e4}, "measured at the size 64 B only: a"},
		{Question{Size: 64, Rate: 5e4}, "measured at the rate of 10 k a second only: a"},
		{Question{Size: 64, MaxCores: 0.001}, "at most 0.001 of a CPU"},
		{Question{Size: 64, P99: 1234567, P50: 1500}, "p50 of at most 1.5 µs; p99 of at most 1.234567 ms"},
		{Question{Size: 64, Throughput: 2345.6}, "a stream of at least 2.3456 GB/s"},
		{Question{Size: 64, MaxCopies: new(0)}, "copies: at most 0"},
	} {
		c.q.Scope, c.q.Place, c.q.Prefer = "process", "cross", ByP99
		r, err := Of(f, c.q, 0, words.English())
		if err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		if err := r.Text(&text, 300); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(text.String(), c.want) {
			t.Errorf("%+v: no %q in\n%s", c.q, c.want, text.String())
		}
	}
}
