package ready

import (
	"time"

	"ipcbench/mechanisms/kit/spin"
)

// A hybrid is a wait of that strategy, from the first call in vain on. Nothing is done when its message comes, which
// may be in the Link's own loop: what became of it is told to the budget when the next one begins.
type hybrid struct {
	budget spin.Budget
	began  time.Time
	length time.Duration // so far
	slept  bool
}

// begin begins a wait, which ends the last.
func (h *hybrid) begin() {
	switch {
	case h.began.IsZero():
	case h.slept:
		h.budget.Slept(h.length)
	default:
		h.budget.Found(h.length)
	}
	h.length, h.slept = 0, false
	if h.budget.Timed() {
		h.began = time.Now()
	}
}

// spends is called after a call in vain, and tells whether the budget is spent. At the first call of a wait no time has
// passed yet.
func (h *hybrid) spends(first bool) bool {
	budget := h.budget.Now()
	if !first && budget > 0 {
		h.length = time.Since(h.began)
	}
	return h.length >= budget
}

// woke is called when the wait has slept.
func (h *hybrid) woke() {
	h.slept = true
	if h.budget.Adapts() {
		h.length = time.Since(h.began)
	}
}
