// Package schema lists the words of a result file: the names of patterns, keys, units, wait strategies, places and
// scopes, of the steps that Floor measures, and of the sizes at which costs may change.
//
// Package bench writes result files with these words, and the report reads them. docs/format.md explains them to
// users. A test compares that page with this package; go test ./internal/schema -update writes the tables of the page
// anew. Each kind of word has a file, with the names as constants and a list of all, in the order in which people
// read them.
//
// A result file may contain words that are not listed here: somebody may have added a pattern, a key or a unit. The
// report shows them as they stand in the file. It knows more of a word only if it is listed here.
//
// The package imports no other package of this module.
package schema
