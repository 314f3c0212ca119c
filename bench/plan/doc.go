// Package plan lays out what runs: the cells of a benchmark run, in reading order, and what is skipped, with reasons.
//
// A [Cell] is one benchmark: a pattern, a mechanism, a wait strategy, a place and a message size, and its name says so.
// Patterns hand in [Shape] values that say which cells they have; [Make] crosses them with a [Selection], which is what
// the user asks for. Package plan knows no pattern by name.
package plan
