package brief

import (
	"fmt"
	"strings"
	"testing"

	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// machineWith is a machine with so many pipes of one family and a notification of 8 bytes, six samples each; the pipes
// are the faster the higher their number.
func machineWith(t *testing.T, pipes int) (*results.Machine, map[string]string) {
	t.Helper()
	families := map[string]string{"bell": "signal"}
	var b strings.Builder
	b.WriteString("cpu: one\n")
	line := func(mech, wait string, size, ns, sample int) {
		fmt.Fprintf(&b, "BenchmarkLatency/mech=%s/wait=%s/place=cross/size=%d-2 1000 %d ns/op\n", mech, wait, size,
			ns+sample)
	}
	for sample := range 6 {
		for i := range pipes {
			mech := fmt.Sprint("pipe", i)
			families[mech] = "pipe"
			line(mech, "block", 64, 20_000-1000*i, sample)
		}
		line("bell", "block", 8, 5000, sample)
		line("bell", "spin", 8, 500, sample)
	}
	set := results.Read([]resultfile.Input{resultfile.FromReader("test", strings.NewReader(b.String()))})
	return set.Machines[0], families
}

// The table has the fastest of each family in each wait. One that carries another size says which.
func TestTheFastestOfEachFamily(t *testing.T) {
	m, families := machineWith(t, enough)
	s, ok := Of(words.English(), m, families)
	if !ok {
		t.Fatal("no summary")
	}
	var rows []string
	for _, r := range s.Fastest.Rows {
		rows = append(rows, fmt.Sprint(r.Keys, r.Cells))
	}
	got := strings.Join(rows, "\n")
	want := "[Pipes and terminals] [[pipe8] [12.0 µs 1 %] [] []]\n[Bare notifications] [[bell (8 B)] [5.00 µs 1 %] " +
		"[bell (8 B)] [503 ns 1 %]]"
	if got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// Few mechanisms need no summary.
func TestFewMechanismsHaveNoSummary(t *testing.T) {
	m, families := machineWith(t, enough-2)
	if s, ok := Of(words.English(), m, families); ok {
		t.Errorf("%+v", s)
	}
}

// What there is nothing of has no heading.
func TestEmptyPartsAreLeftOut(t *testing.T) {
	m, families := machineWith(t, enough)
	p := words.English()
	s, _ := Of(p, m, families)
	s.Sentences = nil
	for _, claims := range []table.List{{}, {Title: "What textbooks say", Items: []string{"C1 holds"}}} {
		var b strings.Builder
		if err := s.Text(&b, p, 80, claims); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		if strings.Contains(text, "textbooks") != (claims.Items != nil) || strings.Contains(text, "What matters") {
			t.Errorf("%q:\n%s", claims.Items, text)
		}
	}
}

// The row of the threads of one process does not say of each name that it is of threads; any other row does.
func TestTheRowOfThreadsSaysSoOnce(t *testing.T) {
	b := "cpu: one\nBenchmarkLatency/mech=go-chan/wait=block/place=cross/size=64/scope=thread-2 1000 500 ns/op\n"
	set := results.Read([]resultfile.Input{resultfile.FromReader("test", strings.NewReader(b))})
	cells := set.Machines[0].All()
	for family, want := range map[string]string{inproc: "go-chan", "pipe": "go-chan · thread"} {
		if got := entry(cells, 64, family)[0][0]; got != want {
			t.Errorf("%s: %q, want %q", family, got, want)
		}
	}
}
