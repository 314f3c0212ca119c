package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The verdicts on a file are the same in every form.
func TestClaimsAreJudgedInEveryForm(t *testing.T) {
	const file = "testdata/paced.txt"
	forms := map[string]string{}
	for _, form := range []string{"text", "markdown", "json", "csv"} {
		status, out, errs := call(t, nil, "claims", "--width=100", "--format="+form, file)
		if !drawn(status, errs) {
			t.Fatalf("%s: status %d: %s", form, status, errs)
		}
		forms[form] = out
	}
	var data struct {
		Schema   string
		Machines []struct {
			Verdicts []struct{ ID, Outcome, Why string }
		}
	}
	if err := json.Unmarshal([]byte(forms["json"]), &data); err != nil || data.Schema != "ipcbench/claims/1" ||
		len(data.Machines) != 1 || len(data.Machines[0].Verdicts) != 9 {
		t.Fatalf("%v: %+v", err, data)
	}
	rows, err := csv.NewReader(strings.NewReader(forms["csv"])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range data.Machines[0].Verdicts {
		found := false
		for _, row := range rows {
			found = found || row[1] == v.ID && row[2] == v.Outcome
		}
		if !found {
			t.Errorf("CSV has not %s %s", v.ID, v.Outcome)
		}
		if v.Outcome == "not measured" {
			continue
		}
		for _, form := range []string{"text", "markdown"} {
			if !strings.Contains(forms[form], v.ID+" "+v.Outcome+": ") {
				t.Errorf("%s has not %s %s", form, v.ID, v.Outcome)
			}
		}
	}
}

// Pages and summaries have the verdicts, each machine by itself, and links find them in the page: claims, claims-2.
func TestPagesHaveTheVerdictsOfEachMachine(t *testing.T) {
	dir := t.TempDir()
	status, _, errs := call(t, nil, "-o", dir, "testdata/one.txt", "testdata/other-machine.txt")
	if !drawn(status, errs) {
		t.Fatal(errs)
	}
	for name, want := range map[string][]string{
		"index.html": {`<section id="claims">`, `<section id="claims-2">`, ">C9 "},
		"summary.md": {"### What textbooks say, judged here", "#### C9 "},
	} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, words := range want {
			if n := strings.Count(string(data), words); n == 0 || strings.HasPrefix(words, "<section") && n != 1 {
				t.Errorf("%s has %d times %s", name, n, words)
			}
		}
	}
}

// What was measured between two hosts alone is no matter of the claims.
func TestNothingToJudge(t *testing.T) {
	file := filepath.Join(t.TempDir(), "in.txt")
	line := "BenchmarkLatency/mech=tcp/wait=block/place=cross/size=64/scope=host-2 100 50000 ns/op\n"
	if err := os.WriteFile(file, []byte("cpu: A\nhost-b: x\n"+line), 0o644); err != nil {
		t.Fatal(err)
	}
	status, out, errs := call(t, nil, "claims", file)
	if status != exitNothing || out != "" || !strings.Contains(errs, "make quick measures all of them") {
		t.Errorf("status %d, %q, %q", status, out, errs)
	}
}
