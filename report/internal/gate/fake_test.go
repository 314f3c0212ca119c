package gate

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ipcbench/internal/meter"
)

// fakeVariable makes this test binary a benchmark program that measures nothing: "cell=ns,cell=ns;noise=0.01;…".
const fakeVariable = "IPCBENCH_FAKE"

func TestMain(m *testing.M) {
	if words := os.Getenv(fakeVariable); words != "" {
		fake(words)
	}
	os.Exit(m.Run())
}

// A faked is the state of a fake program.
type faked struct {
	ns     map[string]float64
	cells  []string
	calls  map[string]float64
	noise  float64
	broken string // a cell that fails
	dies   string // a cell at which it ends
	open   string
	lots   *rand.Rand
}

func fake(words string) {
	f := faked{ns: map[string]float64{}, calls: map[string]float64{}, lots: rand.New(rand.NewPCG(rand.Uint64(), 1))}
	prints := false
	for word := range strings.SplitSeq(words, ";") {
		key, value, _ := strings.Cut(word, "=")
		v, _ := strconv.ParseFloat(value, 64)
		switch key {
		case "noise":
			f.noise = v
		case "broken":
			f.broken = value
		case "dies":
			f.dies = value
		case "prints":
			prints = true
		case "fails":
			fmt.Fprintln(os.Stderr, "fake: what is wrong with it")
			os.Exit(1)
		default:
			if cell, ok := strings.CutPrefix(key, "calls-"); ok {
				f.calls[cell] = v
				continue
			}
			f.ns[key] = v
			f.cells = append(f.cells, key)
		}
	}
	if prints {
		for _, c := range f.cells {
			fmt.Printf("Benchmark%s-2 100 %.4f ns/op\n", c, f.time(c))
		}
		os.Exit(0)
	}
	if err := meter.Serve(os.Getenv(meter.Variable), meter.Hello{Cells: f.cells}, f.obey); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func (f *faked) time(cell string) float64 { return f.ns[cell] * math.Exp(f.noise*f.lots.NormFloat64()) }

func (f *faked) obey(o meter.Order) meter.Answer {
	switch o.Task {
	case meter.Open, meter.Cold:
		if f.open = o.Cell; o.Cell == f.broken {
			return meter.Answer{Error: "message lost"}
		}
		if o.Cell == f.dies {
			fmt.Fprintln(os.Stderr, "fake: dies")
			os.Exit(1)
		}
		return meter.Answer{Nanoseconds: f.ns[f.open]}
	case meter.Mean:
		return meter.Answer{Nanoseconds: f.time(f.open)}
	case meter.Count:
		return meter.Answer{Counts: meter.Counts{"syscalls/op": f.calls[f.open] + 0.003, "csw/op": 2 + f.lots.Float64()}}
	}
	return meter.Answer{}
}

// options are a gate of two fakes.
func options(t *testing.T, a, b string) Options {
	t.Helper()
	command := func(side, words string) Command {
		return Command{Side: side, Shell: fakeVariable + "='" + words + "' exec /proc/" + strconv.Itoa(os.Getpid()) + "/exe"}
	}
	yes := func(string) bool { return true }
	return Options{
		A: command("A", a), B: command("B", b), Budget: 20 * time.Second, Counts: true, Times: true, Seed: 1,
		Least: func(string) float64 { return 0.03 }, Cells: yes, Matter: yes, Show: func(string, ...any) {},
	}
}

// outcomes are those of a result, by cell.
func outcomes(r *Result) map[string]Outcome {
	m := map[string]Outcome{}
	for _, c := range r.Cells {
		m[c.Name] = c.Outcome
	}
	return m
}

func TestGateOfFakes(t *testing.T) {
	for name, c := range map[string]struct {
		a, b string
		exit int
		want map[string]Outcome
	}{
		"same":        {"x=1000;y=2000;noise=0.01", "x=1000;y=2000;noise=0.01", 0, map[string]Outcome{"x": NotWorse, "y": NotWorse}},
		"slower":      {"x=1000;y=2000;noise=0.01", "x=1080;y=2000;noise=0.01", 1, map[string]Outcome{"x": Regressed, "y": NotWorse}},
		"faster":      {"x=1000;noise=0.01", "x=900;noise=0.01", 0, map[string]Outcome{"x": NotWorse}},
		"one call":    {"x=1000;calls-x=4", "x=1000;calls-x=5", 1, map[string]Outcome{"x": Regressed}},
		"a call less": {"x=1000;calls-x=5", "x=1000;calls-x=4", 0, map[string]Outcome{"x": NotWorse}},
		"B is broken": {"x=1000;y=1000", "x=1000;y=1000;broken=y", 1, map[string]Outcome{"x": NotWorse, "y": Regressed}},
		"A is broken": {"x=1000;y=1000;broken=y", "x=1000;y=1000", 3, map[string]Outcome{"x": NotWorse, "y": Undecided}},
		"prints":      {"x=1000;noise=0.01;prints", "x=1100;noise=0.01;prints", 1, map[string]Outcome{"Benchmarkx-2": Regressed}},
		"one prints":  {"x=1000;noise=0.01;prints", "x=1000;noise=0.01", 2, nil},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := Run(t.Context(), options(t, c.a, c.b))
			if c.want == nil {
				if err == nil {
					t.Fatalf("no error, but %+v", r)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := outcomes(r); !equal(got, c.want) || r.Exit != c.exit {
				t.Errorf("%v and exit status %d, where %v and %d were due", got, r.Exit, c.want, c.exit)
			}
		})
	}
}

func equal(a, b map[string]Outcome) bool {
	if len(a) != len(b) {
		return false
	}
	for k := range a {
		if a[k] != b[k] {
			return false
		}
	}
	return true
}

func TestGateSaysWhatIsWrong(t *testing.T) {
	for name, c := range map[string]struct{ a, b, want string }{
		"A fails":       {"fails", "x=1", "what is wrong with it"},
		"B dies":        {"x=1000", "x=1000;dies=x", "fake: dies"},
		"nothing alike": {"x=1000", "y=1000", "no cell is asked for that both programs have"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Run(t.Context(), options(t, c.a, c.b))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, where %q was due", err, c.want)
			}
		})
	}
	o := options(t, "x=1", "x=1")
	o.B.Shell = "exit 3"
	if _, err := Run(t.Context(), o); err == nil || !strings.Contains(err.Error(), "exit 3") {
		t.Errorf("a command that fails: %v", err)
	}
	o.B.Shell = "echo nothing"
	if _, err := Run(t.Context(), o); err == nil || !strings.Contains(err.Error(), "neither obeyed orders nor printed results") {
		t.Errorf("a command that prints something else: %v", err)
	}
}

func TestBudgetAndUndecided(t *testing.T) {
	o := options(t, "x=1000;noise=0.5", "x=1000;noise=0.5")
	o.Budget = time.Nanosecond // spent at once: of longer ones the noise decides some in a hundred
	r, err := Run(t.Context(), o)
	if err != nil || r.Verdict != Undecided || r.Exit != ExitUndecided {
		t.Fatalf("%+v, %v", r, err)
	}
	o.Matter = func(string) bool { return false }
	if r, err = Run(t.Context(), o); err != nil || r.Exit != ExitFine {
		t.Errorf("undecided on what does not matter: %+v, %v", r, err)
	}
}

func TestInterruptedGateLeavesNothing(t *testing.T) {
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	o := options(t, "x=1000;noise=0.5", "x=1000;noise=0.5")
	o.Show = func(format string, _ ...any) {
		if strings.HasPrefix(format, "round") {
			cancel()
		}
	}
	interrupt(ctx, t, o)
	if left, _ := os.ReadDir(tmp); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// interrupt runs a gate that is interrupted, and looks that its programs have ended.
func interrupt(ctx context.Context, t *testing.T, o Options) {
	t.Helper()
	mark := fmt.Sprintf("IPCBENCH_MARK=%d ", os.Getpid())
	o.A.Shell, o.B.Shell = mark+o.A.Shell, mark+o.B.Shell
	if _, err := Run(ctx, o); err == nil {
		t.Error("an interrupted gate has a result")
	}
	processes, _ := os.ReadDir("/proc")
	for _, p := range processes {
		environment, err := os.ReadFile("/proc/" + p.Name() + "/environ")
		if err == nil && slices.Contains(strings.Split(string(environment), "\x00"), strings.TrimSpace(mark)) {
			t.Errorf("process %s still runs", p.Name())
		}
	}
}

func TestShows(t *testing.T) {
	o := options(t, "x=1000;y=2000;z=1;calls-y=2;noise=0.01", "x=1200;y=2000;w=1;calls-y=3;noise=0.01")
	r, err := Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	var text, markdown strings.Builder
	if err := r.Text(&text, 120, true); err != nil {
		t.Fatal(err)
	}
	if err := r.Markdown(&markdown); err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{text.String(), markdown.String()} {
		for _, want := range []string{"slower by ", "more syscalls/op 2 → 3", "Only A has 1", "Only B has 1", "Regressed: of 2 cells 2 regressed"} {
			if !strings.Contains(out, want) {
				t.Errorf("%q is not in:\n%s", want, out)
			}
		}
	}
}
