package ready

import (
	"testing"
	"time"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/spin"
)

// What became of a wait is told to the budget when the next begins, even where nothing is called when a message comes.
func TestBudgetLearnsOfTheLastWait(t *testing.T) {
	h := hybrid{budget: spin.New(mechanisms.AdaptiveSpin)}
	h.begin()
	before := h.budget.Now()
	if h.spends(true) || before == 0 {
		t.Fatalf("the budget of %v is spent at once", before)
	}
	h.begin() // so the message had come while it spun
	if now := h.budget.Now(); now < before {
		t.Errorf("after a success the budget is %v, and was %v", now, before)
	}
	h.began = h.began.Add(-time.Second)
	if !h.spends(false) {
		t.Error("after a second the budget is not spent")
	}
	h.woke()
	h.begin()
	if now := h.budget.Now(); now != 0 || !h.spends(true) {
		t.Errorf("after a wait of a second the budget is %v", now)
	}
	h.began = h.began.Add(-time.Second)
	h.woke()
	h.begin()
	if now := h.budget.Now(); now != 0 {
		t.Errorf("after another such wait the budget is %v", now)
	}
}

// The length of a wait that slept and then was found to be longer is its whole length.
func TestAWaitThatSleepsTwiceIsOne(t *testing.T) {
	h := hybrid{budget: spin.New(mechanisms.AdaptiveSpin)}
	h.begin()
	h.woke()
	h.began = h.began.Add(-time.Second)
	h.woke()
	h.begin()
	if now := h.budget.Now(); now != 0 {
		t.Errorf("after a wait of a second the budget is %v", now)
	}
}
