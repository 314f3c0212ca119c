// Package pattern holds what can be measured: a pattern says what one op is.
//
// A [Pattern] is a value: the cells that it has, the loops of its ends, the units of its results, and how the reports
// of its ends add up to figures. Each has a file of its own, and [All] is the list. The engine, the names of
// benchmarks, flags, -ipc.list, the report's columns and the tables of docs/format.md follow from it, and from its
// entry in package schema. To add one, write its file, add it to the list and to schema.Patterns.
//
// Package worker runs the loops in the processes that are the ends; package sample is what asks for them.
package pattern
