// Package schema is the one list of the words of a result file: patterns, keys, units, waits, places, scopes and the
// steps of Floor.
//
// Package bench writes files with these words and the report reads them; docs/format.md explains them to people, and a
// test here holds that page against this package (go test ./internal/schema -update writes its tables anew). Each kind
// of word has a file of its own, with its names as constants and one list of all, in the order in which people read
// them.
//
// A file may hold words that are not listed here: a pattern, a key or a unit of somebody's own. The report takes them
// as the file gives them. What it knows of a word beyond that is what stands here.
//
// The package imports no other of this project.
package schema
