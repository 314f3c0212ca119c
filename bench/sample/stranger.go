package sample

import (
	"ipcbench/bench/pattern"
	"ipcbench/internal/schema"
)

// A refusal is the error of a stranger that the mechanism did not let in; see [pattern.Pattern].Stranger.
type refusal struct{ reason string }

func (r *refusal) Error() string { return r.reason }

// attempt is the result of a cell with a stranger: it got in and messages arrived, or it was refused. After a refusal
// there is nobody to say farewell to.
func (s *Sample) attempt() (Result, error) {
	r := Result{Attempt: true, Measurement: pattern.Measurement{Ops: 1, NsPerOp: float64(s.attempted)}}
	r.Reported = r.NsPerOp
	if s.refused {
		r.add(schema.OpenedPercent, 0)
		return r, s.ends.Kill()
	}
	r.add(schema.OpenedPercent, 100)
	return r, s.Close()
}
