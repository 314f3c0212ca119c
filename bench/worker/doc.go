// Package worker is the process that is an end of a benchmark: it opens its end, does as the coordinator orders, and
// reports what that cost.
//
// [Serve] is its one loop of orders. What an op is it does not know: a pattern gives it a [Role], the loops of one end,
// and it runs them between two readings of the clock ([Order], [Report]), paces them where a pass is to take a given
// time, takes percentiles, and counts CPU time, context switches, allocations and system calls. The first end leads: it
// reads the clock, decides how long a pass goes on, and tells the others through shared memory.
//
// Messages carry marks ([Marks]), by which a receiver knows that none was lost, repeated, reordered or damaged
// ([Diagnose]).
package worker
