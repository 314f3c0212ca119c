package proc

import (
	"encoding/json"
	"fmt"
	"os"

	"ipcbench/internal/condition"
	"ipcbench/mechanisms"
)

// The environment variables that make this binary something other than a coordinator.
const (
	workerVariable   = "IPCBENCH_WORKER"   // a spec in JSON
	watchmanVariable = "IPCBENCH_WATCHMAN" // the run's directory
	tracerVariable   = "IPCBENCH_TRACER"   // anything
)

// A spec is all that a worker process is told when it starts.
type spec struct {
	Handler   string // which of Intercept's handlers runs
	Mechanism string
	Wait      mechanisms.Wait
	Size      int
	Dir       string
	Apart     bool // the ends are on two hosts
	Blind     bool // they share no memory
	Values    map[string]string
	Traceable bool
	Condition condition.Condition
	Counters  int       // descriptor of the shared page of counters
	Shared    bool      // the Links' threads cannot have descriptor tables of their own
	All       int       // how many ends the group has
	Slack     int       // of the timers of the ends' threads, in ns, if the process began with monitorSlack; 0 if not
	Ends      []endSpec // those in this process: one, or all if the mechanism's scope is the thread
}

// An endSpec is one end in that process.
type endSpec struct {
	Side      mechanisms.Side
	CPU       int   // to pin the thread to, or -1
	Control   int   // descriptor of the socket to the coordinator
	Ordinary  bool  // its thread is scheduled as usual, though the process is not
	Lifelines []int // descriptors that each hang up when the process of another end ends
	FDs       map[string]int
}

// specFromEnvironment is the spec this process was started with; ok is false in a coordinator.
func specFromEnvironment() (s spec, ok bool) {
	text := os.Getenv(workerVariable)
	if text == "" {
		return s, false
	}
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", workerVariable, err)
		os.Exit(2)
	}
	return s, true
}
