// Package meter is the protocol by which one program orders single measurements from another. The regression gate
// uses it: it has two versions of a benchmark program measure in turn, so that one sleeps while the other measures.
//
// The program that orders listens on a Unix socket. It starts the other program with the path of the socket in the
// environment variable [Variable]. So the other program may be started by a shell, by go test or by taskset, and may
// print what it likes. Both speak JSON, one value on each line. The measuring program first says [Hello], which lists
// its cells. Then it answers each [Order] with one [Answer]. It ends when the connection is closed.
//
// [Serve] is the side that measures; [Greet] and [Program.Ask] are the side that orders.
package meter

// Variable is the environment variable that holds the path of the socket.
const Variable = "IPCBENCH_METER"

// Version is the version of the protocol. Programs with different versions do not understand each other.
const Version = 1

// A Hello is the first message, from the program that measures.
type Hello struct {
	Version  int
	Cells    []string          // full names of benchmarks, in reading order
	Managed  []string          // cells in whose loops the Go runtime runs; their times vary more
	Deferred []string          // cells whose messages a kernel thread carries; their times vary more too
	Probes   bool              // it obeys Probe
	Skips    []string          // what cannot run here, with the reason, as -ipc.list prints it
	Config   map[string]string // the machine, by the keys of a result file
}

// A Task is what an order asks for.
type Task string

// The tasks.
const (
	Open  Task = "open"  // start new worker processes for Cell, verify them and warm them up
	Cold  Task = "cold"  // the same without a warm-up; if Elsewhere, on another CPU
	Mean  Task = "mean"  // measure the mean time of an op, over Ops ops
	Count Task = "count" // count system calls and so on, over Ops ops
	Probe Task = "probe" // see whether the machine has changed its state since the last Probe, or since Open
	Close Task = "close" // end the worker processes
)

// An Order asks for one task.
type Order struct {
	Task Task
	Cell string `json:",omitempty"`
	Ops  int    `json:",omitempty"`
	// Elsewhere is for a cell whose ends share a CPU. It moves them to another CPU than the one where such a cell of
	// another program runs, if there is another.
	Elsewhere bool `json:",omitempty"`
}

// An Answer is the result of an order.
type Answer struct {
	Nanoseconds float64 `json:",omitempty"` // ns per op for Mean; for Open a first estimate
	Counts      Counts  `json:",omitempty"` // for Count
	Changed     bool    `json:",omitempty"` // for Probe
	Error       string  `json:",omitempty"` // if it is not "", the worker processes have been ended
}

// Counts are counts per op, by unit: syscalls/op, csw/op (only the voluntary switches), allocs/op and B/op. What
// could not be counted is not there.
type Counts map[string]float64
