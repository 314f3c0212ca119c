// Package resultfile reads one result file: Go benchmark format with the comment lines that docs/format.md names.
//
// [Open] puts a line filter between the file and golang.org/x/perf/benchfmt. The filter takes lines out of what they
// are wrapped in (gzip, go test -json, a log's prefixes) and picks the comment lines and the failures that other
// readers pass over. [Reader.Each] hands on every benchmark line that can be true, one at a time. What is wrong with
// the file becomes a [Problem], one line each, and never stops the rest from being read: a number is either right or
// absent. This is the one strictness of all that read results.
//
// Package results sorts what is read here into machines and cells.
package resultfile
