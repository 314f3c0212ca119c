// Package results sorts the benchmark lines of result files into machines and cells.
//
// [Read] reads all files of one command line. Each line is a sample; samples of one benchmark on one machine make a
// [Cell], whose figures are medians over them. A [Machine] is all that was measured under one configuration, within one
// computer or between the same two hosts; a [Computer] has those machines whose end A was on it. Nothing of two
// machines is ever pooled.
//
// Package resultfile, which reads a single file, comes before this one. Read package quantity next for how a number is
// printed, and package tables for what is made of cells.
package results
