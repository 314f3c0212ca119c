// Package record writes the lines of a result file that are not results: the machine, the units, the mechanisms, what
// is skipped, and the end. docs/format.md explains the lines.
package record
