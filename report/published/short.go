package main

import (
	"bytes"
	"fmt"
	"slices"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/tables"
	"ipcbench/report/internal/words"
)

// asked are the rows that people ask about: each method of a textbook, and the usual choices beside it.
var asked = []struct{ mechanism, wait string }{
	{"shm-slot", "spin"},
	{"shm-ring", "block"},
	{"file", "spin"},
	{"pipe", "spin"},
	{"pipe", "block"},
	{"mq-posix", "block"},
	{"unix-stream", "block"},
	{"udp", "block"},
	{"tcp", "block"},
	{"go-chan · thread", "block"},
	{"grpc", "block"},
	{"nats", "block"},
}

// shortTable takes cells of the report's tables, as they stand there. Lowest mean first.
func shortTable(p *words.Printer, m *results.Machine) ([]byte, error) {
	english := words.English()
	latency, ok1 := tables.Latency(english, m)
	cpu, ok2 := tables.CPU(english, m, schema.Latency)
	stream, ok3 := tables.Throughput(english, m)
	if !ok1 || !ok2 || !ok3 {
		return nil, fmt.Errorf("%s: lacks round trips, their CPU time, or streams", baseline)
	}
	short := table.Table{Keys: []string{"Mechanism", "Wait"}, Groups: []table.Group{
		{Title: "64 B", Columns: []string{"mean", "±", "p50", "p99", "CPU/op"}},
		{Title: "64 KiB", Columns: []string{"mean"}},
		{Title: "64 B stream,", Columns: []string{"msg/s"}},
		{Title: "64 KiB stream", Columns: []string{""}},
	}}
	for _, one := range asked {
		key := []string{one.mechanism, one.wait}
		row, ok := rowOf(latency, key)
		if !ok {
			return nil, fmt.Errorf("%s: has no round trips of %v", baseline, key)
		}
		costs, _ := rowOf(cpu, key[:1])
		streams, _ := rowOf(stream, key)
		short.Rows = append(short.Rows, table.Row{Keys: key, Cells: [][]string{
			{
				cell(latency, row, "64 B", "mean"), cell(latency, row, "64 B", "±"),
				cell(latency, row, "64 B", "p50"), cell(latency, row, "64 B", "p99"),
				cell(cpu, costs, one.wait, "CPU/op"),
			},
			{cell(latency, row, "64 KiB", "mean")},
			{cell(stream, streams, "64 B", "msg/s")},
			{cell(stream, streams, "64 KiB", "payload")},
		}, Sort: slices.Repeat(row.Sort[:1], len(short.Groups))})
	}
	var b bytes.Buffer
	err := inLanguage(p, short).Markdown(&b, 0)
	return b.Bytes(), err
}

// rowOf finds the row with these keys.
func rowOf(t table.Table, keys []string) (table.Row, bool) {
	i := slices.IndexFunc(t.Rows, func(r table.Row) bool { return slices.Equal(r.Keys, keys) })
	if i < 0 {
		return table.Row{}, false
	}
	return t.Rows[i], true
}

// cell is what a row has in a column of a group.
func cell(t table.Table, r table.Row, group, column string) string {
	g := slices.IndexFunc(t.Groups, func(g table.Group) bool { return g.Title == group })
	if g < 0 || g >= len(r.Cells) || r.Cells[g] == nil {
		return table.Missing
	}
	c := slices.Index(t.Groups[g].Columns, column)
	if c < 0 {
		return table.Missing
	}
	return r.Cells[g][c]
}
