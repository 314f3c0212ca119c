// Package sitting runs a benchmark program in rounds until a time is spent, and decides what each round measures: first
// every cell until it has enough samples, then those cells whose figures are known least.
//
// The samples of one cell are spread over the sitting, so that what drifts hits all cells alike. A cell is looked at
// only when it has certain numbers of samples, and its interval is wider for that; see [stat.Sitting].
package sitting
