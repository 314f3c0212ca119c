// Package plan decides what a benchmark run measures: which cells run, in what order, and what is skipped for which
// reason.
//
// A [Cell] is one benchmark. It has a pattern, a mechanism, a wait strategy, a place and a message size, and is named
// after them. Each pattern describes its cells in a [Shape]. [Make] combines the shapes with a [Selection], which is
// what the user asks for. Package plan knows no pattern by name.
package plan
