// Package results reads ipcbench result files: Go benchmark format with the keys, units and comment
// lines that docs/format.md names.
//
// [Scan] streams one file through a line filter, which takes lines out of what they are wrapped in (gzip, go test
// -json, a log's prefixes) and picks the comment lines and the failures that other readers pass over, into
// golang.org/x/perf/benchfmt, and hands on every benchmark line that can be true. [Read] sorts those of ipcbench into
// a [Cell] of the [Machine] that measured it. What is wrong with an input becomes a [Problem], one line each, and
// never stops the rest from being read: a number is either right or absent.
//
// Read package quantity next for how a number is printed, and package tables for what is made of cells.
package results
