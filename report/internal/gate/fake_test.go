package gate

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"ipcbench/internal/meter"
	"ipcbench/report/internal/output"
)

// fakeVariable makes this test binary a benchmark program that measures nothing: "cell=ns,cell=ns;noise=0.01;…".
const fakeVariable = "IPCBENCH_FAKE"

func TestMain(m *testing.M) {
	if os.Getenv(deniedVariable) != "" {
		denied()
		return
	}
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
	broken string        // a cell that fails
	lossy  string        // a cell whose passes fail
	dies   string        // a cell at which it ends
	deaf   string        // a cell of which it answers nothing
	chance float64       // that opening a cell fails, else
	slow   time.Duration // what opening a cell takes
	probes string        // "yes": it sees the machine change its state each time; "never": it must not be asked
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
		case "probes":
			f.probes = value
		case "noise":
			f.noise = v
		case "broken":
			f.broken = value
		case "lossy":
			f.lossy = value
		case "dies":
			f.dies = value
		case "deaf":
			f.deaf = value
		case "chance":
			f.chance = v
		case "slow":
			f.slow, _ = time.ParseDuration(value)
		case "hangs":
			signal.Ignore(syscall.SIGTERM)
			time.Sleep(time.Hour)
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
	hello := meter.Hello{Cells: f.cells, Probes: f.probes != ""}
	if err := meter.Serve(os.Getenv(meter.Variable), hello, f.obey); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func (f *faked) time(cell string) float64 { return f.ns[cell] * math.Exp(f.noise*f.lots.NormFloat64()) }

func (f *faked) obey(o meter.Order) meter.Answer {
	switch o.Task {
	case meter.Open, meter.Cold:
		time.Sleep(f.slow)
		if f.open = o.Cell; o.Cell == f.broken || f.lots.Float64() < f.chance {
			return meter.Answer{Error: "message lost"}
		}
		if o.Cell == f.deaf {
			signal.Ignore(syscall.SIGTERM)
			time.Sleep(time.Hour)
		}
		if o.Cell == f.dies {
			fmt.Fprintln(os.Stderr, "fake: dies")
			os.Exit(1)
		}
		return meter.Answer{Nanoseconds: f.ns[f.open]}
	case meter.Probe:
		if f.probes == "never" {
			return meter.Answer{Error: "asked alone"}
		}
		return meter.Answer{Changed: true}
	case meter.Mean, meter.Count:
		if f.open == f.lossy {
			return meter.Answer{Error: "message damaged"}
		}
		if o.Task == meter.Count {
			return meter.Answer{Counts: meter.Counts{"syscalls/op": f.calls[f.open] + 0.003,
				"csw/op": 2 + f.lots.Float64()}}
		}
		return meter.Answer{Nanoseconds: f.time(f.open)}
	}
	return meter.Answer{}
}

// options are a gate of two fakes.
func options(t *testing.T, a, b string) Options {
	t.Helper()
	command := func(side, words string) Command {
		exe := "/proc/" + strconv.Itoa(os.Getpid()) + "/exe"
		return Command{Side: side, Shell: fakeVariable + "='" + words + "' exec " + exe}
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
		"same": {"x=1000;y=2000;noise=0.01", "x=1000;y=2000;noise=0.01", 0,
			map[string]Outcome{"x": NotWorse, "y": NotWorse}},
		"slower": {"x=1000;y=2000;noise=0.01", "x=1080;y=2000;noise=0.01", 1,
			map[string]Outcome{"x": Regressed, "y": NotWorse}},
		"both see states": {"x=1000;noise=0.01;probes=yes", "x=1080;noise=0.01;probes=yes", 1,
			map[string]Outcome{"x": Regressed}},
		"one sees states": {"x=1000;noise=0.01", "x=1000;noise=0.01;probes=never", 0,
			map[string]Outcome{"x": NotWorse}},
		"faster":      {"x=1000;noise=0.01", "x=900;noise=0.01", 0, map[string]Outcome{"x": NotWorse}},
		"one call":    {"x=1000;calls-x=4", "x=1000;calls-x=5", 1, map[string]Outcome{"x": Regressed}},
		"a call less": {"x=1000;calls-x=5", "x=1000;calls-x=4", 0, map[string]Outcome{"x": NotWorse}},
		"prints": {"x=1000;noise=0.01;prints", "x=1100;noise=0.01;prints", 1,
			map[string]Outcome{"Benchmarkx-2": Regressed}},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := Run(t.Context(), options(t, c.a, c.b))
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
	o.B.Shell = "no-such-command"
	if _, err := Run(t.Context(), o); err == nil || !strings.Contains(err.Error(), "no-such-command") {
		t.Errorf("a command that is not there: %v", err)
	}
	o.B.Shell = "echo nothing"
	const neither = "neither obeyed orders nor printed results"
	if _, err := Run(t.Context(), o); err == nil || !strings.Contains(err.Error(), neither) {
		t.Errorf("a command that prints something else: %v", err)
	}
}

func TestBudgetAndUndecided(t *testing.T) {
	o := options(t, "x=1000;noise=0.5;slow=700ms", "x=1000;noise=0.5;slow=700ms")
	o.Budget, o.Counts = 3*time.Second, false // too few pairs to decide anything
	r, err := Run(t.Context(), o)
	if err != nil || r.Verdict != Undecided || r.Exit != ExitUndecided {
		t.Fatalf("%+v, %v", r, err)
	}
	o.Matter = func(string) bool { return false }
	if r, err = Run(t.Context(), o); err != nil || r.Exit != ExitFine {
		t.Errorf("undecided on what does not matter: %+v, %v", r, err)
	}
}

// Nothing stays behind of a gate that is interrupted, even while a program obeys an order and hears of nothing
// else; nor does it wait for that.
func TestInterruptedGateLeavesNothing(t *testing.T) {
	for name, b := range map[string]string{
		"obeys": "x=1000;noise=0.5;slow=100ms", "is deaf": "x=1000;deaf=x", "does not start": "hangs",
	} {
		t.Run(name, func(t *testing.T) {
			tmp := t.TempDir()
			t.Setenv("TMPDIR", tmp)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			o := options(t, "x=1000;noise=0.5", b)
			o.Counts = false
			began := time.Now()
			o.Show = func(format string, _ ...any) {
				if strings.HasPrefix(format, "round") || b == "hangs" {
					time.AfterFunc(200*time.Millisecond, cancel) // in the midst of it, or as good
				}
			}
			interrupt(ctx, t, o)
			if took := time.Since(began); took > orderPatience/2 {
				t.Errorf("it ended after %v", took)
			}
			if left, _ := os.ReadDir(tmp); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
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
	if err := (Document{r, true}).Text(&text, 120); err != nil {
		t.Fatal(err)
	}
	if err := r.Markdown(&markdown); err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{text.String(), markdown.String()} {
		for _, want := range []string{
			"slower by ", "more syscalls/op 2 → 3", "Only A has 1", "Only B has 1",
			"Regressed: of 2 cells 2 regressed",
		} {
			if !strings.Contains(out, want) {
				t.Errorf("%q is not in:\n%s", want, out)
			}
		}
	}
}

// A gate that compares counts alone says so, and claims nothing of times; what could not be counted it names.
func TestCountsAreNoTimes(t *testing.T) {
	const passed = "No more counted: of 2 cells 0 regressed, 2 count no more, 0 undecided; only counts were " +
		"compared, no times"
	for name, c := range map[string]struct{ a, b, want string }{
		"same":   {"x=1000;y=1000", "x=1000;y=1000", passed},
		"slower": {"x=1000;y=1000", "x=9000;y=1000", passed},
		"more": {"x=1000;y=1000;calls-x=1", "x=1000;y=1000;calls-x=2",
			"1 regressed, 1 count no more, 0 undecided; only counts"},
		"uncounted": {"x=1000;y=1000", "x=1000;y=1000", "Not counted: allocs/op of 2 of 2 cells."},
	} {
		o := options(t, c.a, c.b)
		o.Times = false
		r, err := Run(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		var text, markdown, data strings.Builder
		d := Document{r, true}
		err = errors.Join(d.Text(&text, 200), r.Markdown(&markdown), output.Write(&data, output.JSON, 200, d))
		if err != nil {
			t.Fatal(err)
		}
		for _, out := range []string{text.String(), markdown.String()} {
			ofTimes := strings.Contains(strings.ToLower(out), "worse") || strings.Contains(out, "3 %")
			if !strings.Contains(out, c.want) || ofTimes {
				t.Errorf("%s: %q is not in it, or more is claimed:\n%s", name, c.want, out)
			}
		}
		ofTimes := strings.Contains(data.String(), "smallestDifference") || strings.Contains(data.String(), "worse")
		if !strings.Contains(data.String(), `"countsOnly": true`) || ofTimes {
			t.Errorf("%s: %s", name, &data)
		}
	}
	o := options(t, "x=1000;prints", "x=1000;prints")
	o.Times = false
	if _, err := Run(t.Context(), o); err == nil || !strings.Contains(err.Error(), "nothing of it can be counted") {
		t.Errorf("counts of programs that print: %v", err)
	}
}
