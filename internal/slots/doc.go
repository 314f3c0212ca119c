// Package slots lets two ends write messages into memory that both map, and counts exactly how many of them the other
// end never saw: into one slot, where each end overwrites what is there, or into one slot for each direction, where a
// writer waits until its last message has been read.
package slots
