// Package record writes what stands around the results of a run: the machine, the units, the mechanisms, what is
// skipped, and the end. docs/format.md lists the lines.
package record
