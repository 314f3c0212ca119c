// Package bench is the engine: it runs a mechanism between two pinned worker processes and says what one message costs.
//
// From a _test.go, for mechanisms of ipcbench or of your own:
//
//	func TestMain(m *testing.M) { os.Exit(bench.Main(m, mine.Mechanism{})) }
//
//	func BenchmarkLatency(b *testing.B)    { bench.Run(b, bench.Latency, mine.Mechanism{}) }
//	func BenchmarkThroughput(b *testing.B) { bench.Run(b, bench.Throughput, mine.Mechanism{}) }
//
// and then go test -bench . with the flags of the testing package and those that begin with -ipc (see [Main]).
//
// # How it measures
//
// Every sample (each -count) is a fresh pair of processes, A and B. They open the mechanism, exchange messages of
// random content that the receiver checks byte by byte, and warm up until successive batches agree. Then the
// coordinator, which is the testing.B process and sleeps all the while, says "run N".
//
// In Latency one op is a round trip: A sends size bytes, B receives all of them and sends size bytes back, A receives
// all. The clock is A's, read before the first and after the last of N ops. In Throughput one op is one message from A
// to B, as many in flight as the mechanism holds, and the clock runs from A's first send to B's last receive.
//
// Percentiles come from a second pass that reads the clock after every op, into an HDR histogram, with the clock's own
// cost taken off; where that is more than 5 % of an op, several ops share a reading (the unit ops/clock says how many).
// CPU time, context switches and allocations are those of both processes between the first and the last op.
//
// Every message carries its number, which the receiver checks; at the end of each pass both sides compare what they
// counted and the checksums of the last messages. A message lost, repeated, reordered or damaged fails the benchmark.
//
// The units are listed in docs/format.md, the rules and their reasons in the package comments of ipcbench/internal/sys
// and [ipcbench/mechanisms].
package bench
