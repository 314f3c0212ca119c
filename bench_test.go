package ipcbench

import (
	"os"
	"testing"

	"ipcbench/bench"
	"ipcbench/mechanisms/catalogue"
)

func TestMain(m *testing.M) { os.Exit(bench.Main(m, catalogue.All()...)) }

// BenchmarkLatency measures round trips: one op is one message from A to B and one back.
func BenchmarkLatency(b *testing.B) { bench.Run(b, bench.Latency, catalogue.All()...) }

// BenchmarkThroughput measures one-way streams: one op is one message from A to B.
func BenchmarkThroughput(b *testing.B) { bench.Run(b, bench.Throughput, catalogue.All()...) }

// BenchmarkDuplex measures both directions at once: one op is one message each way.
func BenchmarkDuplex(b *testing.B) { bench.Run(b, bench.Duplex, catalogue.All()...) }

// BenchmarkSetup measures making a channel: one op makes it, delivers its first message, and tears it down.
func BenchmarkSetup(b *testing.B) { bench.Run(b, bench.Setup, catalogue.All()...) }

// BenchmarkPaced measures an open loop: one op is one message from A to B, sent at the time at which it is due.
func BenchmarkPaced(b *testing.B) { bench.Run(b, bench.Paced, catalogue.All()...) }

// BenchmarkClaim measures what a claim of textbooks needs that no other benchmark does; what= says what an op is.
func BenchmarkClaim(b *testing.B) { bench.Run(b, bench.Claim, catalogue.All()...) }

// BenchmarkFloor measures the steps that communication is made of, each by itself: see bench.RunFloors.
func BenchmarkFloor(b *testing.B) { bench.RunFloors(b, catalogue.All()...) }
