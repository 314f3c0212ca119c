package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ipcbench/report/internal/choose"
)

// A wrong question is answered with one line that names the flag and the choices, and exit status 2.
func TestWrongQuestions(t *testing.T) {
	const good = "testdata/paced.txt"
	for _, c := range []struct {
		arguments []string
		want      string
	}{
		{[]string{"--size=2q"}, `"2q" is not a size`},
		{[]string{"--rate=80%"}, `"80%" is not a rate`},
		{[]string{"--p99=200"}, `"200" is not a time`},
		{[]string{"--max-cores=none"}, `"none" is not a share of a CPU`},
		{[]string{"--throughput=fast"}, `"fast" is not a throughput`},
		{[]string{"--relation=friends"}, "--relation must be one of"},
		{[]string{"--scope=galaxy"}, "--scope must be one of"},
		{[]string{"--prefer=beauty"}, "--prefer must be one of"},
		{[]string{"--wait=hope"}, "--wait=hope: choose of block, spin"},
		{[]string{"--place=moon"}, "--place=moon: choose of"},
		{[]string{"--needs=luck"}, "--needs=luck: choose of 'no shared memory'"},
		{[]string{"--containers=luck"}, "--containers=luck: "},
		{[]string{"--machine=7"}, "--machine=7: the files have machines 1 to"},
		{[]string{"--state=solid"}, `no state "solid"`},
		{[]string{"--top=-1"}, "--top=-1"},
		{[]string{"--max-copies=-1"}, "--max-copies=-1"},
		{[]string{"--json", "--csv"}, "several forms"},
	} {
		status, out, errs := call(t, nil, append([]string{"choose", good}, c.arguments...)...)
		if status != exitUsage || out != "" || !strings.Contains(errs, c.want) || strings.Count(errs, "\n") != 1 {
			t.Errorf("%q: status %d, standard output %q, standard error %q", c.arguments, status, out, errs)
		}
	}
	if status, _, errs := call(t, nil, "choose", "--scope=host", good); status != exitNothing ||
		!strings.Contains(errs, "-ipc.scopes=host") {
		t.Errorf("no results between hosts: status %d, %s", status, errs)
	}
}

// Without a file the last run answers, and where there is none the baseline, which is said.
func TestQuestionsWithoutAFile(t *testing.T) {
	baseline, err := os.ReadFile("../results/baseline.txt")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	const note = "There are no results of this machine yet"
	if status, _, errs := call(t, nil, "choose"); status != exitUsage || !strings.Contains(errs, "make bench") {
		t.Errorf("neither file: status %d, %s", status, errs)
	}
	if err := os.Mkdir("results", 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("results", "baseline.txt"), baseline, 0o600); err != nil {
		t.Fatal(err)
	}
	if status, out, errs := call(t, nil, "choose"); status != exitOK || !strings.Contains(out, note) {
		t.Errorf("the baseline only: status %d, %s%s", status, out, errs)
	}
	if err := os.WriteFile(filepath.Join("results", "latest.txt"), baseline, 0o600); err != nil {
		t.Fatal(err)
	}
	status, out, errs := call(t, nil, "choose")
	if status != exitOK || strings.Contains(out, note) || !strings.Contains(out, "from results/latest.txt") {
		t.Errorf("a run: status %d, %s%s", status, out, errs)
	}
}

// All forms of an answer say the same, in both languages.
func TestFormsOfAnAnswer(t *testing.T) {
	question := []string{"choose", "--size=64", "--rate=20k", "--max-cores=0.5", "../results/baseline.txt"}
	text := func(flags ...string) string {
		status, out, errs := call(t, nil, append(question, flags...)...)
		if status != exitOK {
			t.Fatalf("%q: status %d, %s", flags, status, errs)
		}
		return out
	}
	var answer struct {
		Schema   string
		Machines []struct {
			Answer struct {
				Fits []struct{ Mechanism, Wait string }
			}
		}
	}
	if err := json.Unmarshal([]byte(text("--json")), &answer); err != nil {
		t.Fatal(err)
	}
	fits := answer.Machines[0].Answer.Fits
	if answer.Schema != "ipcbench/choose/1" || len(fits) < 2 {
		t.Fatalf("%+v", answer)
	}
	rows, err := csv.NewReader(strings.NewReader(text("--csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if rows[1][2] != "fits" || rows[1][4] != fits[0].Mechanism || rows[1][5] != fits[0].Wait {
		t.Errorf("CSV %q, JSON %+v", rows[1], fits[0])
	}
	for _, form := range []string{text("--top=0"), text("--top=0", "--markdown"), text("--top=0", "--lang=ko")} {
		at := 0
		for _, f := range fits {
			next := strings.Index(form[at:], f.Mechanism)
			if next < 0 {
				t.Errorf("%s is not in its place in:\n%s", f.Mechanism, form)
				break
			}
			at += next
		}
	}
}

// The question that a newcomer asks: 20,000 messages a second of 2 KiB between two containers, at most 0.3 of a core.
// The answer is held against what is worked out here from the lines of the file, without any of the report's code:
// medians of the samples at the sizes and rates around the question, and straight lines on logarithmic scales.
func TestTheAnswerToAPlainQuestionIsRight(t *testing.T) {
	const file = "../results/baseline.txt"
	status, out, errs := call(t, nil, "choose", "--size=2KiB", "--rate=20k", "--max-cores=0.3",
		"--containers=a network",
		"--json", file)
	if status != exitOK {
		t.Fatalf("status %d, %s", status, errs)
	}
	var answer struct {
		Machines []struct {
			Answer struct{ Fits, Misses []choose.Row }
		}
	}
	if err := json.Unmarshal([]byte(out), &answer); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	median := func(mech, wait string, size, rate int) float64 {
		var all []float64
		for _, m := range regexp.MustCompile(fmt.Sprintf(
			`(?m)^BenchmarkPaced/mech=%s/wait=%s/place=cross/size=%d/rate=%d-\d+ .* (\S+) recv-cores`, mech, wait, size, rate)).
			FindAllStringSubmatch(string(text), -1) {
			v, err := strconv.ParseFloat(m[1], 64)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, v)
		}
		if len(all) == 0 {
			t.Fatalf("%s, wait %s: nothing was measured at %d B and %d/s", mech, wait, size, rate)
		}
		slices.Sort(all)
		return (all[(len(all)-1)/2] + all[len(all)/2]) / 2
	}
	between := func(a, b, share float64) float64 { return a * math.Pow(b/a, share) }
	// 20 k lies at log 2 of a decade above 10 k; 2 KiB at 5 of the 6 doublings from 64 B to 4 KiB.
	atRate, atSize := math.Log10(2), 5.0/6
	verdicts := map[string]bool{}
	for _, mech := range []string{"tcp", "udp"} { // what was paced and crosses a network
		for _, wait := range []string{"block", "spin"} {
			short := between(median(mech, wait, 64, 10000), median(mech, wait, 64, 100000), atRate)
			long := between(median(mech, wait, 4096, 10000), median(mech, wait, 4096, 100000), atRate)
			verdicts[mech+" "+wait] = between(short, long, atSize) <= 0.3
		}
	}
	said := map[string]bool{}
	for _, m := range answer.Machines {
		for _, r := range m.Answer.Fits {
			said[r.Mechanism+" "+r.Wait] = true
		}
		for _, r := range m.Answer.Misses {
			said[r.Mechanism+" "+r.Wait] = false
		}
	}
	if !maps.Equal(said, verdicts) {
		t.Errorf("the answer is %v, by hand it is %v", said, verdicts)
	}
}

// A failed benchmark of the inputs is told by choose as by the others.
func TestChooseTellsFailures(t *testing.T) {
	status, out, errs := call(t, nil, "choose", "testdata/bad/failed.txt")
	if status != exitNothing || out == "" || !strings.Contains(errs, "report: failed: "+tcp64) {
		t.Errorf("status %d, %s%s", status, out, errs)
	}
}
