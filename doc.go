// Package ipcbench measures what inter-process communication costs on this machine.
//
// Pairs of real processes exchange messages over the mechanisms that Linux has: pipes, sockets, queues, shared memory,
// files and RPC systems. Benchmarks run at many message sizes, with processes that sleep while they wait and with
// processes that poll. They report latency and its percentiles, throughput, and the CPU time of both processes.
//
// The package has no code of its own but its benchmarks:
//
//	make bench                                   all mechanisms; tables, charts and a web page in results/latest
//	make quick                                   the same for one message size, in under two minutes
//	go test -bench .                             the default matrix, in Go benchmark format
//	go test -bench 'Latency/mech=pipe$/'         one mechanism
//	go test -bench . -ipc.matrix=full -ipc.list  lists what there is to run, and runs nothing
//	go run ./report results/latest.txt           what result files say; with --full all tables, with -o DIR charts
//
// README.md says how to read the results. Package [ipcbench/bench] is the engine: read it to learn how it measures.
// Package [ipcbench/mechanisms] is the contract: read it to add a mechanism. docs/format.md defines the units.
package ipcbench
