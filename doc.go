// Package ipcbench measures what inter-process communication costs on this machine: pairs of real producer and consumer
// processes over every mechanism that Linux has, blocking and busy-waiting, at many message sizes; latency with its
// percentiles, throughput, and the CPU time that both sides pay.
//
// The package has no code of its own. Its benchmarks are the program:
//
//	make bench                                   the default matrix, tables, charts and a page under results/latest
//	make quick                                   one size, in a minute and a half
//	go test -bench .                             the default matrix, in Go benchmark format
//	go test -bench 'Latency/mech=pipe$/'         one mechanism
//	go test -bench . -ipc.matrix=full -ipc.list  what there is to run
//	go run ./report results/latest.txt           tables and charts from result files
//
// To learn how it measures, read package [ipcbench/bench]; how a mechanism is added, package [ipcbench/mechanisms]; what
// stands in the output, docs/format.md.
package ipcbench
