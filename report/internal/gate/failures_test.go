package gate

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// Whatever fails, wherever it fails, it is the failing program that decides the verdict, and neither the lot nor
// who comes first.
func TestFailuresAreNoLottery(t *testing.T) {
	const fine = "x=1000;y=1000"
	for name, fails := range map[string]struct {
		broken string
		seeds  uint64
	}{
		"to open a cell": {fine + ";broken=y", 20},
		"a pass":         {fine + ";lossy=y", 4},
		"with the cell":  {fine + ";dies=y", 4},
		"to start":       {"fails", 2},
	} {
		broken := fails.broken
		for kind, c := range map[string]struct {
			a, b    string
			verdict Outcome
			exit    int
		}{
			"B alone": {fine, broken, Regressed, ExitRegressed},
			"A alone": {broken, fine, Unmeasured, ExitUnmeasured},
			"both":    {broken, broken, Unmeasured, ExitUnmeasured},
		} {
			for _, exact := range []bool{true, false} {
				t.Run(name+", "+kind, func(t *testing.T) {
					t.Parallel()
					for seed := uint64(1); seed <= fails.seeds; seed++ {
						o := options(t, c.a, c.b)
						o.Seed, o.Counts, o.Times = seed, exact, !exact
						failsAs(t, o, c.verdict, c.exit)
					}
				})
			}
		}
	}
}

// failsAs runs a gate of which something fails.
func failsAs(t *testing.T, o Options, verdict Outcome, exit int) {
	t.Helper()
	r, err := Run(t.Context(), o)
	var said string
	if err != nil {
		r, said = &Result{Verdict: Unmeasured, Exit: ExitBadUse}, err.Error()
	} else {
		said = texts(t, r)
	}
	words := "A fails"
	if verdict == Regressed {
		words = "B fails"
	} else if o.A.Shell == o.B.Shell {
		words = "both fail"
	}
	if r.Verdict != verdict || r.Exit != exit || !strings.Contains(said, words) || !saysWhy(said) {
		t.Errorf("seed %d, exact %v: %s, exit status %d: %s", o.Seed, !o.Times, r.Verdict, r.Exit, said)
	}
	for _, c := range r.Cells {
		if c.Name == "x" && c.Outcome != NotWorse && c.Outcome != NoMore {
			t.Errorf("seed %d: what fails elsewhere makes x %s", o.Seed, c.Outcome)
		}
	}
}

// saysWhy tells whether the last words of a fake are in a text.
func saysWhy(text string) bool {
	for _, words := range []string{"message lost", "message damaged", "fake: dies", "fake: what is wrong with it"} {
		if strings.Contains(text, words) {
			return true
		}
	}
	return false
}

// texts is a result in words, its Markdown and its text alike.
func texts(t *testing.T, r *Result) string {
	t.Helper()
	var text, markdown strings.Builder
	if err := (Document{r, true}).Text(&text, 200); err != nil {
		t.Fatal(err)
	}
	if err := r.Markdown(&markdown); err != nil {
		t.Fatal(err)
	}
	if !saysWhy(markdown.String()) {
		t.Errorf("the Markdown does not say why:\n%s", &markdown)
	}
	return text.String()
}

// A program that prints fails as one that obeys does.
func TestFailuresOfWhatPrints(t *testing.T) {
	const prints = "x=1000;noise=0.01;prints"
	for name, c := range map[string]struct {
		a, b string
		exit int
	}{
		"B alone": {prints, "fails", ExitRegressed},
		"A alone": {"fails", prints, ExitBadUse},
		"both":    {"fails", "fails", ExitBadUse},
	} {
		for seed := uint64(1); seed <= 5; seed++ {
			o := options(t, c.a, c.b)
			o.Seed = seed
			r, err := Run(t.Context(), o)
			if err != nil {
				r = &Result{Exit: ExitBadUse}
			}
			if r.Exit != c.exit {
				t.Errorf("%s, seed %d: exit status %d, %v", name, seed, r.Exit, err)
			}
		}
	}
}

// Two programs that fail alike by chance are as good as never told apart; one that always fails is, soon.
func TestFailuresByChanceAreNobodys(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	const cells, tries = 20_000, 150
	for _, probability := range []float64{0.002, 0.02, 0.1, 0.3, 0.5, 0.8, 0.95} {
		wrongly := 0
		for range cells {
			var f failures
			for f.tries < tries && f.blame() == nobody {
				var errs [2]error
				for i := range errs {
					if r.Float64() < probability {
						errs[i] = errOver
					}
				}
				f.add(errs)
			}
			if f.blame() == newAlone {
				wrongly++
			}
		}
		if share := float64(wrongly) / cells; share > 1.2*failuresFor {
			t.Errorf("of programs that fail alike with a probability of %v, %.2f %% are told apart",
				probability, 100*share)
		}
	}
	var always failures
	for always.blame() == nobody && always.tries < 10 {
		always.add([2]error{nil, errOver})
	}
	if always.blame() != newAlone || always.tries != 5 {
		t.Errorf("%d of %d failures of B alone are blamed on %v", always.failed[1], always.tries, always.blame())
	}
}

// A failure now and then leaves a cell what its other tries make of it, and is told.
func TestARareFailureIsTold(t *testing.T) {
	var f failures
	f.add([2]error{nil, errOver})
	for range 20 {
		f.add([2]error{})
	}
	c := newTrial("x", 0.03, true)
	c.failures, c.outcome = f, NotWorse
	const once = "of 21 tries A failed in 0 and B in 1; B: "
	if r := c.result(); r.Outcome != NotWorse || !strings.Contains(r.Error, once) {
		t.Errorf("%+v", r)
	}
}

// No step waits beyond the budget: not for a program that does not start, nor for one that does not answer.
func TestNothingWaitsBeyondTheBudget(t *testing.T) {
	for name, c := range map[string]struct {
		a, b string
		want string
	}{
		"A does not start": {"hangs", "x=1000", "A: "},
		"B does not start": {"x=1000", "hangs", "B: "},
		"B is deaf":        {"x=1000", "x=1000;deaf=x", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := options(t, c.a, c.b)
			o.Budget = time.Second
			began := time.Now()
			r, err := Run(t.Context(), o)
			switch {
			case c.want == "" && (err != nil || r.Exit == ExitFine || r.Exit == ExitRegressed):
				t.Errorf("%+v, %v", r, err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want) ||
				!strings.Contains(err.Error(), "within the budget of 1s")):
				t.Errorf("%+v, %v", r, err)
			}
			if took := time.Since(began); took > orderPatience/2 {
				t.Errorf("a gate with a budget of 1 s took %v", took)
			}
		})
	}
}
