// Package stat holds statistics that golang.org/x/perf/benchmath does not offer: for comparing two programs in pairs
// of runs, for medians that are looked at repeatedly, and for changes in a series.
//
// A paired comparison runs two programs, or two versions of one, in turn. Each pair gives the ratio of the times that
// they took. The model is that the noise of the logarithm of that ratio is symmetric about the true value. For
// identical programs this holds by design, because the order within each pair does not depend on the program. Nothing
// else is assumed about the noise.
package stat
