package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"ipcbench/report/internal/paced"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// The mechanisms and the groups of columns, each of one rate, that README.md shows of what waiting costs.
var (
	waiting      = []string{"shm-ring", "pipe"}
	waitingRates = []string{"1 k/s", "10 k/s", "100 k/s"}
)

// waitingTable takes cells of the report's tables of Paced, as they stand there.
func waitingTable(p *words.Printer, m *results.Machine) ([]byte, error) {
	all := paced.Tables(words.English(), m)
	if len(all) < 2 {
		return nil, fmt.Errorf("%s: lacks Paced, or what spinning costs beside block", baseline)
	}
	rates, pays := all[0], all[1]
	short := table.Table{Keys: []string{"Mechanism", "Wait"}}
	for _, rate := range waitingRates {
		short.Groups = append(short.Groups, table.Group{Title: rate, Columns: []string{"p50", "cores"}})
	}
	short.Groups = append(short.Groups, table.Group{Title: "CPU/msg", Columns: []string{"below block's"}})
	for _, row := range rates.Rows {
		key := row.Keys[:2]
		if !slices.Contains(waiting, key[0]) || !slices.Equal(row.Keys[2:], usualLoad(rates)) {
			continue
		}
		var cells [][]string
		for _, rate := range waitingRates {
			group := "at " + rate
			cells = append(cells, []string{cell(rates, row, group, "p50"), cell(rates, row, group, "cores")})
		}
		from := table.Missing
		for _, one := range pays.Rows {
			if slices.Equal(one.Keys[:2], key) && slices.Equal(one.Keys[2:], usualLoad(pays)) {
				from = cell(pays, one, "CPU/msg", "less from")
			}
		}
		short.Rows = append(short.Rows, table.Row{Keys: key, Cells: append(cells, []string{from})})
	}
	if len(short.Rows) < len(waiting) {
		return nil, fmt.Errorf("%s: has no Paced of %s", baseline, strings.Join(waiting, ", "))
	}
	var b bytes.Buffer
	err := inLanguage(p, short).Markdown(&b, 0)
	return b.Bytes(), err
}

// usualLoad is what stands in a table's further key columns of a row with messages of 64 bytes and nothing else beside.
func usualLoad(t table.Table) (keys []string) {
	for _, title := range t.Keys[2:] {
		key := "–"
		if title == "Size" {
			key = quantity.Size(64)
		}
		keys = append(keys, key)
	}
	return keys
}
