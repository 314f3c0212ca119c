// Report turns ipcbench result files into tables and charts.
//
//	go run ./report                    the newest results
//	go run ./report FILE…              a summary on the terminal; with --full all tables
//	go run ./report -o DIR FILE…       and summary.md, index.html and the charts (PNG and SVG) in DIR
//	go test -bench . | go run ./report from standard input
//	go run ./report histograms DIR     HdrHistogram logs (-ipc.histograms): percentiles, and latency over time
//	go run ./report doctor             what of this machine bears on results, before a run
//	go run ./report --help             all commands, by what one asks
//
// Tables and charts are of files in Go benchmark format and nothing else: no benchmark, no mechanism is known to it.
// Results of several machines may be mixed. Tables and charts set them side by side, and each machine, of up to 12, has
// some of its own, apart within one computer and between hosts. What is wrong with an input is told on standard error
// in one line, file:line, and the rest is still drawn. A file may be compressed with gzip, be the output of go test
// -json, or a log of GitHub Actions, GitLab or docker compose.
//
// Exit status: 0 when any table could be drawn, 1 when nothing could or a benchmark failed, 2 when it was called
// wrongly.
package main

import "os"

func main() {
	os.Exit(run(os.Args[1:], streams{in: os.Stdin, out: os.Stdout, err: os.Stderr}))
}
