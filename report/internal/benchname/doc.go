// Package benchname takes the names of benchmarks apart: the pattern, the series, the size.
//
// It knows the names of the patterns that package schema lists, and tells what is wrong with one of those. Of any other
// benchmark it takes the keys as they are written.
package benchname
