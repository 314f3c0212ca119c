package main

import (
	"bytes"
	"encoding/json"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/catalogue"
	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/tables"
	"ipcbench/report/internal/words"
)

// taxonomy is the table of what the mechanisms of the catalogue declare of themselves.
func taxonomy() ([]byte, error) {
	var all []resultfile.Traits
	for _, m := range catalogue.All() {
		declared, err := declaredBy(m.Traits())
		if err != nil {
			return nil, err
		}
		all = append(all, declared)
	}
	var b bytes.Buffer
	err := tables.WholeTaxonomy(words.English(), all).Markdown(&b, 2)
	return b.Bytes(), err
}

// declaredBy is what the "# mechanism" line of a result file has, but that a limit which the machine sets is named, not
// quoted: the page is the same on every machine.
func declaredBy(t mechanisms.Traits) (declared resultfile.Traits, err error) {
	said := t.Taxonomy()
	if t.Largest > 0 && !t.Number {
		said.Largest = t.LimitedBy
	}
	line, err := json.Marshal(said)
	if err != nil {
		return nil, err
	}
	return declared, json.Unmarshal(line, &declared)
}
