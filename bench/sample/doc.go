// Package sample takes the samples of a benchmark. It runs in the coordinator, the process that starts the worker
// processes and orders what they measure.
//
// [Open] starts the worker processes of a cell, has them exchange content that is compared byte by byte, and warms
// them up. [Sample.Take] then measures, in several passes. The first reads the clock before the first op and after
// the last. In the second, a clock reading after each op gives the percentiles. The last has no clock and counts
// system calls. After each pass the ends' counts of messages are compared. Meanwhile the sample observes what other
// programs do on the same CPUs.
//
// A [Meter] takes single means, for programs that compare two things side by side. Package sample does not import
// package testing.
package sample
