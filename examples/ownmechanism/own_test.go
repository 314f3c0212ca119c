package ownmechanism_test

import (
	"os"
	"testing"

	"example.org/ownmechanism"
	"ipcbench/bench"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/mechtest"
)

// own are the mechanisms of this module. Others may stand beside them, to be compared: those of
// ipcbench/mechanisms/pipe, or all of ipcbench/mechanisms/catalogue.
var own = []mechanisms.Mechanism{ownmechanism.Frames{}, ownmechanism.Whiteboard{}}

func TestMain(m *testing.M) { os.Exit(bench.Main(m, own...)) }

func TestFrames(t *testing.T)     { mechtest.Run(t, ownmechanism.Frames{}) }
func TestWhiteboard(t *testing.T) { mechtest.Run(t, ownmechanism.Whiteboard{}) }

func BenchmarkLatency(b *testing.B)    { bench.Run(b, bench.Latency, own...) }
func BenchmarkThroughput(b *testing.B) { bench.Run(b, bench.Throughput, own...) }
func BenchmarkDuplex(b *testing.B)     { bench.Run(b, bench.Duplex, own...) }
func BenchmarkSetup(b *testing.B)      { bench.Run(b, bench.Setup, own...) }
