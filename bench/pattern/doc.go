// Package pattern holds the kinds of benchmark, which are called patterns: Latency, Throughput and so on.
//
// A [Pattern] is a value. It says which cells it has, what each end does in an op, which units its results have, and
// how its figures follow from the reports of the ends. Each pattern has a file of its own, and [All] lists them.
//
// Everything else follows from that value and from the pattern's entry in package schema: the names of benchmarks,
// the flags, -ipc.list, the columns of the report and the tables of docs/format.md. To add a pattern, write its file,
// and add it to the list here and to schema.Patterns. A pattern outside this module is added by [Add].
//
// Package worker runs the loops of a pattern in the worker processes, and package sample orders it to.
package pattern
