package ipcbench

import (
	"os"
	"testing"

	"ipcbench/bench"
	"ipcbench/mechanisms/catalogue"
)

func TestMain(m *testing.M) { os.Exit(bench.Main(m, catalogue.All()...)) }

// BenchmarkLatency measures round trips: one op is size bytes there and size bytes back.
func BenchmarkLatency(b *testing.B) { bench.Run(b, bench.Latency, catalogue.All()...) }

// BenchmarkThroughput measures one-way streams: one op is one message of size bytes.
func BenchmarkThroughput(b *testing.B) { bench.Run(b, bench.Throughput, catalogue.All()...) }

// BenchmarkDuplex measures both directions at once: one op is one message of size bytes each way.
func BenchmarkDuplex(b *testing.B) { bench.Run(b, bench.Duplex, catalogue.All()...) }

// BenchmarkSetup measures making the channel: one op makes it, delivers its first byte, and tears it down.
func BenchmarkSetup(b *testing.B) { bench.Run(b, bench.Setup, catalogue.All()...) }

// BenchmarkFloor measures the steps that all of them are made of: see bench.RunFloors.
func BenchmarkFloor(b *testing.B) { bench.RunFloors(b, catalogue.All()...) }
