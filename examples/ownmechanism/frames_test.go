package ownmechanism_test

import (
	"os"
	"testing"

	"example.org/ownmechanism"
	"ipcbench/bench"
	"ipcbench/mechanisms/mechtest"
)

func TestMain(m *testing.M) { os.Exit(bench.Main(m, ownmechanism.Frames{})) }

func TestFrames(t *testing.T) { mechtest.Run(t, ownmechanism.Frames{}) }

func BenchmarkLatency(b *testing.B)    { bench.Run(b, bench.Latency, ownmechanism.Frames{}) }
func BenchmarkThroughput(b *testing.B) { bench.Run(b, bench.Throughput, ownmechanism.Frames{}) }
func BenchmarkDuplex(b *testing.B)     { bench.Run(b, bench.Duplex, ownmechanism.Frames{}) }
func BenchmarkSetup(b *testing.B)      { bench.Run(b, bench.Setup, ownmechanism.Frames{}) }
