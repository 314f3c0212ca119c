package catalogue_test

import (
	"os"
	"strings"
	"testing"

	"ipcbench/mechanisms/catalogue"
)

func TestNamesAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range catalogue.All() {
		name := m.Traits().Name
		if seen[name] {
			t.Errorf("two mechanisms are called %s", name)
		}
		seen[name] = true
	}
}

// The README's taxonomy is what the mechanisms declare.
func TestReadmeTaxonomyIsCurrent(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range catalogue.All() {
		row := catalogue.Row(m.Traits())
		if !strings.Contains(string(readme), row) {
			t.Errorf("README.md lacks this row (go run ./scripts/taxonomy prints the table):\n%s", row)
		}
	}
}
