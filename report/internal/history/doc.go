// Package history finds where a series of result files changes: nightly runs, or a run of each commit.
//
// [Load] reads each file as one run. Runs of the same hardware make a series of each cell, of ns/op, in the order of
// their dates; what else may change between two runs, the kernel, the Go release, a setting, is told beside a change
// and does not split the series. [Find] looks for change points (package stat) in the logarithms of the runs'
// medians.
package history
