package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"
)

// schemaOf is the part of docs/report.schema.json that describes what a command prints, or all of it for "".
func schemaOf(t *testing.T, command string) *jsonschema.Resolved {
	t.Helper()
	text, err := os.ReadFile("../docs/report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var root jsonschema.Schema
	if err := json.Unmarshal(text, &root); err != nil {
		t.Fatal(err)
	}
	schema := &root
	if command != "" {
		schema = &jsonschema.Schema{Ref: "#/$defs/" + command, Defs: root.Defs}
	}
	resolved, err := schema.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	return resolved
}

// historyOf is a directory of three runs, two of them on one machine.
func historyOf(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"one.txt", "second-run.txt", "other-machine.txt"} {
		text, err := os.ReadFile(filepath.Join("testdata", name))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), text, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// printing is a command that prints one result in Go benchmark format.
func printing(ns string) string { return "echo BenchmarkX 100 " + ns + " ns/op" }

// Every command prints JSON that its schema describes, and CSV of which each row has a field for each column.
func TestWhatProgramsReadIsAsDescribed(t *testing.T) {
	const baseline = "../results/baseline.txt"
	for name, arguments := range map[string][]string{
		"show baseline":     {"show", baseline},
		"show machines":     {"show", "testdata/one.txt", "testdata/other-machine.txt", "testdata/paced.txt"},
		"show hosts":        {"show", "testdata/hosts.txt", "testdata/hosts-wire.txt"},
		"show states":       {"show", "--state=all", "testdata/states.txt"},
		"show few":          {"show", "testdata/single.txt", "testdata/toy.txt", "testdata/further-unit.txt"},
		"show failed":       {"show", "testdata/bad/failed.txt", "testdata/bad/nan.txt"},
		"choose":            {"choose", "--size=2KiB", "--rate=20k", "--p99=1ms", "--throughput=1MB", baseline},
		"choose few":        {"choose", "--needs=no shared memory", "--max-cores=0.1", "testdata/one.txt"},
		"choose machines":   {"choose", "testdata/one.txt", "testdata/paced.txt"},
		"claims":            {"claims", baseline},
		"claims machines":   {"claims", "testdata/one.txt", "testdata/other-machine.txt"},
		"claims few":        {"claims", "testdata/single.txt"},
		"compare baseline":  {"compare", baseline, baseline, "--unit=ns/op,syscalls/op,p99-ns,MB/s"},
		"compare clock":     {"compare", "--same-clock", baseline, baseline},
		"compare despite":   {"compare", "--despite=all", "testdata/one.txt", "testdata/other-machine.txt"},
		"compare failed":    {"compare", "testdata/clean.txt", "testdata/bad/failed.txt"},
		"history":           {"history", historyOf(t)},
		"ab":                {"ab", "--a", printing("10"), "--b", printing("20"), "--budget=5s", "--seed=1"},
		"ab that ends soon": {"ab", "--a", printing("10"), "--b", "false", "--budget=30s", "--seed=1"},
		"histograms":        {"histograms", hlogOf(t)},
		"doctor":            {"doctor", "--no-measure"},
	} {
		t.Run(name, func(t *testing.T) {
			command := arguments[0]
			_, out, errs := call(t, nil, append([]string{command, "--json"}, arguments[1:]...)...)
			var value any
			if err := json.Unmarshal([]byte(out), &value); err != nil {
				t.Fatalf("%v: %s%s", err, out, errs)
			}
			for _, schema := range []*jsonschema.Resolved{schemaOf(t, command), schemaOf(t, "")} {
				if err := schema.Validate(value); err != nil {
					t.Error(err)
				}
			}
			_, out, errs = call(t, nil, append([]string{command, "--csv"}, arguments[1:]...)...)
			rows, err := csv.NewReader(strings.NewReader(out)).ReadAll() // all rows are as long as the first
			if err != nil || len(rows) == 0 {
				t.Errorf("%d rows, %v: %s", len(rows), err, errs)
			}
		})
	}
}

// The schema describes each command once, and refuses what none of them prints.
func TestSchemaRefusesWhatIsNotDescribed(t *testing.T) {
	show := schemaOf(t, "show")
	for _, text := range []string{
		`{}`, `{"schema": "ipcbench/show/2", "machines": [], "mechanisms": [], "failures": [], "problems": []}`,
		`{"schema": "ipcbench/show/1", "machines": [], "mechanisms": [], "failures": [], "problems": [], "more": 1}`,
	} {
		var value any
		if err := json.Unmarshal([]byte(text), &value); err != nil {
			t.Fatal(err)
		}
		if show.Validate(value) == nil {
			t.Errorf("%s is taken", text)
		}
	}
	figure := schemaOf(t, "figure")
	for text, good := range map[string]bool{
		`{"value": 1, "unit": "s"}`: true, `{"value": 1, "low": 0, "high": 2, "n": 6, "unit": "B/s"}`: true,
		`{"value": 1, "low": 0, "unit": "s"}`: false, `{"value": 1, "unit": "ns"}`: false,
		`{"value": null, "unit": "s"}`: false,
	} {
		var value any
		if err := json.Unmarshal([]byte(text), &value); err != nil {
			t.Fatal(err)
		}
		if err := figure.Validate(value); (err == nil) != good {
			t.Errorf("%s: %v", text, err)
		}
	}
}
