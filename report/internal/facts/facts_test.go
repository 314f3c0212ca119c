package facts

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
)

func factsOf(t *testing.T, text string, states ...string) Facts {
	t.Helper()
	f, err := Of(results.Read([]resultfile.Input{resultfile.FromReader("a file", strings.NewReader(text))}), states...)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// A mechanism's words become data: what it carries, how much, what it needs, and what two containers must share.
func TestTraitsBecomeData(t *testing.T) {
	f := factsOf(t, `# mechanism {"name":"a","scope":"process host","waits":"block spin","copies":"≥ 5",`+
		`"largest":"65507 B (the largest UDP datagram)","needs":"nothing","crosses":"a volume, the PID namespace; or a network"}
# mechanism {"name":"b","largest":"any (byte stream)","needs":"a tmpfs","crosses":"cannot: inherited descriptors"}
# mechanism {"name":"c","largest":"8 B (a number)","crosses":"not said"}
# mechanism {"name":"d","largest":"any"}
BenchmarkLatency/mech=a/wait=block/place=cross/size=64-2 100 1000 ns/op
`)
	a, b, c, d := f.Mechanisms[0], f.Mechanisms[1], f.Mechanisms[2], f.Mechanisms[3]
	if !slices.Equal(a.Scopes, []string{"process", "host"}) || a.Copies != 5 || a.Largest != 65507 ||
		a.LimitedBy != "the largest UDP datagram" || a.Needs != "" || a.Messages != Whole ||
		len(a.Crosses) != 2 || !slices.Equal(a.Crosses[0], []string{"a volume", "the PID namespace"}) {
		t.Errorf("a: %+v", a)
	}
	if b.Messages != Stream || b.Needs != "a tmpfs" || b.Crosses == nil || len(b.Crosses) != 0 || b.Largest != 0 {
		t.Errorf("b: %+v", b)
	}
	if c.Messages != Number || c.Crosses != nil || c.LimitedBy != "" {
		t.Errorf("c: %+v", c)
	}
	if d.Messages != Whole || d.Largest != 0 {
		t.Errorf("d: %+v", d)
	}
}

// Figures are in the units of result files, with their intervals; a rate that was missed has no latency, and what was
// not measured is no figure.
func TestFiguresAreThoseOfTheFile(t *testing.T) {
	const name = "BenchmarkPaced/mech=a/wait=block/place=cross/size=64/rate="
	f := factsOf(t, strings.Repeat(name+"1000-2 100 2000 ns/op 1500 p50-ns 900 cpu-ns/op 0.25 recv-cores 0 "+
		"unheld-%\n", 7)+
		name+"10000-2 100 9000 ns/op 8000 p50-ns 900 cpu-ns/op 0.9 recv-cores 12 unheld-%\n")
	m := f.Machines[0]
	get := func(c Cell, unit string) Value {
		figures := c.Figures[m.States[0]]
		if i := slices.Index(m.Columns, unit); i < len(figures.Values) {
			return figures.Values[i]
		}
		return Value{}
	}
	for _, c := range m.Cells {
		held := c.Rate == 1000
		if p50 := get(c, "p50-ns"); p50.Known != held ||
			held && (p50.Mid != 1500 || p50.Low != 1500 || p50.High != 1500) {
			t.Errorf("at %g/s p50 is %+v", c.Rate, p50)
		}
		if cores := get(c, "recv-cores"); !cores.Known || held && cores.Mid != 0.25 {
			t.Errorf("at %g/s cores are %+v", c.Rate, cores)
		}
		figures := c.Figures[m.States[0]]
		if figures.Unheld == held || held && (figures.N != 7 || figures.Few != nil) ||
			!held && len(figures.Few) != 3 {
			t.Errorf("at %g/s: %+v", c.Rate, figures)
		}
		if get(c, "MB/s").Known || c.Keys["rate"] == "" || c.Scope != "process" {
			t.Errorf("%+v", c)
		}
	}
}

// Of skips those are kept of which nothing was measured: others are of a size.
func TestSkipsOfWhatWasNotMeasuredAreKept(t *testing.T) {
	f := factsOf(t, "# skip a: the message is too long\n# skip b: no such kernel\n# skip b: no such size\n"+
		"BenchmarkLatency/mech=a/wait=block/place=cross/size=64-2 100 500 ns/op\n")
	if got := f.Machines[0].Skips; len(got) != 1 || got["b"] != "no such kernel" {
		t.Errorf("%q", got)
	}
}

// Low and high of a column are an interval or extremes by the samples of that column, whatever the others have.
func TestEachFigureKnowsWhetherItHasAnInterval(t *testing.T) {
	const name = "BenchmarkThroughput/mech=a/wait=block/place=cross/size=64-2 100 500 ns/op 128 MB/s"
	f := factsOf(t, strings.Repeat(name+"\n", 5)+name+" 2 syscalls/op\n"+name+" 3 syscalls/op\n")
	m := f.Machines[0]
	figures := m.Cells[0].Figures[m.States[0]]
	column := slices.Index(m.Columns, "syscalls/op")
	if figures.N != 7 || len(figures.Few) != 1 || figures.Few[column] != results.Allowance(2, 1) {
		t.Errorf("%+v", figures)
	}
}

// What a line does not say of a mechanism is not made up.
func TestWhatIsNotSaidIsKnown(t *testing.T) {
	const result = "BenchmarkLatency/mech=a/wait=block/place=cross/size=64 1 5 ns/op\n"
	for line, want := range map[string]string{
		`"family":"f","moves":"m","provider":"os","direction":"duplex","relation":"any","copies":"2",` +
			`"largest":"any","needs":"nothing","crosses":"cannot: x"`: "",
		`"family":"f"`: "relation direction provider messages copies largest containers needs",
		`"family":"f","moves":"m","provider":"os","direction":"duplex","relation":"any","copies":"some",` +
			`"largest":"any","needs":"nothing","crosses":"not said"`: "copies containers",
	} {
		f := factsOf(t, `# mechanism {"name":"a",`+line+"}\n"+result)
		if got := strings.Join(f.Mechanisms[0].Unsaid, " "); got != want {
			t.Errorf("%s: %q, want %q", line, got, want)
		}
	}
	f := factsOf(t, `# mechanism {"name":"a","copies":"≥ 5"}`+"\n"+result)
	if m := f.Mechanisms[0]; m.Copies != 5 || !m.More {
		t.Errorf("%+v", m)
	}
}

// Whatever a file says, facts can be made of it, written and read back.
func FuzzFacts(f *testing.F) {
	f.Add(`{"name":"a","largest":"65507 B (x)","crosses":"a; or b, c","copies":"≥ 5"}`, "ns/op", 1e3)
	f.Add(`{"name":"b","largest":"-1 B (","crosses":"; or ","copies":"x"}`, "p50-ns", math.MaxFloat64)
	f.Add(`{"name":""}`, "recv-cores", math.Copysign(0, -1))
	f.Fuzz(func(t *testing.T, traits, unit string, value float64) {
		number, err := json.Marshal(value)
		if err != nil {
			return
		}
		const name = "BenchmarkPaced/mech=a/wait=block/place=cross/size=64/rate=80%-2"
		line := name + " 100 5 ns/op 900 cpu-ns/op 7 msg/s " + string(number) +
			" " + unit
		set := results.Read([]resultfile.Input{resultfile.FromReader("a file", strings.NewReader("# mechanism "+traits+
			"\n"+line+"\n"))})
		made, err := Of(set)
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(made)
		if err != nil {
			t.Fatal(err)
		}
		var read Facts
		if err := json.Unmarshal(text, &read); err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		again, err := json.Marshal(read)
		if err != nil || string(again) != string(text) {
			t.Errorf("%v\n%s\n%s", err, text, again)
		}
	})
}
