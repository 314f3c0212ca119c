// Package meter is how one program takes measurements from another, pass by pass: the regression gate has two versions of a benchmark
// program run at once, of which one measures while the other sleeps.
//
// The one that asks listens on a Unix socket and starts the other with [Variable] in its environment, which names the socket: so it may be
// started by a shell, go test or taskset, and what it prints does not matter. Both speak JSON, a value a line. The program says [Hello]
// with its cells; then each [Order] is answered by one [Answer], until the connection is closed, at which it ends.
package meter

// Variable is the environment variable with the path of the socket.
const Variable = "IPCBENCH_METER"

// Version is that of the protocol. Programs of different versions do not understand each other.
const Version = 1

// A Hello is what the program says first.
type Hello struct {
	Version  int
	Cells    []string          // full names of benchmarks, in reading order
	Managed  []string          // those of the cells in whose loops the Go runtime runs: their times vary more
	Deferred []string          // those whose messages a worker of the kernel's carries: so do theirs
	Skips    []string          // what cannot run here, with the reason: the lines of -ipc.list
	Config   map[string]string // of the machine, as in a result file
}

// A Task is what an order asks for.
type Task string

// The tasks.
const (
	Open  Task = "open"  // start a fresh pair of processes on Cell, verified and warmed up
	Cold  Task = "cold"  // the same, not warmed up; Elsewhere on another CPU
	Mean  Task = "mean"  // ns per op of Ops ops
	Count Task = "count" // what Ops ops count
	Close Task = "close" // end the pair
)

// An Order is one task.
type Order struct {
	Task Task
	Cell string `json:",omitempty"`
	Ops  int    `json:",omitempty"`
	// Elsewhere keeps a pair whose sides share a CPU from the one where a pair of another program is, if there are two.
	Elsewhere bool `json:",omitempty"`
}

// An Answer is what came of an order.
type Answer struct {
	Nanoseconds float64 `json:",omitempty"` // per op; after Open a first guess
	Counts      Counts  `json:",omitempty"`
	Error       string  `json:",omitempty"` // after which the pair is no more
}

// Counts are what an op counts on average, by unit: syscalls/op, csw/op (the voluntary ones), allocs/op, B/op. What could not be counted is absent.
type Counts map[string]float64
