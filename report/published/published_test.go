package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

const root = "../.."

// What the pages show is what the report makes of the baseline and of the mechanisms, byte for byte.
func TestPublishedTablesAreCurrent(t *testing.T) {
	files, err := made(root)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not as it should be (go run ./report/published makes it anew)", name)
		}
	}
}

// The short table has a row for each that is asked about, and figures of a round trip in all of them.
func TestTheShortTableIsWhole(t *testing.T) {
	files, err := made(root)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(files[readme]), begin)
	table, _, _ := strings.Cut(rest, end)
	rows := strings.Split(strings.TrimSpace(table), "\n")[2:]
	if len(rows) != len(asked) {
		t.Fatalf("%d rows, want %d", len(rows), len(asked))
	}
	for _, one := range asked {
		found := false
		for _, row := range rows {
			cells := strings.Split(row, "|")
			if strings.TrimSpace(cells[1]) != one.mechanism || strings.TrimSpace(cells[2]) != one.wait {
				continue
			}
			found = true
			for _, cell := range cells[3:8] {
				if text := strings.TrimSpace(cell); text == "" || text == "—" {
					t.Errorf("a figure is missing: %s", row)
				}
			}
		}
		if !found {
			t.Errorf("no row of %v", one)
		}
	}
}

// Results without one of the rows, and a README without marks, are refused in words that name what is missing.
func TestWhatIsMissingIsNamed(t *testing.T) {
	_, err := replace([]byte("# ipcbench\n"), [][]byte{[]byte("table\n")})
	if err == nil || !strings.Contains(err.Error(), strings.TrimSpace(begin)) {
		t.Errorf("no marks: %v", err)
	}
	if _, err := shortTable(words.English(), &results.Machine{}); err == nil || !strings.Contains(err.Error(), baseline) {
		t.Errorf("no results: %v", err)
	}
}
