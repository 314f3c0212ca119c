package pattern

import (
	"fmt"

	"ipcbench/bench/plan"
	"ipcbench/bench/worker"
	"ipcbench/internal/pair"
)

// serve is the worker of every pattern: the first order says which.
func serve(session *pair.Session) {
	worker.Serve(session, func(w *worker.Worker, first worker.Order) (*worker.Role, error) {
		p := Named(plan.Pattern(first.Pattern))
		if p == nil {
			return nil, fmt.Errorf("this binary has no pattern %q", first.Pattern)
		}
		return p.Open(w, first)
	})
}
