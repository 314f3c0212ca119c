package mechanisms

import (
	"slices"
	"strings"
)

// A Border is what two ends must share that are in two containers of one host: a container has namespaces and a file
// system of its own, and a channel crosses only what both have. docs/taxonomy.md says how containers are made to share
// each. Source: namespaces(7).
type Border string

// The borders. The first two cannot be crossed: two containers do not share them.
const (
	Inherited  Border = "inherited descriptors"     // of a process that started both
	OneProcess Border = "one process"               // the ends are threads
	Volume     Border = "a volume"                  // a directory: of files, FIFOs, Unix sockets
	DevShm     Border = "/dev/shm"                  // of shm_open(3)
	IPC        Border = "the IPC namespace"         // of System V IPC and POSIX queues; ipc_namespaces(7)
	PID        Border = "the PID namespace"         // where one end names the other by its process id
	Network    Border = "a network"                 // between the two; one network namespace is enough
	Kernel     Border = "nothing beside the kernel" // no namespace divides it
)

// barred tells whether no two containers share b.
func (b Border) barred() bool { return b == Inherited || b == OneProcess }

// notSaid is for a mechanism of which it is not known.
const notSaid = "not said"

// across is what ends in two containers must share, in words.
func (t Traits) across() string {
	if len(t.Crosses) == 0 {
		return notSaid
	}
	words := make([]string, len(t.Crosses))
	for i, b := range t.Crosses {
		words[i] = string(b)
	}
	all := strings.Join(words, ", ")
	switch {
	case slices.ContainsFunc(t.Crosses, Border.barred):
		return "cannot: " + all
	case t.Hosts && !slices.Contains(t.Crosses, Network):
		return all + "; or " + string(Network) // as between hosts
	}
	return all
}
