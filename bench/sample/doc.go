// Package sample takes samples: it is what a benchmark is to the coordinator, the process that starts the workers.
//
// [Open] starts the processes that are the ends of a cell, has them exchange content that is compared byte by byte, and
// warms them up. [Sample.Take] then measures: a pass between two readings of the clock, one with a reading after every
// op for the percentiles, one that counts; it compares what all ends counted, and looks what others did meanwhile. A
// [Meter] takes single means, for programs that compare two things side by side.
//
// Nothing here knows of package testing.
package sample
