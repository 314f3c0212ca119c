package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"

	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/tables"
	"ipcbench/report/internal/words"
)

// betweenHosts is a result file with both scopes. README.md has the command that makes it.
const betweenHosts = "results/hosts.txt"

// The rows and the columns that README.md shows of what distance costs, at one size.
var (
	distant     = []string{"udp", "tcp", "go-tcp", "http2", "grpc-tcp", "nats"}
	distantSize = "64 B"
	distantWait = "block"
)

// distanceTable takes cells of the report's table, as they stand there.
func distanceTable(p *words.Printer, root string) ([]byte, error) {
	in := resultfile.FromFile(filepath.Join(root, betweenHosts))
	in.Name = betweenHosts
	set := results.Read([]resultfile.Input{in})
	var near, far *results.Machine
	for _, m := range set.Machines {
		if m.Between {
			far = m
		} else {
			near = m
		}
	}
	if near == nil || far == nil || len(set.Problems) > 0 {
		return nil, fmt.Errorf("%s: want results of one computer and of two hosts; problems: %v", betweenHosts,
			set.Problems)
	}
	all, ok := tables.Distance(words.English(), near, far)
	if !ok {
		return nil, fmt.Errorf("%s: nothing was measured at both distances", betweenHosts)
	}
	short := table.Table{Keys: []string{"Mechanism", "Wait"}, Groups: []table.Group{
		{Title: "round trip", Columns: []string{"one host", "two hosts", "×"}},
		{Title: "CPU/op", Columns: []string{"one", "two"}},
		{Title: "stream", Columns: []string{"one host", "two hosts"}},
	}}
	size := slices.Index(all.Keys, "Size")
	for _, row := range all.Rows {
		if !slices.Contains(distant, row.Keys[0]) || row.Keys[1] != distantWait || row.Keys[size] != distantSize {
			continue
		}
		trip := func(column string) string { return cell(all, row, "round trip", column) }
		short.Rows = append(short.Rows, table.Row{Keys: row.Keys[:2], Cells: [][]string{
			{trip("one host"), trip("two hosts"), trip("×")},
			{trip("CPU one"), trip("CPU two")},
			{cell(all, row, "throughput", "one host"), cell(all, row, "throughput", "two hosts")},
		}})
	}
	if len(short.Rows) < len(distant) {
		return nil, fmt.Errorf("%s: lacks some of %q at %s", betweenHosts, distant, distantSize)
	}
	var b bytes.Buffer
	err := inLanguage(p, short).Markdown(&b, 0)
	return b.Bytes(), err
}
