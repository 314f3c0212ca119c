// Package stat holds the statistics of paired comparisons that golang.org/x/perf/benchmath does not offer: two
// programs, or two versions of one, run in turn, and the ratio of what they took.
//
// The model is one ratio a pair, in logarithms, whose noise is symmetric about the true one: that is so for identical
// programs by construction, whichever of the two runs first being decided by the design and not by the program.
// Nothing is assumed of the shape of the noise.
package stat
