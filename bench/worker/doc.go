// Package worker is the code of a worker process. Such a process is an end of a benchmark, or several ends. It opens
// its end of the mechanism, obeys the orders of the coordinator, and reports what they cost.
//
// [Serve] is the loop that receives an [Order] and answers with a [Report]. The package does not know what an op is.
// A pattern provides a [Role], the loops of one end, and the package runs these loops. It reads the clock before and
// after, or between ops for percentiles; it decides how long a pass lasts where a time is given; and it counts CPU
// time, context switches, allocations and system calls. The first end leads: it reads the clock, decides when a pass
// ends, and tells the other ends through shared memory.
//
// Messages carry marks ([Marks]). By them the receiver knows whether a message was lost, repeated, reordered or
// damaged ([Diagnose]).
package worker
