// Package bench measures what it costs to send messages between two processes: time, CPU time, system calls and more,
// as benchmarks of package testing.
//
// The processes send through a mechanism, such as a pipe or a ring in shared memory: a value that implements
// [mechanisms.Mechanism]. The results are plain Go benchmark format, which benchstat reads.
//
// # Use
//
// In a _test.go, for a mechanism of ipcbench or one of your own:
//
//	func TestMain(m *testing.M) { os.Exit(bench.Main(m, mine.Mechanism{})) }
//
//	func BenchmarkLatency(b *testing.B)    { bench.Run(b, bench.Latency, mine.Mechanism{}) }
//	func BenchmarkThroughput(b *testing.B) { bench.Run(b, bench.Throughput, mine.Mechanism{}) }
//
// Then run go test -bench . with the flags of the testing package, and those that [Main] lists. The directory
// examples/ownmechanism has the whole of it.
//
// # What is measured
//
// A pattern says what one op is, and a benchmark is named after its pattern:
//
//	Latency     one round trip: A sends a message, B receives it and sends one back, A receives that
//	Throughput  one message from A to B, with as many under way as the mechanism holds
//	Duplex      one message each way at once
//	Paced       one message from A to B that is due at a time of its own: an open loop, at the rates of -ipc.rates
//	Setup       a channel is made, delivers its first message, and is torn down
//	Claim       what a claim of textbooks needs that no other pattern measures: what= says what
//	Floor       one step that communication is made of, such as one system call or one copy
//
// The benchmarks of Floor use no mechanism, except those of what=path. They measure the steps that mechanisms take,
// each by itself, so that the results of the other patterns can be explained by them: a mechanism that makes four
// system calls and two copies for a message cannot be faster than these.
//
// Names are Benchmark<Pattern>/mech=<name>/wait=<wait>/place=<place>/size=<bytes>: how a process waits for a message,
// on which CPUs the two processes run, and how long a message is. Such a benchmark is called a cell.
//
// # How it measures
//
// Each sample (each -count) starts two new worker processes, A and B, and pins them to CPUs. They open the mechanism,
// exchange messages of random content that the receiver compares byte by byte, and warm up until successive batches
// take equally long. Then the coordinator, which is the process that runs the testing package, orders a measurement
// and sleeps until it is done.
//
// In Latency the clock is A's, read before the first op and after the last. In Throughput time runs from A's first
// send to B's last receive. For percentiles the clock is read after each op, and the cost of the clock itself is
// subtracted. Where that cost is more than 1 % of an op, only every other turn of ops is timed like that, and the mean
// is that of the turns between. Where it is more than 5 %, several ops share one reading (the unit ops/clock says how
// many). CPU time and context switches are those of both processes in the ops that the mean is of, allocations those
// of all ops.
//
// Every message carries its number, which the receiver checks. At the end of each pass A and B compare how many
// messages they sent and received, and the checksums of the last ones. A message that is lost, repeated, reordered or
// damaged fails the benchmark.
//
// docs/method.md has the rules of measurement with their reasons, docs/format.md the units and the lines of a result
// file, docs/architecture.md a map of the packages.
//
// # Packages
//
//   - [ipcbench/bench/plan] decides which cells run and which are skipped.
//   - [ipcbench/bench/place] finds the CPUs to run on, and watches what else runs there.
//   - [ipcbench/bench/pattern] holds the patterns, a file each: what A and B do, and how figures follow from it.
//   - [ipcbench/bench/worker] is the code of a worker process: it obeys orders and counts what they cost.
//   - [ipcbench/bench/sample] is the other side of that: it starts the workers, orders passes and checks reports.
//   - [ipcbench/bench/record] writes the lines of a result file that are not results: machine, units, what is skipped.
//
// Package bench itself only joins these to package testing. A program without it can measure with package sample
// alone.
package bench
